import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Metrics } from 'backstage-plugin-change-management-common';
import { ReactNode, useId } from 'react';
import { useText } from '../../translation';
import { EntityName, nameDecider } from '../display';
import { BarTable } from './BarTable';
import { Counted, Told } from './Counted';
import { formatNumber, formatShare, formatSpread } from './formats';
import { Group, Rows } from './useFigureRows';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 380px), 1fr))',
    gap: theme.spacing(4),
    marginBottom: theme.spacing(4),
  },
  part: { minWidth: 0, breakInside: 'avoid' },
}));

const Part = (props: { title: string; help: string; children: ReactNode }) => {
  const classes = useStyles();
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <Typography variant="subtitle1" component="h4" id={id}>
        {props.title}
      </Typography>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {props.help}
      </Typography>
      {props.children}
    </section>
  );
};

/** For whom changes wait, and how long. */
const Waiting = (props: {
  waiting: Metrics['waiting'];
  rowsOf: (group: Group) => Rows;
}) => {
  const { waiting, rowsOf } = props;
  const t = useText();
  return (
    <Part title={t('figures.waiting')} help={t('figures.waitingHelp')}>
      {waiting.length ? (
        <BarTable
          label={t('figures.waiting')}
          heads={[
            t('figures.role'),
            t('figures.median'),
            t('figures.waitingTime'),
          ]}
          shade="plain"
          rows={waiting.map(wait => ({
            id: `${wait.role} ${wait.riskLevel}`,
            name: nameDecider(wait.role, wait.riskLevel, t),
            value: wait.hours.median,
            said: (
              <>
                {formatSpread(t, wait.hours, 60)}
                <Typography variant="body2" color="textSecondary">
                  <Told
                    text={t('figures.decisions', {
                      count: wait.decisions,
                      number: formatNumber(wait.decisions),
                    })}
                    number={wait.decisions}
                    to={rowsOf({}).decided(wait.role, wait.riskLevel)}
                  />
                </Typography>
              </>
            ),
          }))}
        />
      ) : (
        <Typography variant="body2">{t('figures.noWaiting')}</Typography>
      )}
    </Part>
  );
};

/** Which teams need emergencies. */
const Emergencies = (props: {
  teams: Metrics;
  rowsOf: (group: Group) => Rows;
}) => {
  const { teams, rowsOf } = props;
  const t = useText();
  const found = teams.groups.filter(({ emergencies }) => emergencies > 0);
  return (
    <Part title={t('figures.emergenciesOf')} help={t('figures.emergencyHelp')}>
      {found.length ? (
        <BarTable
          label={t('figures.emergenciesOf')}
          heads={[
            t('figures.team'),
            t('figures.share'),
            t('figures.emergencies'),
          ]}
          shade="bad"
          rows={found
            .sort((a, b) => (b.emergencyShare ?? 0) - (a.emergencyShare ?? 0))
            .map(({ key, emergencies, emergencyShare = 0 }) => ({
              id: key ?? '',
              name: key ? <EntityName entityRef={key} /> : t('figures.noTeam'),
              value: emergencyShare,
              said: (
                <>
                  <Counted
                    number={emergencies}
                    to={rowsOf({ by: 'team', key }).changes({
                      type: 'emergency',
                    })}
                  />{' '}
                  ({formatShare(t, emergencyShare)})
                </>
              ),
            }))}
        />
      ) : (
        <Typography variant="body2">{t('figures.noEmergencies')}</Typography>
      )}
    </Part>
  );
};

/** Roles and teams beside each other. */
export const Comparisons = (props: {
  teams: Metrics;
  rowsOf: (group: Group) => Rows;
}) => {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <Waiting waiting={props.teams.waiting} rowsOf={props.rowsOf} />
      <Emergencies {...props} />
    </div>
  );
};
