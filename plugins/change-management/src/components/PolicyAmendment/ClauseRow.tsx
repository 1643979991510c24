import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import CreateIcon from '@material-ui/icons/Create';
import DeleteIcon from '@material-ui/icons/Delete';
import { Clause } from 'backstage-plugin-change-management-common';
import { ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../translation';
import { Word } from '../display/Word';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: theme.spacing(0.5, 3),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  id: { color: theme.palette.text.secondary, marginRight: theme.spacing(1) },
  acts: { whiteSpace: 'nowrap' },
  rules: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start' },
}));

/** A clause: its text, to be edited, and beside it the fields of its rules. */
export const ClauseRow = (props: {
  clause: Clause;
  /** As it is in force; missing for a new one. */
  before?: Clause;
  error?: string;
  onText: (text: string) => void;
  onRemove: () => void;
  children: ReactNode;
}) => {
  const { clause, before, error, onText, onRemove, children } = props;
  const { id, text } = clause;
  const classes = useStyles();
  const t = useText();
  const [editing, setEditing] = useState(false);
  const input = useRef<HTMLTextAreaElement>(null);
  // The button that was pressed gives way to the field that it asked for.
  useEffect(() => {
    if (editing) {
      input.current?.focus();
    }
  }, [editing]);
  return (
    <li className={classes.root}>
      <div>
        {editing || error ? (
          <TextField
            id={`policy-clause-${id}`}
            label={t('policyAmend.text', { clause: id })}
            value={text}
            multiline
            minRows={3}
            fullWidth
            inputRef={input}
            variant="outlined"
            size="small"
            error={error !== undefined}
            helperText={error}
            onChange={({ target }) => onText(target.value)}
          />
        ) : (
          <>
            <span className={classes.id}>{id}</span>
            {text}
          </>
        )}{' '}
        {before?.text !== text && (
          <Word
            text={t(before ? 'policyAmend.changed' : 'policyKind.added')}
            icon={CreateIcon}
            tone="info"
          />
        )}
        <span className={classes.acts}>
          {!editing && !error && (
            <IconButton
              size="small"
              aria-label={t('policyAmend.editText', { clause: id })}
              onClick={() => setEditing(true)}
            >
              <CreateIcon fontSize="small" />
            </IconButton>
          )}
          <IconButton
            size="small"
            aria-label={t('policyAmend.remove', { clause: id })}
            onClick={onRemove}
          >
            <DeleteIcon fontSize="small" />
          </IconButton>
        </span>
      </div>
      <div className={classes.rules}>{children}</div>
    </li>
  );
};
