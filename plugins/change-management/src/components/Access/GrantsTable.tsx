import { LinkButton } from '@backstage/core-components';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import { AccessGrantView } from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useMayRequest, useNewChangePath } from '../../hooks';
import { useText } from '../../translation';
import {
  ChangeLink,
  EntityName,
  PagedList,
  PagedTable,
  Time,
} from '../display';
import { Principal } from './Principal';

const Revoke = ({ grant }: { grant: AccessGrantView }) => {
  const t = useText();
  const path = useNewChangePath({
    entityRef: grant.entityRef,
    revokes: grant.id,
  });
  return (
    <LinkButton to={path} size="small" color="primary" variant="outlined">
      {t('access.revoke')}
    </LinkButton>
  );
};

interface Shown {
  withEntity: boolean;
  /** What is shown is overdue. */
  owed?: boolean;
}

const Row = (props: Shown & { grant: AccessGrantView }) => {
  const { grant, withEntity, owed } = props;
  const t = useText();
  const mayRequest = useMayRequest();
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        <Principal principal={grant.principal} />
      </TableCell>
      <TableCell>
        <code>{grant.permission}</code>
      </TableCell>
      {withEntity && (
        <TableCell>
          <EntityName entityRef={grant.entityRef} />
        </TableCell>
      )}
      <TableCell data-head={t('access.since')}>
        <Time at={grant.from} short />
      </TableCell>
      <TableCell data-head={t('access.until')}>
        {grant.until ? (
          <Time at={grant.until} short />
        ) : (
          t('access.untilRevoked')
        )}
      </TableCell>
      <TableCell data-head={t('access.change')}>
        <ChangeLink id={grant.grantedBy}>{grant.grantedBy}</ChangeLink>
      </TableCell>
      {owed && (
        <TableCell data-head={t('access.due')}>
          {grant.revocation && <Time at={grant.revocation.dueAt} />}
        </TableCell>
      )}
      {owed && mayRequest && (
        <TableCell>
          <Revoke grant={grant} />
        </TableCell>
      )}
    </TableRow>
  );
};

/** Grants of access; those whose revocation is owed say by when, with a way to it. */
export const GrantsTable = (
  props: Shown & {
    label: string;
    list: PagedList<AccessGrantView>;
    empty?: ReactNode;
  },
) => {
  const { label, list, empty, withEntity, owed } = props;
  const t = useText();
  const mayRequest = useMayRequest();
  return (
    <PagedTable
      list={list}
      label={label}
      heads={[
        t('access.who'),
        t('access.permission'),
        ...(withEntity ? [t('access.entity')] : []),
        t('access.since'),
        t('access.until'),
        t('access.change'),
        ...(owed ? [t('access.due')] : []),
        ...(owed && mayRequest ? [t('general.toDo')] : []),
      ]}
      skeletons={2}
      empty={empty}
      row={grant => (
        <Row key={grant.id} grant={grant} withEntity={withEntity} owed={owed} />
      )}
    />
  );
};
