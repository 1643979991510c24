import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { useAuditEvents } from '../../hooks';
import { useText } from '../../translation';
import {
  EntityName,
  formatTime,
  LoadFailure,
  RowSkeletons,
  useTableStyles,
  viewerZone,
} from '../display';
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

/** The audit trail of the change, as it is stored. */
export const AuditTab = ({ id }: { id: string }) => {
  const classes = useTableStyles();
  const t = useText();
  const { data, error, refetch, hasNextPage, fetchNextPage } =
    useAuditEvents(id);
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <RowSkeletons rows={5} />;
  }
  return (
    <>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {t('change.auditHelp')}
      </Typography>
      <SealNote id={id} />
      <div className={classes.scroll}>
        <Table
          size="small"
          className={classes.table}
          aria-label={t('change.tabAudit')}
        >
          <TableHead>
            <TableRow>
              <TableCell>{t('change.sequence')}</TableCell>
              <TableCell>{t('change.at', { zone: viewerZone() })}</TableCell>
              <TableCell>{t('change.event')}</TableCell>
              <TableCell>{t('change.actor')}</TableCell>
              <TableCell>{t('change.hash')}</TableCell>
              <TableCell>{t('change.previousHash')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {data.pages
              .flatMap(({ items }) => items)
              .map(event => (
                <TableRow key={event.sequence}>
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
              ))}
          </TableBody>
        </Table>
      </div>
      {hasNextPage && (
        <Button onClick={() => fetchNextPage()}>{t('general.showMore')}</Button>
      )}
    </>
  );
};
