import {
  AccessGrantQueryInput,
  AccessGrantView,
  AccessGrantWithHistory,
  AccessOutcome,
  GrantAccessInput,
} from '../contract/accessGrants';
import { Page } from '../contract/lists';
import { PostOptions, Request } from './request';

/** The part of the API that is about the ledger of access (policy §6). */
export class AccessClient {
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
  }

  listGrants(
    query: AccessGrantQueryInput = {},
  ): Promise<Page<AccessGrantView>> {
    return this.#request('listAccessGrants', { query });
  }

  getGrant(id: string): Promise<AccessGrantWithHistory> {
    return this.#request('getAccessGrant', { path: { id } });
  }

  grant(body: GrantAccessInput, options?: PostOptions): Promise<AccessOutcome> {
    return this.#request('grantAccess', { body, ...options });
  }

  revoke(
    id: string,
    body: { changeId: string },
    options?: PostOptions,
  ): Promise<AccessOutcome> {
    return this.#request('revokeAccess', { path: { id }, body, ...options });
  }
}
