import { Link } from '@backstage/core-components';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ChangeView } from 'backstage-plugin-change-management-common';
import { ReactNode, useId } from 'react';
import { useText } from '../../translation';
import {
  EntityName,
  EntityNames,
  Time,
  TimeRange,
  WindowLink,
} from '../display';
import { RecentIncidents } from '../Incidents';
import { Recently } from './Recently';
import { RiskPanel } from './RiskPanel';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    fontSize: theme.typography.body2.fontSize,
    overflowWrap: 'anywhere',
  },
  facts: { margin: 0 },
  name: {
    color: theme.palette.text.secondary,
    marginTop: theme.spacing(1.5),
  },
  value: { margin: 0 },
  plain: { listStyle: 'none', margin: 0, padding: 0 },
}));

const Affected = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const { direct, indirect, truncated } = change.impact;
  const number = truncated
    ? t('summary.atLeast', { number: String(indirect.length) })
    : String(indirect.length);
  return (
    <ul className={classes.plain}>
      {direct.map(({ entityRef, exists, owners }) => (
        <li key={entityRef}>
          <EntityName entityRef={entityRef} exists={exists} />
          {owners.length > 0 && (
            <>
              {' '}
              ({t('change.owner')} <EntityNames entityRefs={owners} />)
            </>
          )}
        </li>
      ))}
      <li>
        {indirect.length
          ? t('summary.reaches', { number })
          : t('summary.reachesNone')}
      </li>
    </ul>
  );
};

const Execution = ({ change }: { change: ChangeView }) => {
  const t = useText();
  const { actualStart, actualEnd, schedule } = change;
  return (
    <>
      {actualStart && (
        <div>
          {actualEnd ? (
            <TimeRange start={actualStart} end={actualEnd} />
          ) : (
            <>
              {t('change.since')} <Time at={actualStart} />
            </>
          )}
        </div>
      )}
      {schedule?.override && (
        <div>
          {t('change.override', {
            reason: schedule.override.reason,
            waives: schedule.override.waives
              .map(w => t(`waives.${w as 'time' | 'notice' | 'test-evidence'}`))
              .join(', '),
          })}
        </div>
      )}
    </>
  );
};

/** What supports the decision, at the side. */
export const Facts = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const id = useId();
  const facts: [name: string, value: ReactNode][] = [
    [t('change.affected'), <Affected change={change} />],
    [t('summary.risk'), <RiskPanel risk={change.risk} />],
    [t('judgement.recently'), <Recently change={change} />],
    [
      t('incident.recent'),
      <RecentIncidents entityRefs={change.affectedEntities} />,
    ],
    [t('change.implementer'), <EntityName entityRef={change.implementer} />],
    [
      t('field.category'),
      change.category
        ? t(`category.${change.category}`)
        : t('general.notGiven'),
    ],
    [t('change.created'), <Time at={change.createdAt} />],
    [
      t('change.policy', { version: change.policyVersion }),
      t('change.contentRevision', { number: String(change.contentRevision) }),
    ],
  ];
  if (change.actualStart || change.schedule?.override) {
    facts.push([t('change.actual'), <Execution change={change} />]);
  }
  if (change.exemptions.length) {
    facts.push([
      t('change.exemptions'),
      <ul className={classes.plain}>
        {change.exemptions.map(({ windowId, reason, by, at }) => (
          <li key={`${windowId} ${at}`}>
            <WindowLink id={windowId} />: {reason} ({t('entity.by')}{' '}
            <EntityName entityRef={by} />, <Time at={at} short />)
          </li>
        ))}
      </ul>,
    ]);
  }
  if (change.links.length) {
    facts.push([
      t('change.links'),
      <ul className={classes.plain}>
        {change.links.map(({ url, title }) => (
          <li key={url}>
            <Link to={url}>{title || url}</Link>
          </li>
        ))}
      </ul>,
    ]);
  }
  return (
    <Paper
      variant="outlined"
      component="aside"
      className={classes.root}
      aria-labelledby={id}
    >
      <Typography variant="h6" component="h3" id={id}>
        {t('change.facts')}
      </Typography>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className={classes.name}>{name}</dt>
            <dd className={classes.value}>{value}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  );
};
