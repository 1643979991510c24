import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  ChangeView,
  ConfigurationProposal,
  ConfiguredItem,
} from 'backstage-plugin-change-management-common';
import { ReactNode, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useConfigurationDiff, useProposalDiff, useRefresh } from '../../hooks';
import { useText } from '../../translation';
import {
  Empty,
  EntityName,
  LoadFailure,
  RowSkeletons,
  toFailure,
} from '../display';
import { Difference } from './Difference';
import { ItemLink } from './ItemLink';

const Item = (props: {
  item: Pick<ConfigurationProposal, 'itemId' | 'name' | 'entityRef'>;
  children: ReactNode;
}) => {
  const { itemId, name, entityRef } = props.item;
  return (
    <Box component="section" mb={3}>
      <Typography variant="subtitle1" component="h4" gutterBottom>
        <ItemLink id={itemId}>{name}</ItemLink> ·{' '}
        <EntityName entityRef={entityRef} />
      </Typography>
      {props.children}
    </Box>
  );
};

const Proposed = (props: {
  change: ChangeView;
  proposal: ConfigurationProposal;
}) => {
  const { change, proposal } = props;
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const [failure, setFailure] = useState<string>();
  const { itemId, baseVersion, note } = proposal;
  const { data, error, refetch } = useProposalDiff(change.id, itemId);
  const isOpen = !change.completion && !change.rollback;
  const hasMade = change.configured?.some(made => made.itemId === itemId);
  const isMoved =
    isOpen && !hasMade && data && data.latestVersion !== baseVersion;

  const withdraw = async () => {
    try {
      await api.configuration.withdrawProposal(change.id, itemId);
    } catch (reason) {
      setFailure(toFailure(reason).message);
    }
    refresh();
  };

  return (
    <Item item={proposal}>
      {note && <Typography gutterBottom>{note}</Typography>}
      {isMoved && (
        <Alert severity="warning">
          {t('configuration.moved', { version: String(data.latestVersion) })}
        </Alert>
      )}
      {failure && <Alert severity="error">{failure}</Alert>}
      {error && <LoadFailure error={error} onRetry={refetch} />}
      {!error && !data && <RowSkeletons rows={3} />}
      {data && (
        <Difference
          diff={data}
          before={t('configuration.version', { version: String(baseVersion) })}
          after={t('configuration.proposals')}
        />
      )}
      {change.state === 'draft' && change.allowedActions.includes('edit') && (
        <Button onClick={withdraw}>{t('configuration.withdraw')}</Button>
      )}
    </Item>
  );
};

const Made = ({ made }: { made: ConfiguredItem }) => {
  const t = useText();
  const { itemId, version, before, restoredAs } = made;
  const from = before?.version ?? 0;
  const { data, error, refetch } = useConfigurationDiff(itemId, version, from);
  return (
    <Item item={made}>
      {restoredAs && (
        <Typography gutterBottom>
          {t('configuration.restored', { version: String(restoredAs) })}
        </Typography>
      )}
      {error && <LoadFailure error={error} onRetry={refetch} />}
      {!error && !data && <RowSkeletons rows={3} />}
      {data && (
        <Difference
          diff={data}
          before={t('configuration.version', { version: String(from) })}
          after={t('configuration.version', { version: String(version) })}
        />
      )}
    </Item>
  );
};

/** What a change alters in configuration: what it proposes, and what it has made. */
export const ConfigurationTab = ({ change }: { change: ChangeView }) => {
  const t = useText();
  const {
    configuration = [],
    configured = [],
    withheldConfiguration = 0,
  } = change;
  if (configuration.length + configured.length + withheldConfiguration === 0) {
    return (
      <Empty
        title={t('configuration.changeNone')}
        more={t('configuration.changeNoneMore')}
      />
    );
  }
  return (
    <>
      {configuration.length > 0 && (
        <section>
          <Typography variant="h6" component="h3">
            {t('configuration.proposals')}
          </Typography>
          <Typography variant="body2" color="textSecondary" paragraph>
            {t('configuration.proposalsHelp')}
          </Typography>
          {configuration.map(proposal => (
            <Proposed
              key={proposal.itemId}
              change={change}
              proposal={proposal}
            />
          ))}
        </section>
      )}
      {configured.length > 0 && (
        <section>
          <Typography variant="h6" component="h3" gutterBottom>
            {t('configuration.makes')}
          </Typography>
          {configured.map(made => (
            <Made key={made.itemId} made={made} />
          ))}
        </section>
      )}
      {withheldConfiguration > 0 && (
        <Typography color="textSecondary">
          {t('configuration.withheld', {
            items: String(withheldConfiguration),
          })}
        </Typography>
      )}
    </>
  );
};
