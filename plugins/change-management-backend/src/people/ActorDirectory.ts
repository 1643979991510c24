import { Actor } from 'backstage-plugin-change-management-common';
import { StaleOptions } from '../catalog/RecentReads';
import { CallerCredentials } from '../platform/caller';

/** Who a person is to change management: the groups they belong to and the roles that these give them. */
export interface ActorDirectory {
  /**
   * The signed-in person, with what those absent have delegated to them. What is known of them may be 30 seconds old: for so long somebody who has been taken out of a
   * group may still act for it; with `orStale`, for those who only read, 10 minutes where it cannot be asked anew.
   *
   * @throws ServiceUnavailableError when the catalog does not answer.
   * @throws NotAllowedError for a service that is none of the pipelines.
   */
  getActor(
    credentials: CallerCredentials,
    options?: StaleOptions,
  ): Promise<Actor>;

  /**
   * A person as the catalog alone knows them, or a pipeline as the configuration does, for acts without a request (seeding, schedules).
   *
   * @throws NotFoundError when the catalog has no such user.
   */
  getActorByRef(userRef: string): Promise<Actor>;
}
