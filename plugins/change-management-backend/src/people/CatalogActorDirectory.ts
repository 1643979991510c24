import {
  BackstageCredentials,
  BackstageUserPrincipal,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
} from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  Actor,
  personalRoles,
} from 'backstage-plugin-change-management-common';
import { CatalogReader } from '../catalog/CatalogReader';
import { RecentReads, StaleOptions } from '../catalog/RecentReads';
import { CallerCredentials } from '../platform/caller';
import { inTime } from '../platform/unavailable';
import { ActorDirectory } from './ActorDirectory';
import { RoleRegister } from './RoleRegister';
import { StandIns } from './StandIns';

/** Milliseconds for which a person's groups and roles are taken as read. */
export const ACTOR_KEPT_FOR = 30_000;
/** Milliseconds for which somebody whom the catalog does not know is not looked for again. */
const ABSENT_KEPT_FOR = 5_000;
const ACTORS_AT_MOST = 5_000;

/**
 * The very credentials, as they hold more than can be seen of them: a copy would be without their token.
 *
 * @throws NotAllowedError for a service: the catalog knows none
 */
function requireUser(
  credentials: CallerCredentials,
): BackstageCredentials<BackstageUserPrincipal> {
  const { principal } = credentials;
  if (principal.type === 'service') {
    throw new NotAllowedError(`${principal.subject} is not a person.`);
  }
  return credentials as BackstageCredentials<BackstageUserPrincipal>;
}

/**
 * Asking who somebody is costs a call to the auth backend and one to the catalog per level of groups, which is more than
 * all else in a request, so that the answer is kept for 30 seconds.
 */
export class CatalogActorDirectory implements ActorDirectory {
  readonly #userInfo: UserInfoService;
  readonly #reader: CatalogReader;
  readonly #register: RoleRegister;
  readonly #standIns: StandIns;
  readonly #recent: RecentReads<Actor>;

  constructor(options: {
    userInfo: UserInfoService;
    reader: CatalogReader;
    register: RoleRegister;
    standIns: StandIns;
    now?: () => number;
  }) {
    this.#userInfo = options.userInfo;
    this.#reader = options.reader;
    this.#register = options.register;
    this.#standIns = options.standIns;
    this.#recent = new RecentReads({
      keepFor: ACTOR_KEPT_FOR,
      keepAbsentFor: ABSENT_KEPT_FOR,
      atMost: ACTORS_AT_MOST,
      now: options.now,
    });
  }

  async getActor(
    given: CallerCredentials,
    options?: StaleOptions,
  ): Promise<Actor> {
    const credentials = requireUser(given);
    const { userEntityRef } = credentials.principal;
    const [actor, standIns] = await Promise.all([
      this.#recall(
        userEntityRef,
        async () => {
          const { ownershipEntityRefs } = await inTime(
            this.#userInfo.getUserInfo(credentials),
          );
          return this.#toActor(userEntityRef, ownershipEntityRefs);
        },
        options,
      ),
      this.#standIns.now(options),
    ]);
    const absent = standIns
      .filter(({ delegate }) => delegate === userEntityRef)
      .map(({ delegator }) => delegator);
    return absent.length
      ? this.#standingIn(actor!, [...new Set(absent)], options)
      : actor!;
  }

  async getActorByRef(userRef: string): Promise<Actor> {
    const actor = await this.#fromCatalog(userRef);
    if (!actor) {
      throw new NotFoundError(`${userRef} is not in the catalog.`);
    }
    return actor;
  }

  /** With the roles and the ownership of those absent, as the catalog knows them; who has left it has none to pass on. */
  async #standingIn(
    actor: Actor,
    absent: string[],
    options?: StaleOptions,
  ): Promise<Actor> {
    const known = await Promise.all(
      absent.map(ref => this.#fromCatalog(ref, options)),
    );
    const actsFor = known.filter(person => person !== undefined);
    return {
      ...actor,
      roles: [
        ...actor.roles,
        ...actsFor.flatMap(({ userRef, roles }) =>
          roles
            .filter(({ role }) => !personalRoles.includes(role))
            .map(held => ({ ...held, delegatedBy: userRef })),
        ),
      ],
      actsFor: actsFor.map(({ userRef, ownership }) => ({
        userRef,
        ownership,
      })),
    };
  }

  /** Apart from the signed-in: their tokens may say more, or less, than the catalog. */
  async #fromCatalog(
    userRef: string,
    options?: StaleOptions,
  ): Promise<Actor | undefined> {
    const read = async () => {
      const user = (await this.#reader.read([userRef])).get(userRef);
      return (
        user && this.#toActor(userRef, user.relations[RELATION_MEMBER_OF] ?? [])
      );
    };
    return this.#recall(`catalog ${userRef}`, read, options);
  }

  async #recall(
    key: string,
    read: () => Promise<Actor | undefined>,
    options?: StaleOptions,
  ): Promise<Actor | undefined> {
    const found = await this.#recent.get(
      [key],
      async () => {
        const actor = await read();
        return new Map(actor ? [[key, actor]] : []);
      },
      options,
    );
    return found.get(key);
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
