import { LinkButton } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { AccessGrantQueryInput } from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import {
  useAccessGrants,
  useMayRequest,
  useNewChangePath,
  useSettled,
} from '../../hooks';
import { useText } from '../../translation';
import { LoadFailure, readTyped } from '../display';
import { TimeField } from '../TimeField';
import { GrantsTable } from './GrantsTable';

type Shown = Pick<AccessGrantQueryInput, 'scope'> & { entityRef: string };

const Overdue = ({ entityRef, scope }: Shown) => {
  const t = useText();
  const list = useAccessGrants({
    ...{ entityRef, scope },
    status: 'expired',
    revocation: 'open',
  });
  const { data, error, refetch } = list;
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  return data?.pages.some(({ items }) => items.length) ? (
    <Box component="section" mb={2}>
      <Alert severity="warning">
        {t('access.overdue')}: {t('access.overdueHelp')}
      </Alert>
      <GrantsTable
        label={t('access.overdue')}
        list={list}
        withEntity={scope === 'members'}
        owed
      />
    </Box>
  ) : null;
};

/** Who has access to an entity, or to the parts of a system or domain, since when and by which change, at any time. */
export const EntityAccess = ({ entityRef, scope }: Shown) => {
  const t = useText();
  const [typed, setTyped] = useState('');
  const at = useSettled(readTyped(typed), 400);
  const mayRequest = useMayRequest();
  const request = useNewChangePath({ entityRef, category: 'access' });
  return (
    <Box component="section" mb={3}>
      <Typography variant="h6" component="h3" gutterBottom>
        {t('access.title')}
      </Typography>
      <Overdue entityRef={entityRef} scope={scope} />
      <Box maxWidth={320} mb={1}>
        <TimeField
          id="access-as-of"
          label={t('access.asOf')}
          value={typed}
          onChange={setTyped}
        />
      </Box>
      <GrantsTable
        label={t('access.title')}
        list={useAccessGrants({ entityRef, scope, at })}
        withEntity={scope === 'members'}
        empty={
          <Typography color="textSecondary">
            {t(at ? 'access.noneAt' : 'access.none')}
          </Typography>
        }
      />
      {mayRequest && (
        <LinkButton to={request}>{t('access.request')}</LinkButton>
      )}
    </Box>
  );
};
