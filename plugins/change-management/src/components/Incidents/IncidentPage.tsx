import { Link, LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  IncidentView,
  IncidentWithHistory,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useChanges, useIncident } from '../../hooks';
import { editIncidentRouteRef, incidentRouteRef } from '../../routes';
import { useChangeId } from '../../routing';
import { useText } from '../../translation';
import {
  ChangeLink,
  EntityName,
  EntityNames,
  formatDuration,
  RecordPage,
  Time,
  TimeRange,
} from '../display';
import { Candidates } from './Candidates';
import { History } from './History';
import { Cause, MajorWord, SeverityWord } from './words';

const useStyles = makeStyles(theme => ({
  words: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
  facts: {
    margin: theme.spacing(2, 0),
    '& > div': {
      padding: theme.spacing(0.5, 0),
      [theme.breakpoints.up('sm')]: {
        display: 'grid',
        gridTemplateColumns: '160px minmax(0, 80ch)',
        columnGap: theme.spacing(2),
      },
    },
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  plain: { listStyle: 'none', margin: 0, padding: 0 },
}));

/** Emergencies that name it; nothing where there are none. */
function useAnswers({ id, externalRef }: IncidentView): ReactNode {
  const classes = useStyles();
  const { data } = useChanges({
    incidentRef: [id, ...(externalRef ? [externalRef] : [])],
  });
  return data?.items.length ? (
    <ul className={classes.plain}>
      {data.items.map(change => (
        <li key={change.id}>
          <ChangeLink id={change.id}>
            {change.id} {change.title}
          </ChangeLink>
        </li>
      ))}
    </ul>
  ) : undefined;
}

const Facts = ({ incident }: { incident: IncidentView }) => {
  const classes = useStyles();
  const t = useText();
  const { startedAt, endedAt, downtimeMinutes, externalRef, url } = incident;
  const answers = useAnswers(incident);
  const facts: [name: string, value: ReactNode][] = [
    [
      t('incident.when'),
      endedAt ? (
        <>
          <TimeRange start={startedAt} end={endedAt} />
          {` · ${formatDuration(startedAt, endedAt)}`}
        </>
      ) : (
        <>
          <Time at={startedAt} />
          {`, ${t('incident.goesOn')}`}
        </>
      ),
    ],
    [
      t('incident.downtimeFact'),
      downtimeMinutes === undefined
        ? t('incident.downtimeUnknown')
        : t('incident.downtimeOf', { minutes: String(downtimeMinutes) }),
    ],
    [t('incident.entities'), <EntityNames entityRefs={incident.entityRefs} />],
    [
      t('incident.known'),
      url ? <Link to={url}>{externalRef ?? url}</Link> : externalRef,
    ],
    [
      t(incident.source ? 'incident.source' : 'incident.recorded'),
      <>
        <EntityName entityRef={incident.recordedBy} />,{' '}
        <Time at={incident.recordedAt} short />
      </>,
    ],
    [t('incident.answeredBy'), answers],
  ];
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
};

/** What people have decided, and what there is to decide. */
const Causes = ({ incident }: { incident: IncidentView }) => {
  const t = useText();
  const { attribution, cause } = incident;
  return (
    <Box component="section" mb={3} maxWidth={900}>
      <Typography variant="h6" component="h3" gutterBottom>
        {t('cause.title')}
      </Typography>
      {cause !== 'open' && (
        <Typography paragraph>
          <strong>
            <Cause incident={incident} />
          </strong>
          {attribution && (
            <>
              {', '}
              {t('incident.by')} <EntityName entityRef={attribution.by} />,{' '}
              <Time at={attribution.at} short />:{' '}
              {attribution.reason || t('cause.atRecording')}
            </>
          )}
        </Typography>
      )}
      <Typography variant="body2" color="textSecondary" paragraph>
        {t('cause.help')}
      </Typography>
      <Candidates incident={incident} />
    </Box>
  );
};

const Content = ({ incident }: { incident: IncidentWithHistory }) => {
  const classes = useStyles();
  const t = useText();
  const editPath = useRouteRef(editIncidentRouteRef)({ id: incident.id });
  return (
    <>
      <Typography variant="h4" component="h2" gutterBottom>
        {incident.title}
      </Typography>
      <div className={classes.words}>
        <Typography color="textSecondary">{incident.id}</Typography>
        <SeverityWord severity={incident.severity} />
        {incident.major && <MajorWord />}
        {incident.allowedActions.includes('edit') && (
          <LinkButton to={editPath} variant="outlined" size="small">
            {t('incident.edit')}
          </LinkButton>
        )}
      </div>
      <Facts incident={incident} />
      <Causes incident={incident} />
      <History incident={incident} />
    </>
  );
};

/** One incident: what happened, what may have caused it and why, and who decided what. */
export const IncidentPage = () => {
  const id = useChangeId();
  const record = useIncident(id);
  const href = useRouteRef(incidentRouteRef)({ id });
  return (
    <RecordPage record={record} label={record.data?.title ?? id} href={href}>
      {incident => <Content incident={incident} />}
    </RecordPage>
  );
};
