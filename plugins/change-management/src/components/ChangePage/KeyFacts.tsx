import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import {
  ChangeView,
  expectedRollbackMinutes,
  rollbackStepsOf,
} from 'backstage-plugin-change-management-common';
import { Fragment, ReactNode } from 'react';
import { useText } from '../../translation';
import { ChangeTime, EntityName, Markdown } from '../display';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(2),
    fontSize: theme.typography.body2.fontSize,
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.75, 2),
    margin: 0,
  },
  name: { color: theme.palette.text.secondary },
  value: { margin: 0, overflowWrap: 'anywhere' },
  // The whole text is below, under Overview.
  beginning: {
    display: '-webkit-box',
    '-webkit-line-clamp': 3,
    '-webkit-box-orient': 'vertical',
    overflow: 'hidden',
    '& p': { margin: 0 },
  },
  steps: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

const Rollback = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const { rollbackPlan } = change;
  if (!rollbackPlan?.steps.length) {
    return <>{t('general.notGiven')}</>;
  }
  const { steps, tested } = rollbackPlan;
  const minutes = expectedRollbackMinutes(rollbackPlan);
  return (
    <>
      {t('change.steps', { count: steps.length })}
      {minutes !== undefined &&
        `, ${t('change.estimated', { minutes: String(minutes) })}`}
      , {t(tested ? 'change.tested' : 'change.notTested')}
      <ol className={classes.steps}>
        {rollbackStepsOf({ steps: steps.slice(0, 3) }).map(
          ({ text }, index) => (
            <li key={index}>{text}</li>
          ),
        )}
      </ol>
      {steps.length > 3 &&
        t('general.more', { number: String(steps.length - 3) })}
    </>
  );
};

/** The five facts that a decision needs: what, why, when, which system, and how it is undone. */
export const KeyFacts = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const beginning = (text: string | undefined) =>
    text ? (
      <Markdown text={text} className={classes.beginning} />
    ) : (
      t('general.notGiven')
    );
  const facts: [name: string, value: ReactNode][] = [
    [t('change.what'), beginning(change.description)],
    [t('change.why'), beginning(change.justification)],
    [
      t('change.when'),
      <>
        <ChangeTime change={change} />
        {' · '}
        {change.expectedDowntimeMinutes
          ? t('change.downtime', {
              minutes: String(change.expectedDowntimeMinutes),
            })
          : t('change.noDowntime')}
        {change.actualDowntimeMinutes !== undefined &&
          `, ${t('change.actualDowntime', {
            minutes: String(change.actualDowntimeMinutes),
          })}`}
      </>,
    ],
    [
      t('change.system'),
      change.impact.direct.map(({ entityRef, system, exists }, index) => (
        <Fragment key={entityRef}>
          {index > 0 && ', '}
          <EntityName entityRef={entityRef} exists={exists} />
          {system && (
            <>
              {' ('}
              <EntityName entityRef={system} />)
            </>
          )}
        </Fragment>
      )),
    ],
    [t('change.rollback'), <Rollback change={change} />],
  ];
  return (
    <Paper
      variant="outlined"
      component="section"
      className={classes.root}
      aria-label={t('change.keyFacts')}
    >
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <Fragment key={name}>
            <dt className={classes.name}>{name}</dt>
            <dd className={classes.value}>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </Paper>
  );
};
