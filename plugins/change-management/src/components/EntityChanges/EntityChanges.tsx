import { Link, LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import CloudUploadIcon from '@material-ui/icons/CloudUpload';
import EventIcon from '@material-ui/icons/Event';
import {
  ChangeSummary,
  EntitySummary,
  startedStates,
  upcomingStates,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useEntitySummary, useRowsPath } from '../../hooks';
import { deploymentsRouteRef, scheduleRouteRef } from '../../routes';
import { useText } from '../../translation';
import { EntityAccess } from '../Access';
import { EntityConfiguration } from '../Configuration';
import { Empty, LoadFailure, NewChangeButton, RowSkeletons } from '../display';
import { EntityIncidents } from '../Incidents';
import { PluginRoot } from '../PluginRoot';
import { Figures } from './Figures';
import { History } from './History';
import { OngoingChanges } from './OngoingChanges';
import { useShownEntity } from './useShownEntity';

const Part = (props: { title: string; children: ReactNode }) => (
  <Box component="section" mb={3}>
    <Typography variant="h6" component="h3" gutterBottom>
      {props.title}
    </Typography>
    {props.children}
  </Box>
);

// A summary holds no more of each kind; whoever has as many may have more.
const mostRows = 10;

const Now = (props: {
  title: string;
  changes: ChangeSummary[];
  nothing: string;
  allPath: string;
}) => {
  const { title, changes, nothing, allPath } = props;
  const t = useText();
  return (
    <Part title={title}>
      {changes.length ? (
        <OngoingChanges changes={changes} />
      ) : (
        <Typography color="textSecondary">{nothing}</Typography>
      )}
      {changes.length >= mostRows && (
        <Link to={allPath}>{t('entity.all')}</Link>
      )}
    </Part>
  );
};

function isEmpty({ inProgress, upcoming, recent }: EntitySummary): boolean {
  return [inProgress, upcoming, recent].every(list => list.length === 0);
}

const Content = () => {
  const t = useText();
  const { entityRef, scope } = useShownEntity();
  const toRows = useRowsPath({ entityRef, scope });
  const deploymentsPath = useRouteRef(deploymentsRouteRef)();
  const schedulePath = useRouteRef(scheduleRouteRef)();
  const { data, error, refetch } = useEntitySummary(entityRef);
  return (
    <>
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        mb={2}
        style={{ gap: 16 }}
      >
        <Box flex={1}>
          <Typography variant="h5" component="h2">
            {t('list.title')}
          </Typography>
        </Box>
        <LinkButton
          to={`${schedulePath}?${new URLSearchParams({ entityRef, scope })}`}
          startIcon={<EventIcon />}
        >
          {t('schedule.title')}
        </LinkButton>
        <LinkButton
          to={`${deploymentsPath}?${new URLSearchParams({ entityRef })}`}
          startIcon={<CloudUploadIcon />}
        >
          {t('deployment.title')}
        </LinkButton>
        <NewChangeButton entityRef={entityRef} />
      </Box>
      {error && <LoadFailure error={error} onRetry={refetch} />}
      {!error && !data && <RowSkeletons rows={6} />}
      {!error && data && isEmpty(data) && (
        <Empty
          title={t('entity.nothingAtAll')}
          more={t('entity.nothingAtAllMore')}
        />
      )}
      {!error && data && !isEmpty(data) && (
        <>
          <Figures entityRef={entityRef} scope={scope} metrics={data.metrics} />
          <Now
            title={t('entity.now')}
            changes={data.inProgress}
            nothing={t('entity.nothingNow')}
            allPath={toRows({ state: [...startedStates] })}
          />
          <Now
            title={t('entity.coming')}
            changes={data.upcoming}
            nothing={t('entity.nothingComing')}
            allPath={toRows({ state: [...upcomingStates] })}
          />
          <Part title={t('entity.history')}>
            <History entityRef={entityRef} scope={scope} />
          </Part>
        </>
      )}
      <EntityIncidents entityRef={entityRef} scope={scope} />
      <EntityConfiguration entityRef={entityRef} scope={scope} />
      <EntityAccess entityRef={entityRef} scope={scope} />
    </>
  );
};

/** What is changed on an entity now, what is coming, and what has been. */
export const EntityChanges = () => (
  <PluginRoot>
    <Content />
  </PluginRoot>
);
