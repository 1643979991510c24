import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CheckIcon from '@material-ui/icons/Check';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import RemoveIcon from '@material-ui/icons/Remove';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import {
  ChangeView,
  ClauseStatus,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { useText } from '../../translation';
import { Sentence } from '../display';
import { Word } from '../display/Word';

const looks = {
  met: [CheckIcon, 'good'],
  open: [RadioButtonUncheckedIcon, 'info'],
  waived: [ReportProblemIcon, 'warn'],
  'not-applicable': [RemoveIcon, 'neutral'],
} as const;

const useStyles = makeStyles(theme => ({
  section: { marginTop: theme.spacing(2), fontWeight: 700 },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  clause: {
    display: 'grid',
    gridTemplateColumns: '4.5em minmax(0, 1fr) max-content',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    fontSize: theme.typography.body2.fontSize,
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: 'minmax(0, 1fr) max-content',
      '& > :first-child': { gridColumn: '1 / -1' },
    },
  },
  quiet: { color: theme.palette.text.secondary },
}));

const Clause = ({ clause }: { clause: ClauseStatus }) => {
  const classes = useStyles();
  const t = useText();
  const [icon, tone] = looks[clause.status];
  return (
    <li className={classes.clause}>
      <span className={classes.quiet}>{clause.id}</span>
      <div>
        {clause.text}
        <div className={classes.quiet}>
          <Sentence text={clause.evidence} />
        </div>
      </div>
      <div>
        <Word text={t(`clause.${clause.status}`)} icon={icon} tone={tone} />
      </div>
    </li>
  );
};

function count(clauses: ClauseStatus[], status: ClauseStatus['status']) {
  return String(clauses.filter(clause => clause.status === status).length);
}

/** Where the change stands with each clause of the policy that it was judged by, as a checklist. */
export const PolicyTab = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const [all, setAll] = useState(false);
  const { clauses } = change;
  const applying = clauses.filter(c => c.status !== 'not-applicable');
  const shown = all ? clauses : applying;
  const hidden = clauses.length - applying.length;
  const sections = [...new Set(shown.map(({ section }) => section))];
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {t('judgement.clausesHelp', { version: change.policyVersion })}{' '}
        {t('judgement.clauseCounts', {
          met: count(clauses, 'met'),
          open: count(clauses, 'open'),
          waived: count(clauses, 'waived'),
        })}
      </Typography>
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
            {shown
              .filter(clause => clause.section === section)
              .map(clause => (
                <Clause key={clause.id} clause={clause} />
              ))}
          </ul>
        </section>
      ))}
      {!all && hidden > 0 && (
        <Button onClick={() => setAll(true)}>
          {t('judgement.showNotApplicable', { count: hidden })}
        </Button>
      )}
    </>
  );
};
