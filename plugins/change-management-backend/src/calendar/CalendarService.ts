import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  CALENDAR_CHANGES,
  CALENDAR_DAYS_AHEAD,
  CALENDAR_DAYS_BACK,
  CALENDAR_TOKENS,
  CalendarFeedQuery,
  CalendarFilters,
  CalendarToken,
  CalendarTokenForm,
  NewCalendarToken,
  Page,
} from 'backstage-plugin-change-management-common';
import { createHash, randomBytes, randomUUID } from 'crypto';
import { RecordTrail } from '../audit/RecordTrail';
import { ChangeFinder } from '../changes/ChangeFinder';
import { Caller } from '../changes/ChangeService';
import { EntityCatalog } from '../impact/EntityCatalog';
import { resolveScopes } from '../impact/resolveScopes';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { CalendarTokenStore, StoredToken } from './CalendarTokenStore';
import { Reader, ReadingRights } from './ReadingRights';
import { toCalendar } from './toCalendar';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const tokenBytes = 32;

/** What {@link CalendarService} is made from. */
export interface CalendarServiceOptions {
  store: CalendarTokenStore;
  rights: ReadingRights;
  finder: ChangeFinder;
  catalog: EntityCatalog;
  trail: RecordTrail;
  idempotency: Idempotency;
  /** The address of the feed, without its query, as calendar programs reach it. */
  feedUrl: () => Promise<string>;
  /** The portal's address. */
  appUrl: string | undefined;
  clock: () => Date;
}

// A fast hash will do: nobody can try their way through 256 random bits.
function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Without whom it stands for, which is always the caller. */
function present({ userRef, ...token }: StoredToken): CalendarToken {
  return token;
}

function noToken(id: string): Error {
  return new NotFoundError(`There is no calendar feed ${id}.`);
}

/** Personal calendar feeds: made, revoked, and read by calendar programs. */
export class CalendarService {
  readonly #options: CalendarServiceOptions;

  constructor(options: CalendarServiceOptions) {
    this.#options = options;
  }

  /**
   * @throws NotFoundError when the catalog does not know the caller
   * @throws ConflictError when they have as many as may be, or repeat a request whose answer was kept nowhere
   */
  async create(
    { actor: { userRef }, grants }: Caller,
    { name, filters }: CalendarTokenForm,
    request?: RepeatableRequest,
  ): Promise<NewCalendarToken> {
    const { store, rights, trail, idempotency, clock } = this.#options;
    await rights.keep(userRef, grants.reading);
    const token = randomBytes(tokenBytes).toString('base64url');
    const stored = {
      id: randomUUID(),
      userRef,
      name,
      createdAt: clock().toISOString(),
    };
    // The key keeps the id alone: an answer to give again would be a token that is stored.
    const { id } = await idempotency.run(request, async tx => {
      const own = await store.lockOwn(tx, userRef);
      if (own.length >= CALENDAR_TOKENS) {
        throw new ConflictError(
          `You have ${CALENDAR_TOKENS} calendar feeds already. Revoke one first.`,
        );
      }
      await store.insert(tx, stored, hashToken(token));
      await trail.append(
        tx,
        `calendar-token:${stored.id}`,
        [{ type: 'created', name }],
        { actor: userRef, at: stored.createdAt },
      );
      return { id: stored.id };
    });
    if (id !== stored.id) {
      throw new ConflictError(
        `This request has made the calendar feed ${id}, whose address was shown then and is stored nowhere. Revoke it, and make another.`,
      );
    }
    return {
      ...present(stored),
      token,
      url: await this.#addressOf(token, filters),
    };
  }

  /** Those of the caller that are not revoked; what they may read is kept anew. */
  async list({ actor, grants }: Caller): Promise<Page<CalendarToken>> {
    const { store, rights } = this.#options;
    const own = await store.listOwn(actor.userRef);
    if (own.length) {
      await rights.keep(actor.userRef, grants.reading);
    }
    return { items: own.map(present), pageInfo: {} };
  }

  /**
   * @throws NotFoundError for one of somebody else, as for one that does not exist
   * @throws ConflictError when it has been revoked
   */
  async revoke(
    userRef: string,
    id: string,
    request?: RepeatableRequest,
  ): Promise<CalendarToken> {
    const { store, trail, idempotency, clock } = this.#options;
    return idempotency.run(request, async tx => {
      const token = await store.lock(tx, id);
      if (token?.userRef !== userRef) {
        throw noToken(id);
      }
      if (token.revokedAt) {
        throw new ConflictError(`It was revoked on ${token.revokedAt}.`);
      }
      const at = clock().toISOString();
      const revoked = { ...token, revokedAt: at };
      await store.markRevoked(tx, revoked);
      await trail.append(tx, `calendar-token:${id}`, [{ type: 'revoked' }], {
        actor: userRef,
        at,
      });
      return present(revoked);
    });
  }

  /**
   * The calendar that a token opens, as iCalendar text: the same text as long as nothing in it has changed.
   *
   * @throws NotFoundError for a token that was never made, was revoked, or whose owner has left, in the same words
   * @throws NotAllowedError when it is not known any more what its owner may read
   */
  async read({ token, ...filters }: CalendarFeedQuery): Promise<string> {
    const { store, rights, clock, appUrl } = this.#options;
    const found = await store.findByHash(hashToken(token));
    const reader = found && (await rights.of(found.userRef));
    if (!reader) {
      throw new NotFoundError('There is no such calendar feed.');
    }
    const now = clock();
    const lastUsed = found.lastUsedAt ? Date.parse(found.lastUsedAt) : 0;
    if (now.getTime() - lastUsed >= hour) {
      await store.markUsed(found.id, now.toISOString());
    }
    const changes = await this.#find(reader, filters, now);
    return toCalendar(changes, { name: found.name, appUrl });
  }

  async #find(
    { actor, visible }: Reader,
    { entityRef, scope, ...filters }: CalendarFilters,
    now: Date,
  ) {
    const { catalog, finder } = this.#options;
    const inDays = (days: number) =>
      new Date(now.getTime() + days * day).toISOString();
    return finder.findPlanned({
      filters: {
        ...filters,
        entityRefs: await resolveScopes(catalog, entityRef, scope),
      },
      actor,
      visible,
      now: now.toISOString(),
      from: inDays(-CALENDAR_DAYS_BACK),
      to: inDays(CALENDAR_DAYS_AHEAD),
      limit: CALENDAR_CHANGES,
    });
  }

  async #addressOf(token: string, filters?: CalendarFilters): Promise<string> {
    const { scope, ...rest }: Partial<CalendarFilters> = filters ?? {};
    const query = new URLSearchParams({ token });
    const asked = { ...rest, scope: rest.entityRef && scope };
    for (const [name, value] of Object.entries(asked)) {
      if (value) {
        query.set(name, [value].flat().join(','));
      }
    }
    return `${await this.#options.feedUrl()}?${query}`;
  }
}
