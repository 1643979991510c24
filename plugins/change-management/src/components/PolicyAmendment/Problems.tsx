import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useText } from '../../translation';
import { LineProblem } from './yamlDocument';

const LISTED = 12;

const useStyles = makeStyles(theme => ({
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2),
    fontSize: theme.typography.body2.fontSize,
    overflowWrap: 'anywhere',
  },
}));

/** Everything that keeps the document from being sound, at once, as it is typed. */
export const Problems = ({ problems }: { problems: LineProblem[] }) => {
  const classes = useStyles();
  const t = useText();
  const rest = problems.length - LISTED;
  return (
    <div aria-live="polite">
      {problems.length > 0 && (
        <Alert severity="error">
          <Typography variant="body2" component="h3">
            {t('policyAmend.problemsAre', { number: String(problems.length) })}
          </Typography>
          <ul className={classes.list} aria-label={t('policyAmend.problems')}>
            {problems.slice(0, LISTED).map(({ path, message, line }) => (
              <li key={`${path} ${message}`}>
                {path && `${path}: `}
                {message}
                {line !== undefined &&
                  ` (${t('policyAmend.line', { line: String(line) })})`}
              </li>
            ))}
            {rest > 0 && (
              <li>{t('roleRegister.more', { number: String(rest) })}</li>
            )}
          </ul>
        </Alert>
      )}
    </div>
  );
};
