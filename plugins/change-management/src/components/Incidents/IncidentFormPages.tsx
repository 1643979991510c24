import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { IncidentView } from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useIncident } from '../../hooks';
import {
  editIncidentRouteRef,
  incidentRouteRef,
  incidentsRouteRef,
  newIncidentRouteRef,
} from '../../routes';
import { useChangeId, useGoTo, useQueryState } from '../../routing';
import { useText } from '../../translation';
import { LoadFailure, PageSkeleton } from '../display';
import { IncidentForm } from './IncidentForm';
import {
  emptyIncident,
  fromIncident,
  toIncidentForm,
  toIncidentPatch,
} from './incidentValues';

/** The form of a new incident, of an entity that the address may name. */
export const NewIncidentPage = () => {
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const goTo = useGoTo();
  const toIncident = useRouteRef(incidentRouteRef);
  const href = useRouteRef(newIncidentRouteRef)();
  const backTo = useRouteRef(incidentsRouteRef)();
  const [params] = useQueryState();
  const [initial] = useState(() => emptyIncident(params.getAll('entityRef')));
  return (
    <BreadcrumbEntry entry={{ label: t('incident.new'), href }}>
      <IncidentForm
        title={t('incident.new')}
        initial={initial}
        exists={false}
        send={async values => {
          const { id } = await api.incidents.record(toIncidentForm(values));
          goTo(toIncident({ id }));
        }}
        backTo={backTo}
      />
    </BreadcrumbEntry>
  );
};

const EditForm = ({ incident }: { incident: IncidentView }) => {
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const goTo = useGoTo();
  const path = useRouteRef(incidentRouteRef)({ id: incident.id });
  // Filled in once: what somebody else saves meanwhile is refused by its revision, not lost.
  const [read] = useState(incident);
  return (
    <IncidentForm
      title={`${t('incident.edit')}: ${read.title}`}
      initial={fromIncident(read)}
      exists
      send={async values => {
        await api.incidents.edit(read.id, toIncidentPatch(values, read));
        goTo(path);
      }}
      backTo={path}
    />
  );
};

/** The form of an incident that exists. */
export const EditIncidentPage = () => {
  const t = useText();
  const id = useChangeId();
  const { data, error, refetch } = useIncident(id);
  const href = useRouteRef(editIncidentRouteRef)({ id });
  return (
    <BreadcrumbEntry entry={{ label: t('incident.edit'), href }}>
      {error && !data && <LoadFailure error={error} onRetry={refetch} />}
      {!error && !data && <PageSkeleton />}
      {data && <EditForm incident={data} />}
    </BreadcrumbEntry>
  );
};
