import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useText } from '../../translation';
import { RuleTab } from './RulesElsewhere';
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

/** In which form something wrong is mended, and what it is called there. */
const places: [
  pattern: RegExp,
  tab: RuleTab,
  list:
    | 'approvalForm.rules'
    | 'riskForm.questionnaire'
    | 'riskForm.floors'
    | 'riskForm.rules'
    | 'policyForms.risk',
][] = [
  [/^approvalRules\.(\d+)\./, 'approvals', 'approvalForm.rules'],
  [/^risk\.questionnaire\.(\d+)\./, 'risk', 'riskForm.questionnaire'],
  [/^risk\.floors\.(\d+)\./, 'risk', 'riskForm.floors'],
  [/^risk\.rules\.(\d+)\./, 'risk', 'riskForm.rules'],
  [/^approvalRules/, 'approvals', 'approvalForm.rules'],
  [/^risk\./, 'risk', 'policyForms.risk'],
];

/** A way to the form in which it is mended, by the name that the form gives to the place. */
const WayThere = (props: { path: string; onOpen: (tab: RuleTab) => void }) => {
  const { path, onOpen } = props;
  const t = useText();
  const place = places.find(([pattern]) => pattern.test(path));
  if (!place) {
    return <>{path && `${path}: `}</>;
  }
  const [pattern, tab, list] = place;
  const number = pattern.exec(path)?.[1];
  return (
    <>
      <Link component="button" variant="body2" onClick={() => onOpen(tab)}>
        {number === undefined
          ? t(list)
          : t('policyForms.place', {
              list: t(list),
              number: String(Number(number) + 1),
            })}
      </Link>
      {`: `}
    </>
  );
};

/** Everything that keeps the document from being sound, at once, as it is typed. */
export const Problems = (props: {
  problems: LineProblem[];
  /** Opens the form in which something is mended; missing where there are none. */
  onOpen?: (tab: RuleTab) => void;
}) => {
  const { problems, onOpen } = props;
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
                {onOpen ? (
                  <WayThere path={path} onOpen={onOpen} />
                ) : (
                  path && `${path}: `
                )}
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
