import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import CheckIcon from '@material-ui/icons/Check';
import BlockIcon from '@material-ui/icons/Block';
import EventIcon from '@material-ui/icons/Event';
import HistoryIcon from '@material-ui/icons/History';
import {
  Delegation,
  DelegationStatus,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useDelegations, useMe, useRefresh } from '../../hooks';
import { useText } from '../../translation';
import {
  Empty,
  EntityName,
  PagedTable,
  TimeRange,
  toFailure,
  Word,
} from '../display';
import { DelegationForm } from './DelegationForm';

const looks = {
  upcoming: [EventIcon, 'info', 'delegation.upcoming'],
  active: [CheckIcon, 'good', 'delegation.active'],
  ended: [HistoryIcon, 'neutral', 'delegation.ended'],
  revoked: [BlockIcon, 'neutral', 'delegation.revokedStatus'],
} as const satisfies Record<DelegationStatus, unknown>;

const Row = (props: {
  delegation: Delegation;
  onRefused: (message: string) => void;
}) => {
  const { delegation, onRefused } = props;
  const { id, delegator, delegate, from, until, reason, status } = delegation;
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const { data: me } = useMe();
  const mayRevoke =
    (status === 'active' || status === 'upcoming') &&
    (me?.userRef === delegator ||
      me?.roles.some(({ role }) => role === 'changeManager'));
  const [icon, tone, text] = looks[status];

  const revoke = async () => {
    try {
      await api.revokeDelegation(id);
      await refresh();
    } catch (error) {
      onRefused(toFailure(error).message);
    }
  };

  return (
    <TableRow>
      <TableCell component="th" scope="row">
        <EntityName entityRef={delegator} />
      </TableCell>
      <TableCell data-head={t('delegation.delegate')}>
        <EntityName entityRef={delegate} />
      </TableCell>
      <TableCell data-head={t('delegation.period')}>
        <TimeRange start={from} end={until} />
      </TableCell>
      <TableCell data-head={t('delegation.reason')}>{reason}</TableCell>
      <TableCell>
        <Word text={t(text)} icon={icon} tone={tone} />
        {delegation.revokedBy && (
          <div>
            {t('delegation.revoked')}{' '}
            <EntityName entityRef={delegation.revokedBy} />
          </div>
        )}
      </TableCell>
      <TableCell align="right">
        {mayRevoke && (
          <Button size="small" onClick={revoke}>
            {t('delegation.revoke')}
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
};

const List = () => {
  const t = useText();
  const [refusal, setRefusal] = useState<string>();
  return (
    <>
      {refusal && <Alert severity="error">{refusal}</Alert>}
      <PagedTable
        list={useDelegations()}
        label={t('delegation.list')}
        heads={[
          t('delegation.who'),
          t('delegation.delegate'),
          t('delegation.period'),
          t('delegation.reason'),
          t('delegation.status'),
          t('general.toDo'),
        ]}
        empty={
          <Empty title={t('delegation.none')} more={t('delegation.noneMore')} />
        }
        row={delegation => (
          <Row
            key={delegation.id}
            delegation={delegation}
            onRefused={setRefusal}
          />
        )}
      />
    </>
  );
};

/** Who stands in for whom, and a form to have somebody stand in. */
export const DelegationsPage = () => {
  const t = useText();
  return (
    <>
      <Typography variant="h5" component="h2" gutterBottom>
        {t('section.delegations')}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t('delegation.help')}
      </Typography>
      <DelegationForm />
      <Typography variant="h6" component="h3" gutterBottom>
        {t('delegation.now')}
      </Typography>
      <List />
    </>
  );
};
