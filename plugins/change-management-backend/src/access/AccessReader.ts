import { NotFoundError } from '@backstage/errors';
import {
  AccessGrantQuery,
  AccessGrantView,
  AccessGrantWithHistory,
  accessStatusAt,
  EntityFacts,
  Page,
  REVOCATION_DAYS,
} from 'backstage-plugin-change-management-common';
import { RecordTrail } from '../audit/RecordTrail';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { EntityCatalog } from '../impact/EntityCatalog';
import { resolveScopes } from '../impact/resolveScopes';
import { subjectOf } from './AccessLedger';
import { GrantStore, StoredGrant } from './GrantStore';
import { revokersOf } from './revokers';

/** What {@link AccessReader} is made from. */
export interface AccessReaderOptions {
  grants: GrantStore;
  trail: RecordTrail;
  changeReader: ChangeReader;
  catalog: EntityCatalog;
  /** Users and groups with the role. */
  changeManagers: string[];
  clock: () => Date;
}

const day = 24 * 60 * 60 * 1000;

/** When access past its end has to be revoked at the latest. */
export function dueAt(raisedAt: string): string {
  return new Date(Date.parse(raisedAt) + REVOCATION_DAYS * day).toISOString();
}

function revocationOf(
  { expiredAt, revokedAt }: StoredGrant,
  assignees: string[],
): AccessGrantView['revocation'] {
  return expiredAt === undefined
    ? undefined
    : {
        status: revokedAt === undefined ? 'open' : 'done',
        raisedAt: expiredAt,
        dueAt: dueAt(expiredAt),
        assignees,
      };
}

/** Who has access to what, as far as the reader may see the change that granted it. */
export class AccessReader {
  readonly #options: AccessReaderOptions;

  constructor(options: AccessReaderOptions) {
    this.#options = options;
  }

  async list(
    caller: Caller,
    { entityRef, scope, at, ...query }: AccessGrantQuery,
  ): Promise<Page<AccessGrantView>> {
    const { grants, catalog, clock } = this.#options;
    const time = at ?? clock().toISOString();
    const page = await grants.find(
      {
        ...query,
        at: time,
        entityRef: await resolveScopes(catalog, entityRef, scope),
      },
      caller.grants.visible,
    );
    return { ...page, items: await this.#present(caller, page.items, time) };
  }

  /** @throws NotFoundError for what the caller may not see, as for what does not exist */
  async get(caller: Caller, id: string): Promise<AccessGrantWithHistory> {
    const { trail, changeReader, clock } = this.#options;
    const stored = await this.find(caller, id);
    const [view] = await this.#present(caller, [stored], clock().toISOString());
    const history = await trail.list(subjectOf(stored.id));
    const sees = await changeReader.seesAmong(
      caller,
      history.flatMap(({ data }) =>
        typeof data.changeId === 'string' ? data.changeId : [],
      ),
    );
    return {
      ...view,
      history: history.map(event =>
        typeof event.data.changeId === 'string' && !sees(event.data.changeId)
          ? { ...event, data: {} }
          : event,
      ),
    };
  }

  /** As it is stored. @throws NotFoundError */
  async find(caller: Caller, id: string): Promise<StoredGrant> {
    const stored = await this.#options.grants.get(id, caller.grants.visible);
    if (!stored) {
      throw new NotFoundError(`There is no access grant ${id}.`);
    }
    return stored;
  }

  /** One question to the catalog for all rows, and one for the changes that revoked them. */
  async #present(
    caller: Caller,
    stored: StoredGrant[],
    at: string,
  ): Promise<AccessGrantView[]> {
    const { catalog, changeReader, changeManagers } = this.#options;
    const refs = stored
      .filter(({ expiredAt }) => expiredAt !== undefined)
      .map(({ entityRef }) => entityRef);
    const [entities, sees] = await Promise.all([
      refs.length
        ? catalog.getFacts([...new Set(refs)], { orStale: true })
        : ({} as Record<string, EntityFacts>),
      changeReader.seesAmong(
        caller,
        stored.flatMap(({ revokedBy }) => revokedBy ?? []),
      ),
    ]);
    return stored.map(grant => {
      const { expiredAt, revokedBy, ...rest } = grant;
      return {
        ...rest,
        status: accessStatusAt(grant, at),
        revokedBy: revokedBy && sees(revokedBy) ? revokedBy : undefined,
        revocation: revocationOf(
          grant,
          revokersOf(entities[grant.entityRef], changeManagers),
        ),
      };
    });
  }
}
