import {
  IncidentCandidates,
  IncidentFormInput,
  IncidentPatchInput,
  IncidentQueryInput,
  IncidentView,
  IncidentWithHistory,
} from '../contract/incidents';
import { Page } from '../contract/lists';
import { BodyOf, PostOptions, Request } from './request';

/** The part of the API that is about incidents and what caused them. */
export class IncidentClient {
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
  }

  record(
    body: IncidentFormInput,
    options?: PostOptions,
  ): Promise<IncidentView> {
    return this.#request('recordIncident', { body, ...options });
  }

  list(query: IncidentQueryInput = {}): Promise<Page<IncidentView>> {
    return this.#request('listIncidents', { query });
  }

  get(id: string): Promise<IncidentWithHistory> {
    return this.#request('getIncident', { path: { id } });
  }

  edit(id: string, body: IncidentPatchInput): Promise<IncidentView> {
    return this.#request('editIncident', { path: { id }, body });
  }

  listCandidates(id: string): Promise<IncidentCandidates> {
    return this.#request('listIncidentCandidates', { path: { id } });
  }

  decideCause(
    id: string,
    body: BodyOf<'decideIncidentCause'>,
    options?: PostOptions,
  ): Promise<IncidentView> {
    const path = { id };
    return this.#request('decideIncidentCause', { path, body, ...options });
  }

  rejectCandidate(
    id: string,
    body: BodyOf<'rejectIncidentCandidate'>,
    options?: PostOptions,
  ): Promise<IncidentView> {
    const path = { id };
    return this.#request('rejectIncidentCandidate', { path, body, ...options });
  }
}
