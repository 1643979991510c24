import { SchedulerService } from '@backstage/backend-plugin-api';
import {
  DarkChange,
  graceMinutes,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { allGranted } from '../permissions/Grants';
import { EntityCatalog } from '../impact/EntityCatalog';
import { Notice, NoticeService } from '../notices/NoticeService';
import { listed, nameOf, timeOf } from '../notices/wording';
import { ActorDirectory } from '../people/ActorDirectory';
import { DarkChangeStore } from './DarkChangeStore';
import { DeploymentFollower } from './DeploymentFollower';
import { DeploymentStore } from './DeploymentStore';

const minute = 60_000;
/** Milliseconds between two notices of one entity at least. */
const QUIET_FOR = 60 * minute;
const atOnce = 200;

/** What {@link DarkChangeWatch} is made from. */
export interface DarkChangeWatchOptions {
  database: Knex;
  store: DarkChangeStore;
  deployments: DeploymentStore;
  follower: DeploymentFollower;
  actors: ActorDirectory;
  catalog: EntityCatalog;
  notices: NoticeService;
  /** Users and groups with the role. */
  changeManagers: string[];
  scheduler: SchedulerService;
  clock: () => Date;
}

function noticeOf(dark: DarkChange[], recipients: string[]): Notice {
  const [{ entityRef, environment, occurredAt }] = dark;
  const name = nameOf(entityRef);
  const times =
    dark.length === 1
      ? 'An unauthorized change'
      : `${dark.length} unauthorized changes`;
  // Of configuration not its name: who is told may not be allowed to read it.
  const versions = [
    ...new Set(
      dark.flatMap(d =>
        d.kind === 'configuration' ? d.reference : d.version ?? [],
      ),
    ),
  ];
  return {
    kind: 'unauthorized',
    purpose: 'ask',
    recipients,
    excluded: [],
    about: [entityRef],
    severity: 'high',
    title: `${times} of ${name}`,
    description: `Without a change that covers it, ${name}${
      versions.length ? ` ${listed(versions)}` : ''
    } came${environment ? ` to ${environment}` : ''} on ${timeOf(
      occurredAt,
    )}. Explain it, or request an emergency change for it.`,
    link: `/change-management/deployments?${new URLSearchParams({
      view: 'unauthorized',
      entityRef,
    })}`,
  };
}

/**
 * Tells owners and the change manager of what was done without a change: some minutes later, when its change may have been
 * started after all, and once an hour for each entity, however much there is.
 */
export class DarkChangeWatch {
  readonly #options: DarkChangeWatchOptions;

  constructor(options: DarkChangeWatchOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#options.scheduler.scheduleTask({
      id: 'watch-deployments',
      frequency: { minutes: 1 },
      timeout: { minutes: 5 },
      initialDelay: { seconds: 30 },
      fn: async () => {
        await this.settleRest();
        await this.tell();
      },
    });
  }

  /** Does what follows from events whose process died before it could. */
  async settleRest(): Promise<void> {
    const { deployments, follower, actors, clock } = this.#options;
    const minuteAgo = new Date(clock().getTime() - minute).toISOString();
    for (const id of await deployments.unsettled(minuteAgo, atOnce)) {
      const { source } = (await deployments.get(id))!;
      const actor = await actors.getActorByRef(source);
      await follower.settle({ actor, grants: allGranted }, id);
    }
  }

  async tell(): Promise<void> {
    const { store, notices, clock } = this.#options;
    const now = clock();
    const before = new Date(now.getTime() - graceMinutes * minute);
    const untold = await store.untold(before.toISOString(), atOnce);
    await this.#lookAgain(untold);
    for (const entityRef of new Set(untold.map(dark => dark.entityRef))) {
      const last = await store.lastTold(entityRef);
      if (!last || now.getTime() - Date.parse(last) >= QUIET_FOR) {
        await this.#tellOf(entityRef, now.toISOString());
      }
    }
    if (untold.length) {
      notices.deliverSoon();
    }
  }

  async #lookAgain(untold: DarkChange[]): Promise<void> {
    const { deployments, follower } = this.#options;
    for (const { kind, reference } of untold) {
      const deployment =
        kind === 'deployment' ? await deployments.get(reference) : undefined;
      if (deployment) {
        await follower.judge(deployment);
      }
    }
  }

  async #tellOf(entityRef: string, now: string): Promise<void> {
    const { database, store, notices, catalog, changeManagers } = this.#options;
    const { [entityRef]: entity } = await catalog.getFacts([entityRef], {
      orStale: true,
    });
    const recipients = [...new Set([...entity.owners, ...changeManagers])];
    await database.transaction(async tx => {
      const dark = await store.markTold(tx, entityRef, now);
      if (dark.length && recipients.length) {
        await notices.enqueue(tx, [noticeOf(dark, recipients)]);
      }
    });
  }
}
