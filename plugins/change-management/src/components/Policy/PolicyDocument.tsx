import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Clause, Policy } from 'backstage-plugin-change-management-common';
import { useMemo } from 'react';
import { useText } from '../../translation';
import { RuleInWords } from './rule';
import { rulesInWords } from './rulesInWords';

/** So many rules stand beside their clause; those beyond are unfolded. */
const MOST = 8;

const useStyles = makeStyles(theme => ({
  section: { margin: theme.spacing(3, 0, 0.5), fontWeight: 700 },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  clause: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 6fr)',
    gap: theme.spacing(0.5, 3),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  id: { color: theme.palette.text.secondary, marginRight: theme.spacing(1) },
  rules: {
    margin: 0,
    paddingLeft: theme.spacing(2),
    fontSize: theme.typography.body2.fontSize,
    '& li + li': { marginTop: theme.spacing(0.5) },
  },
  details: {
    marginTop: theme.spacing(0.5),
    fontSize: theme.typography.body2.fontSize,
    '& summary': { cursor: 'pointer' },
  },
  quiet: {
    margin: 0,
    color: theme.palette.text.secondary,
    fontSize: theme.typography.body2.fontSize,
  },
}));

const Rules = (props: { name: string; rules: RuleInWords[] }) => {
  const { name, rules } = props;
  const classes = useStyles();
  const t = useText();
  return (
    <ul className={classes.rules} aria-label={`${t('policy.rules')}: ${name}`}>
      {rules.map(({ path, words }) => (
        <li key={path}>{words}</li>
      ))}
    </ul>
  );
};

const ClauseItem = (props: { clause: Clause; rules: RuleInWords[] }) => {
  const { clause, rules } = props;
  const rest = rules.slice(MOST);
  const classes = useStyles();
  const t = useText();
  return (
    <li className={classes.clause}>
      <div>
        <span className={classes.id}>{clause.id}</span>
        {clause.text}
      </div>
      {rules.length ? (
        <div>
          <Rules name={clause.id} rules={rules.slice(0, MOST)} />
          {rest.length > 0 && (
            <details className={classes.details}>
              <summary>
                {t('policy.moreRules', { number: String(rest.length) })}
              </summary>
              <Rules
                name={`${clause.id}, ${t('policy.further')}`}
                rules={rest}
              />
            </details>
          )}
        </div>
      ) : (
        <p className={classes.quiet}>
          {t(clause.check ? 'policyRule.always' : 'policy.noRules')}
        </p>
      )}
    </li>
  );
};

/** The policy as people read it, section by section, with the rules that follow from each clause beside it. */
export const PolicyDocument = ({ policy }: { policy: Policy }) => {
  const classes = useStyles();
  const t = useText();
  const rules = useMemo(() => rulesInWords(policy, t), [policy, t]);
  const sections = [...new Set(policy.clauses.map(({ section }) => section))];
  return (
    <>
      {sections.map(section => (
        <section key={section}>
          <Typography
            variant="subtitle1"
            component="h3"
            className={classes.section}
          >
            {section}
          </Typography>
          <ul className={classes.list}>
            {policy.clauses
              .filter(clause => clause.section === section)
              .map(clause => (
                <ClauseItem
                  key={clause.id}
                  clause={clause}
                  rules={rules.filter(rule => rule.clause === clause.id)}
                />
              ))}
          </ul>
        </section>
      ))}
    </>
  );
};
