import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  PolicyReader,
  PolicyRecord,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useRefresh } from '../../hooks';
import { useText } from '../../translation';
import {
  EntityName,
  LoadFailure,
  RowSkeletons,
  Time,
  toFailure,
} from '../display';
import { SelectField } from '../fields';
import { usePolicyReaders } from './usePolicies';

/** Asks the viewer to read a version, and takes their word for it; or says when they gave it. */
export const Acknowledging = (props: {
  policy: PolicyRecord;
  /** Shows what the version changes, where it is not shown yet. */
  onCompare?: () => void;
}) => {
  const { policy, onCompare } = props;
  const { version, reading } = policy;
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const t = useText();
  const [failure, setFailure] = useState<string>();
  if (reading.acknowledgedAt) {
    return (
      <Typography variant="body2" paragraph>
        {t('policyLife.acknowledged')}{' '}
        <Time at={reading.acknowledgedAt} short />
      </Typography>
    );
  }
  if (!reading.asked) {
    return null;
  }
  const acknowledge = async () => {
    try {
      await api.policies.acknowledge(version);
      await refresh();
    } catch (error) {
      setFailure(toFailure(error).message);
    }
  };
  return (
    <Box mb={2}>
      <Alert
        severity="info"
        action={
          <Button
            variant="contained"
            color="primary"
            size="small"
            onClick={onCompare ?? acknowledge}
          >
            {t(onCompare ? 'policyLife.showChanges' : 'policyLife.acknowledge')}
          </Button>
        }
      >
        {failure ?? t('policyLife.askToRead')}
      </Alert>
    </Box>
  );
};

const ReaderItem = ({ reader }: { reader: PolicyReader }) => {
  const t = useText();
  return (
    <li>
      <EntityName entityRef={reader.userRef} />
      {reader.roles.length > 0 &&
        ` · ${reader.roles.map(role => t(`role.${role}`)).join(', ')}`}
      {reader.acknowledgedAt && (
        <>
          {' · '}
          <Time at={reader.acknowledgedAt} short />
        </>
      )}
    </li>
  );
};

/** Who has acknowledged a version, and who has not. */
export const Readers = ({ version }: { version: string }) => {
  const t = useText();
  const [status, setStatus] = useState<'open' | 'acknowledged'>('open');
  const { data, error, refetch, hasNextPage, fetchNextPage } = usePolicyReaders(
    version,
    status,
  );
  const [first] = data?.pages ?? [];
  const readers = data?.pages.flatMap(page => page.items) ?? [];
  return (
    <section aria-label={t('policyLife.readers')}>
      <Box mt={3} mb={1}>
        <Typography variant="subtitle1" component="h3">
          {t('policyLife.readers')}
        </Typography>
      </Box>
      {error && <LoadFailure error={error} onRetry={refetch} />}
      {!error && !first && <RowSkeletons rows={3} />}
      {first && (
        <>
          <Typography variant="body2" paragraph>
            {t('policyLife.readersCount', {
              acknowledged: String(first.acknowledged),
              concerned: String(first.concerned),
            })}
          </Typography>
          <SelectField
            id="policy-readers"
            label={t('policyLife.readersShow')}
            value={status}
            options={[
              ['open', t('policyLife.readersOpen')],
              ['acknowledged', t('policyLife.readersDone')],
            ]}
            onChange={value => setStatus(value as typeof status)}
          />
          {readers.length === 0 && (
            <Box mt={1}>
              <Typography variant="body2">
                {t('policyLife.readersNone')}
              </Typography>
            </Box>
          )}
          <Box component="ul" pl={2} fontSize="body2.fontSize">
            {readers.map(reader => (
              <ReaderItem key={reader.userRef} reader={reader} />
            ))}
          </Box>
          {hasNextPage && (
            <Button size="small" onClick={() => fetchNextPage()}>
              {t('general.showMore')}
            </Button>
          )}
        </>
      )}
    </section>
  );
};
