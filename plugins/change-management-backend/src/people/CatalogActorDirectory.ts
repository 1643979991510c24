import {
  BackstageCredentials,
  BackstageUserPrincipal,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { Actor } from 'backstage-plugin-change-management-common';
import { CatalogReader } from '../catalog/CatalogReader';
import { RecentReads, StaleOptions } from '../catalog/RecentReads';
import { inTime } from '../platform/unavailable';
import { ActorDirectory } from './ActorDirectory';
import { RoleRegister } from './RoleRegister';

/** Milliseconds for which a person's groups and roles are taken as read. */
export const ACTOR_KEPT_FOR = 30_000;
const ACTORS_AT_MOST = 5_000;

/**
 * Asking who somebody is costs a call to the auth backend and one to the catalog per level of groups, which is more than
 * all else in a request, so that the answer is kept for 30 seconds.
 */
export class CatalogActorDirectory implements ActorDirectory {
  readonly #userInfo: UserInfoService;
  readonly #reader: CatalogReader;
  readonly #register: RoleRegister;
  readonly #recent: RecentReads<Actor>;

  constructor(options: {
    userInfo: UserInfoService;
    reader: CatalogReader;
    register: RoleRegister;
    now?: () => number;
  }) {
    this.#userInfo = options.userInfo;
    this.#reader = options.reader;
    this.#register = options.register;
    this.#recent = new RecentReads({
      keepFor: ACTOR_KEPT_FOR,
      keepAbsentFor: 0,
      atMost: ACTORS_AT_MOST,
      now: options.now,
    });
  }

  async getActor(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
    options?: StaleOptions,
  ): Promise<Actor> {
    const { userEntityRef } = credentials.principal;
    const read = async () => {
      const { ownershipEntityRefs } = await inTime(
        this.#userInfo.getUserInfo(credentials),
      );
      return this.#toActor(userEntityRef, ownershipEntityRefs);
    };
    return this.#recall(userEntityRef, read, options);
  }

  async getActorByRef(userRef: string): Promise<Actor> {
    // Apart from the signed-in: their tokens may say more, or less, than the catalog.
    return this.#recall(`catalog ${userRef}`, async () => {
      const user = (await this.#reader.read([userRef])).get(userRef);
      if (!user) {
        throw new NotFoundError(`${userRef} is not in the catalog.`);
      }
      return this.#toActor(userRef, user.relations[RELATION_MEMBER_OF] ?? []);
    });
  }

  async #recall(
    key: string,
    read: () => Promise<Actor>,
    options?: StaleOptions,
  ): Promise<Actor> {
    const found = await this.#recent.get(
      [key],
      async () => new Map([[key, await read()]]),
      options,
    );
    return found.get(key)!;
  }

  async #toActor(userRef: string, refs: string[]): Promise<Actor> {
    const ownership = await this.#withAncestors([userRef, ...refs]);
    return { userRef, ownership, roles: this.#register.rolesOf(ownership) };
  }

  /** Whoever belongs to a group belongs to the groups that it is part of; one call per level. */
  async #withAncestors(refs: string[]): Promise<string[]> {
    const known = new Set(refs);
    let level = refs.filter(ref => ref.startsWith('group:'));
    while (level.length) {
      const groups = await this.#reader.read(level);
      level = [...groups.values()]
        .flatMap(group => group.relations[RELATION_CHILD_OF] ?? [])
        .filter(ref => !known.has(ref) && known.add(ref));
    }
    return [...known];
  }
}
