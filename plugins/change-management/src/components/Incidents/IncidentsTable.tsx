import Button from '@material-ui/core/Button';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  IncidentQueryInput,
  IncidentView,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useIncidents } from '../../hooks';
import { useText } from '../../translation';
import {
  EntityNames,
  LoadFailure,
  RowSkeletons,
  Time,
  useTableStyles,
} from '../display';
import { IncidentLink } from './IncidentLink';
import { Cause, Lasted, MajorWord, SeverityWord } from './words';

const Row = ({ incident }: { incident: IncidentView }) => {
  const t = useText();
  return (
    <TableRow hover>
      <TableCell component="th" scope="row">
        <IncidentLink incident={incident} />
        <Typography variant="body2" color="textSecondary">
          {[incident.id, incident.externalRef].filter(Boolean).join(' · ')}
        </Typography>
      </TableCell>
      <TableCell data-head={t('incident.severity')}>
        <SeverityWord severity={incident.severity} />{' '}
        {incident.major && <MajorWord />}
      </TableCell>
      <TableCell data-head={t('incident.entities')}>
        <EntityNames entityRefs={incident.entityRefs} most={2} />
      </TableCell>
      <TableCell data-head={t('incident.began')}>
        <Time at={incident.startedAt} />
      </TableCell>
      <TableCell data-head={t('incident.lasted')}>
        <Lasted incident={incident} />
      </TableCell>
      <TableCell data-head={t('incident.cause')}>
        <Cause incident={incident} />
      </TableCell>
    </TableRow>
  );
};

/** Incidents that a query finds, the last begun first. */
export const IncidentsTable = (props: {
  query: IncidentQueryInput;
  empty: ReactNode;
}) => {
  const t = useText();
  const table = useTableStyles();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useIncidents(
    props.query,
  );
  if (error && !data) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <RowSkeletons rows={5} />;
  }
  const found = data.pages.flatMap(({ items }) => items);
  if (found.length === 0) {
    return <>{props.empty}</>;
  }
  return (
    <>
      <div className={table.scroll}>
        <Table
          size="small"
          aria-label={t('incident.title')}
          className={table.table}
        >
          <TableHead>
            <TableRow>
              <TableCell>{t('incident.what')}</TableCell>
              <TableCell>{t('incident.severity')}</TableCell>
              <TableCell>{t('incident.entities')}</TableCell>
              <TableCell>{t('incident.began')}</TableCell>
              <TableCell>{t('incident.lasted')}</TableCell>
              <TableCell>{t('incident.cause')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {found.map(incident => (
              <Row key={incident.id} incident={incident} />
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
