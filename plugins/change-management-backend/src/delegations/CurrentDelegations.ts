import { RecentReads, StaleOptions } from '../catalog/RecentReads';
import { StandIn, StandIns } from '../people/StandIns';
import { DelegationStore } from './DelegationStore';
import {
  delegationStatus,
  StoredDelegation,
} from 'backstage-plugin-change-management-common';

/** Milliseconds for which those in force are taken as read. */
export const DELEGATIONS_KEPT_FOR = 30_000;
const all = 'all';

/**
 * Every request asks who stands in for whom, and few people do at a time, so that they are all kept for half a minute.
 * What has come to its end, or begun, in between counts at once; what this process makes or revokes does too.
 */
export class CurrentDelegations implements StandIns {
  readonly #store: DelegationStore;
  readonly #clock: () => Date;
  #recent = this.#forgetful();

  constructor(options: { store: DelegationStore; clock: () => Date }) {
    this.#store = options.store;
    this.#clock = options.clock;
  }

  async now(options?: StaleOptions): Promise<StandIn[]> {
    const found = await this.#recent.get(
      [all],
      async () => {
        const now = this.#clock().toISOString();
        return new Map([[all, await this.#store.listCurrent(now)]]);
      },
      options,
    );
    const now = this.#clock().toISOString();
    return found
      .get(all)!
      .filter(delegation => delegationStatus(delegation, now) === 'active');
  }

  /** To be called once one has been made or revoked; a read that is under way is not kept. */
  forget(): void {
    this.#recent = this.#forgetful();
  }

  #forgetful(): RecentReads<StoredDelegation[]> {
    return new RecentReads({
      keepFor: DELEGATIONS_KEPT_FOR,
      keepAbsentFor: 0,
      atMost: 1,
      now: () => this.#clock().getTime(),
    });
  }
}
