import { NotFoundError } from '@backstage/errors';
import {
  defaultPolicy,
  Policy,
} from 'backstage-plugin-change-management-common';
import { PolicyService } from './PolicyService';
import { PolicyStore } from './PolicyStore';

/** Milliseconds for which a process may not know of a version that another one has published. */
const CURRENT_FOR = 10_000;

/** The day in UTC, `YYYY-MM-DD`. */
export function toDay(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** The published policies of the store. Versions are remembered for good, as they never change; which is in force, for 10 s. */
export class DatabasePolicyService implements PolicyService {
  readonly #store: PolicyStore;
  readonly #clock: () => Date;
  readonly #versions = new Map<string, Promise<Policy>>();
  #current?: { policy: Promise<Policy>; until: number };

  constructor(options: { store: PolicyStore; clock: () => Date }) {
    this.#store = options.store;
    this.#clock = options.clock;
  }

  async getCurrent(): Promise<Policy> {
    const now = this.#clock();
    if (!this.#current || now.getTime() >= this.#current.until) {
      const policy = this.#findCurrent(toDay(now));
      const current = { policy, until: now.getTime() + CURRENT_FOR };
      this.#current = current;
      policy.catch(() => {
        if (this.#current === current) {
          this.#current = undefined;
        }
      });
    }
    return this.#current.policy;
  }

  async get(version: string): Promise<Policy> {
    let policy = this.#versions.get(version);
    if (!policy) {
      policy = this.#read(version);
      this.#versions.set(version, policy);
      policy.catch(() => this.#versions.delete(version));
    }
    return policy;
  }

  /** To be called when this process has published a version. */
  forgetCurrent(): void {
    this.#current = undefined;
  }

  async #findCurrent(today: string): Promise<Policy> {
    const version = await this.#store.findInForce(today);
    if (!version) {
      throw new NotFoundError('No policy is in force.');
    }
    return this.get(version);
  }

  async #read(version: string): Promise<Policy> {
    const stored = await this.#store.get(version);
    if (stored?.state === 'published') {
      return { ...stored.document, effectiveDate: stored.effectiveDate };
    }
    // Before policies were stored, every change was judged by the one that the plugin brings along.
    if (!stored && version === defaultPolicy.version) {
      return defaultPolicy;
    }
    throw new NotFoundError(`There is no policy ${version}.`);
  }
}
