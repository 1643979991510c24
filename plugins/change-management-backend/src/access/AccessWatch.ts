import { SchedulerService } from '@backstage/backend-plugin-api';
import { systemActor } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { EntityCatalog } from '../impact/EntityCatalog';
import { NoticeService } from '../notices/NoticeService';
import { subjectOf } from './AccessLedger';
import { dueAt } from './AccessReader';
import { expiredNotice, expiringNotice } from './accessNotices';
import { GrantStore, StoredGrant } from './GrantStore';
import { revokersOf } from './revokers';

/** What {@link AccessWatch} is made from. */
export interface AccessWatchOptions {
  database: Knex;
  grants: GrantStore;
  trail: RecordTrail;
  catalog: EntityCatalog;
  notices: NoticeService;
  /** Users and groups with the role; they are told where an entity has no owner. */
  changeManagers: string[];
  scheduler: SchedulerService;
  clock: () => Date;
}

const atOnce = 500;

/**
 * Asks the owners of entities to revoke access whose time is over, and tells them some days before. Each is noted in the
 * transaction that tells of it, so that several replicas tell of it once.
 */
export class AccessWatch {
  readonly #options: AccessWatchOptions;

  constructor(options: AccessWatchOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#options.scheduler.scheduleTask({
      id: 'watch-access',
      frequency: { minutes: 1 },
      timeout: { minutes: 5 },
      initialDelay: { seconds: 30 },
      fn: () => this.look(),
    });
  }

  async look(): Promise<void> {
    const { database, grants, trail, notices, clock } = this.#options;
    const now = clock().toISOString();
    let told = 0;
    await database.transaction(async tx => {
      const expired = await grants.noteExpired(tx, now, atOnce);
      const act = { type: 'expired', dueAt: dueAt(now) };
      const envelope = { actor: systemActor.userRef, at: now };
      for (const { id, until } of expired) {
        await trail.append(tx, subjectOf(id), [{ ...act, until }], envelope);
      }
      told += await this.#tell(tx, expired, expiredNotice);
    });
    await database.transaction(async tx => {
      const ending = await grants.noteWarned(tx, now, atOnce);
      told += await this.#tell(
        tx,
        ending.filter(({ until }) => until! > now),
        expiringNotice,
      );
    });
    if (told) {
      notices.deliverSoon();
    }
  }

  /** One notice for each owner, of all that is theirs. */
  async #tell(
    tx: Knex.Transaction,
    found: StoredGrant[],
    noticeOf: typeof expiredNotice,
  ): Promise<number> {
    if (found.length === 0) {
      return 0;
    }
    const { catalog, changeManagers, notices } = this.#options;
    const refs = [...new Set(found.map(({ entityRef }) => entityRef))];
    const entities = await catalog.getFacts(refs, { orStale: true });
    const byReader = new Map<string, StoredGrant[]>();
    for (const grant of found) {
      const entity = entities[grant.entityRef];
      for (const reader of revokersOf(entity, changeManagers)) {
        byReader.set(reader, [...(byReader.get(reader) ?? []), grant]);
      }
    }
    const told = [...byReader].map(([reader, grants]) =>
      noticeOf(grants, reader),
    );
    await notices.enqueue(tx, told);
    return told.length;
  }
}
