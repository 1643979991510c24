import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { Clause } from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { useText } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    margin: theme.spacing(2, 0),
  },
}));

const none = { id: '', section: '' };

/** Adds a clause at the end of its section; its text is written there. */
export const NewClause = (props: {
  sections: string[];
  taken: string[];
  onAdd: (clause: Clause) => void;
}) => {
  const { sections, taken, onAdd } = props;
  const classes = useStyles();
  const t = useText();
  const [{ id, section }, setNew] = useState(none);
  const isReady =
    id.trim() !== '' && section.trim() !== '' && !taken.includes(id.trim());
  return (
    <div className={classes.root}>
      <TextField
        id="policy-new-clause"
        label={t('policyAmend.newId')}
        value={id}
        size="small"
        variant="outlined"
        onChange={({ target }) => setNew({ id: target.value, section })}
      />
      <TextField
        id="policy-new-section"
        label={t('policyAmend.section')}
        value={section}
        size="small"
        variant="outlined"
        inputProps={{ list: 'policy-sections' }}
        onChange={({ target }) => setNew({ id, section: target.value })}
      />
      <datalist id="policy-sections">
        {sections.map(name => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Button
        variant="outlined"
        disabled={!isReady}
        onClick={() => {
          onAdd({ id: id.trim(), section: section.trim(), text: '' });
          setNew(none);
        }}
      >
        {t('policyAmend.newClause')}
      </Button>
    </div>
  );
};
