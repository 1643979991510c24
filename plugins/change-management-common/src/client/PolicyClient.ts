import {
  PolicyDiff,
  PolicyPage,
  PolicyVersionView,
} from '../contract/policies';
import {
  PolicyAnnouncement,
  PolicyReaders,
  PolicyReadersQueryInput,
} from '../contract/policyReaders';
import { PolicySimulation } from '../contract/policySimulation';
import { RoleRegisterView } from '../contract/roles';
import { BodyOf, PostOptions, Request } from './request';

/** The versions of the policy: read, amended, simulated, announced; and who holds its roles. */
export class PolicyClient {
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
  }

  list(): Promise<PolicyPage> {
    return this.#request('listPolicies');
  }

  getVersion(version: string): Promise<PolicyVersionView> {
    return this.#request('getPolicyVersion', { path: { version } });
  }

  /** Against the version that it is based on, where nothing else is given. */
  diff(version: string, against?: string): Promise<PolicyDiff> {
    return this.#request('diffPolicies', {
      path: { version },
      query: { against },
    });
  }

  propose(
    body: BodyOf<'proposePolicy'>,
    options?: PostOptions,
  ): Promise<PolicyVersionView> {
    return this.#request('proposePolicy', { body, ...options });
  }

  edit(
    version: string,
    body: BodyOf<'editPolicy'>,
  ): Promise<PolicyVersionView> {
    return this.#request('editPolicy', { path: { version }, body });
  }

  approve(
    version: string,
    body: BodyOf<'approvePolicy'> = {},
    options?: PostOptions,
  ): Promise<PolicyVersionView> {
    const path = { version };
    return this.#request('approvePolicy', { path, body, ...options });
  }

  publish(
    version: string,
    body: BodyOf<'publishPolicy'> = {},
    options?: PostOptions,
  ): Promise<PolicyVersionView> {
    const path = { version };
    return this.#request('publishPolicy', { path, body, ...options });
  }

  withdraw(
    version: string,
    reason: string,
    options?: PostOptions,
  ): Promise<PolicyVersionView> {
    return this.#request('withdrawPolicy', {
      path: { version },
      body: { reason },
      ...options,
    });
  }

  /** Takes up to half a minute over many changes. */
  simulate(body: BodyOf<'simulatePolicy'>): Promise<PolicySimulation> {
    return this.#request('simulatePolicy', { body });
  }

  listAnnouncements(): Promise<{ items: PolicyAnnouncement[] }> {
    return this.#request('listPolicyAnnouncements');
  }

  acknowledge(version: string): Promise<PolicyVersionView> {
    return this.#request('acknowledgePolicy', { path: { version }, body: {} });
  }

  listReaders(
    version: string,
    query: PolicyReadersQueryInput = {},
  ): Promise<PolicyReaders> {
    return this.#request('listPolicyReaders', { path: { version }, query });
  }

  getRoles(): Promise<RoleRegisterView> {
    return this.#request('getRoles');
  }
}
