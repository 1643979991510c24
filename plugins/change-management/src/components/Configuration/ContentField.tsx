import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useText } from '../../translation';

const useStyles = makeStyles(theme => ({
  scroll: {
    display: 'flex',
    maxHeight: '45vh',
    minHeight: 160,
    overflow: 'auto',
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    fontFamily: 'monospace',
    fontSize: 13,
    lineHeight: '20px',
  },
  numbers: {
    margin: 0,
    padding: theme.spacing(1),
    textAlign: 'right',
    color: theme.palette.text.secondary,
    font: 'inherit',
    lineHeight: 'inherit',
    userSelect: 'none',
  },
  text: {
    flex: 1,
    padding: theme.spacing(1),
    border: 0,
    resize: 'none',
    overflowY: 'hidden',
    background: 'transparent',
    color: theme.palette.text.primary,
    font: 'inherit',
    lineHeight: 'inherit',
  },
}));

/** A text of many lines, with their numbers. */
export const ContentField = (props: {
  id: string;
  value: string;
  onChange: (content: string) => void;
}) => {
  const { id, value, onChange } = props;
  const classes = useStyles();
  const t = useText();
  const count = value.split('\n').length;
  return (
    <>
      <Typography component="label" variant="body2" htmlFor={id}>
        {t('configuration.content')}
      </Typography>
      <div className={classes.scroll}>
        <pre className={classes.numbers} aria-hidden>
          {Array.from({ length: count }, (_, i) => i + 1).join('\n')}
        </pre>
        <textarea
          id={id}
          className={classes.text}
          value={value}
          rows={count}
          wrap="off"
          spellCheck={false}
          onChange={event => onChange(event.target.value)}
        />
      </div>
    </>
  );
};
