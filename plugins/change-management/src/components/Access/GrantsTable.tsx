import { LinkButton } from '@backstage/core-components';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { AccessGrantView } from 'backstage-plugin-change-management-common';
import { useMayRequest, useNewChangePath } from '../../hooks';
import { useText } from '../../translation';
import { ChangeLink, EntityName, Time, useTableStyles } from '../display';
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

/** Grants of access; those whose revocation is owed say by when, with a way to it. */
export const GrantsTable = (props: {
  label: string;
  grants: AccessGrantView[];
  withEntity: boolean;
  owed?: boolean;
}) => {
  const { label, grants, withEntity, owed } = props;
  const classes = useTableStyles();
  const t = useText();
  const mayRequest = useMayRequest();
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} aria-label={label}>
        <TableHead>
          <TableRow>
            <TableCell>{t('access.who')}</TableCell>
            <TableCell>{t('access.permission')}</TableCell>
            {withEntity && <TableCell>{t('access.entity')}</TableCell>}
            <TableCell>{t('access.since')}</TableCell>
            <TableCell>{t('access.until')}</TableCell>
            <TableCell>{t('access.change')}</TableCell>
            {owed && <TableCell>{t('access.due')}</TableCell>}
            {owed && mayRequest && <TableCell>{t('general.toDo')}</TableCell>}
          </TableRow>
        </TableHead>
        <TableBody>
          {grants.map(grant => (
            <TableRow key={grant.id}>
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
          ))}
        </TableBody>
      </Table>
    </div>
  );
};
