import {
  incidentCandidatesSchema,
  incidentCauseInputSchema,
  incidentFormSchema,
  incidentPageSchema,
  incidentPatchSchema,
  incidentQuerySchema,
  incidentRejectionInputSchema,
  incidentSchema,
  incidentWithHistorySchema,
} from '../incidents';
import { get, Route } from './route';

/** What went wrong, and which changes caused it. */
export const incidentsRoutes = {
  recordIncident: {
    method: 'post',
    path: '/incidents',
    summary: 'Record an incident; repeated reports of a service do no harm',
    pipelines: true,
    body: incidentFormSchema,
    status: 201,
    response: incidentSchema,
  },
  listIncidents: {
    ...get('/incidents', 'Find incidents', incidentPageSchema),
    query: incidentQuerySchema,
  },
  getIncident: get(
    '/incidents/{id}',
    'One incident, with its history',
    incidentWithHistorySchema,
  ),
  editIncident: {
    method: 'patch',
    path: '/incidents/{id}',
    summary: 'State otherwise what is known of it',
    body: incidentPatchSchema,
    status: 200,
    response: incidentSchema,
  },
  listIncidentCandidates: get(
    '/incidents/{id}/candidates',
    'The changes that may have caused it, with how likely that is and why',
    incidentCandidatesSchema,
  ),
  decideIncidentCause: {
    method: 'post',
    path: '/incidents/{id}/cause',
    summary: 'Confirm the change that caused it, or that none did',
    body: incidentCauseInputSchema,
    status: 200,
    response: incidentSchema,
  },
  rejectIncidentCandidate: {
    method: 'post',
    path: '/incidents/{id}/rejections',
    summary: 'Say that a change did not cause it',
    body: incidentRejectionInputSchema,
    status: 200,
    response: incidentSchema,
  },
} satisfies Record<string, Route>;
