import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import {
  ChangeSummary,
  EntitySummary,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useEntitySummary } from '../../hooks';
import { useText } from '../../translation';
import { Empty, LoadFailure, NewChangeButton, RowSkeletons } from '../display';
import { PluginRoot } from '../PluginRoot';
import { Figures } from './Figures';
import { History } from './History';
import { OngoingChanges } from './OngoingChanges';

const Part = (props: { title: string; children: ReactNode }) => (
  <Box component="section" mb={3}>
    <Typography variant="h6" component="h3" gutterBottom>
      {props.title}
    </Typography>
    {props.children}
  </Box>
);

const Now = (props: {
  title: string;
  changes: ChangeSummary[];
  nothing: string;
}) => (
  <Part title={props.title}>
    {props.changes.length ? (
      <OngoingChanges changes={props.changes} />
    ) : (
      <Typography color="textSecondary">{props.nothing}</Typography>
    )}
  </Part>
);

function isEmpty({ inProgress, upcoming, recent }: EntitySummary): boolean {
  return [inProgress, upcoming, recent].every(list => list.length === 0);
}

const Content = () => {
  const t = useText();
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const isWhole = ['system', 'domain'].includes(entity.kind.toLowerCase());
  const scope = isWhole ? 'members' : 'self';
  const { data, error, refetch } = useEntitySummary(entityRef);
  return (
    <>
      <Box display="flex" alignItems="center" mb={2} style={{ gap: 16 }}>
        <Box flex={1}>
          <Typography variant="h5" component="h2">
            {t('list.title')}
          </Typography>
        </Box>
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
          />
          <Now
            title={t('entity.coming')}
            changes={data.upcoming}
            nothing={t('entity.nothingComing')}
          />
          <Part title={t('entity.history')}>
            <History entityRef={entityRef} scope={scope} />
          </Part>
        </>
      )}
    </>
  );
};

/** What is changed on an entity now, what is coming, and what has been. */
export const EntityChanges = () => (
  <PluginRoot>
    <Content />
  </PluginRoot>
);
