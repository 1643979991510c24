import { makeStyles } from '@material-ui/core/styles';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { AuditEvent } from 'backstage-plugin-change-management-common';
import { useAuditEvents } from '../../hooks';
import { useText } from '../../translation';
import { EntityName, formatTime, PagedTable, viewerZone } from '../display';
import { SealNote } from './SealNote';

const useStyles = makeStyles({
  hash: { fontFamily: 'monospace', whiteSpace: 'nowrap' },
});

const Hash = ({ hash }: { hash: string }) => {
  const classes = useStyles();
  return (
    <span className={classes.hash} title={hash}>
      {hash.slice(0, 12)}
    </span>
  );
};

const Row = ({ event }: { event: AuditEvent }) => {
  const t = useText();
  return (
    <TableRow>
      <TableCell>{event.sequence}</TableCell>
      <TableCell>{formatTime(event.occurredAt)}</TableCell>
      <TableCell>{event.type}</TableCell>
      <TableCell>
        <EntityName entityRef={event.actor} />
      </TableCell>
      <TableCell data-head={t('change.hash')}>
        <Hash hash={event.hash} />
      </TableCell>
      <TableCell data-head={t('change.previousHash')}>
        <Hash hash={event.previousHash} />
      </TableCell>
    </TableRow>
  );
};

/** The audit trail of the change, as it is stored. */
export const AuditTab = ({ id }: { id: string }) => {
  const t = useText();
  return (
    <>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {t('change.auditHelp')}
      </Typography>
      <SealNote id={id} />
      <PagedTable
        list={useAuditEvents(id)}
        label={t('change.tabAudit')}
        heads={[
          t('change.sequence'),
          t('change.at', { zone: viewerZone() }),
          t('change.event'),
          t('change.actor'),
          t('change.hash'),
          t('change.previousHash'),
        ]}
        skeletons={5}
        row={event => <Row key={event.sequence} event={event} />}
      />
    </>
  );
};
