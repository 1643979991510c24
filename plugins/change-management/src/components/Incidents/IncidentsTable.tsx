import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  IncidentQueryInput,
  IncidentView,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useIncidents } from '../../hooks';
import { useText } from '../../translation';
import { EntityNames, PagedTable, Time } from '../display';
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
  return (
    <PagedTable
      list={useIncidents(props.query)}
      label={t('incident.title')}
      heads={[
        t('incident.what'),
        t('incident.severity'),
        t('incident.entities'),
        t('incident.began'),
        t('incident.lasted'),
        t('incident.cause'),
      ]}
      skeletons={5}
      empty={props.empty}
      row={incident => <Row key={incident.id} incident={incident} />}
    />
  );
};
