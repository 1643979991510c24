import { Caller } from '../changes/ChangeService';
import { Call, Handlers } from '../platform/createRouter';
import { IncidentBook } from './IncidentBook';
import { IncidentCauses } from './IncidentCauses';
import { IncidentService } from './IncidentService';

type IncidentOperation =
  | 'recordIncident'
  | 'listIncidents'
  | 'getIncident'
  | 'editIncident'
  | 'listIncidentCandidates'
  | 'decideIncidentCause'
  | 'rejectIncidentCandidate';

type CallerOf = (call: Pick<Call, 'credentials'>) => Promise<Caller>;

/** The routes of incidents. */
export function createIncidentHandlers(options: {
  incidents: IncidentService;
  incidentBook: IncidentBook;
  incidentCauses: IncidentCauses;
  callerOf: CallerOf;
  viewerOf: CallerOf;
}): Pick<Handlers, IncidentOperation> {
  const { incidents, incidentBook, incidentCauses } = options;
  const { callerOf, viewerOf } = options;
  return {
    async recordIncident(call) {
      return incidents.record(await callerOf(call), call.body, call.repeatable);
    },
    async listIncidents(call) {
      return incidentBook.list(await viewerOf(call), call.query);
    },
    async getIncident(call) {
      return incidentBook.get(await viewerOf(call), call.path.id);
    },
    async editIncident(call) {
      return incidents.edit(await callerOf(call), call.path.id, call.body);
    },
    async listIncidentCandidates(call) {
      return incidentCauses.candidates(await viewerOf(call), call.path.id);
    },
    async decideIncidentCause({ path, body, repeatable, ...call }) {
      const caller = await callerOf(call);
      return incidentCauses.decide(caller, path.id, body, repeatable);
    },
    async rejectIncidentCandidate({ path, body, repeatable, ...call }) {
      const caller = await callerOf(call);
      return incidentCauses.reject(caller, path.id, body, repeatable);
    },
  };
}
