import {
  NotAllowedError,
  ConflictError,
  InputError,
  NotFoundError,
} from '@backstage/errors';
import {
  AnyCommand,
  Change,
  coveringChange,
  graceMinutes,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { ChangeFinder, FoundChange } from '../changes/ChangeFinder';
import { Caller, ChangeService } from '../changes/ChangeService';
import { EntityCatalog } from '../impact/EntityCatalog';
import { DarkChanges } from './DarkChanges';
import { Deployment, StoredEvent } from './deploymentRows';
import { DeploymentStore } from './DeploymentStore';

const candidatesAtMost = 20;

/** What {@link DeploymentFollower} is made from. */
export interface DeploymentFollowerOptions {
  database: Knex;
  store: DeploymentStore;
  darkChanges: DarkChanges;
  changes: ChangeService;
  finder: ChangeFinder;
  catalog: EntityCatalog;
  clock: () => Date;
}

/** Whether it was the rules that said no, and not the portal that failed. */
function isRefusal(error: unknown): error is Error {
  return (
    error instanceof ConflictError ||
    error instanceof NotAllowedError ||
    error instanceof NotFoundError ||
    error instanceof InputError
  );
}

/**
 * What follows from the events of deployments: the change that stands behind one is found, or started where it follows
 * deployments, logs it, and is completed with the last one; what has no change is raised. Each step is a command like any
 * other. All of it may be done again, by several at once, and after a death half-way.
 */
export class DeploymentFollower {
  readonly #options: DeploymentFollowerOptions;

  constructor(options: DeploymentFollowerOptions) {
    this.#options = options;
  }

  /** @param caller - whoever reported them */
  async settle(caller: Caller, id: string): Promise<void> {
    const { store, clock } = this.#options;
    const events = (await store.eventsOf(id)).filter(e => !e.settledAt);
    for (const stored of events) {
      const deployment = (await store.get(id))!;
      const refusals = deployment.production
        ? await this.#inProduction(caller, deployment, stored)
        : await this.#beforeProduction(caller, deployment, stored);
      const refusal = refusals.join(' ') || undefined;
      await store.markSettled(stored.number, clock().toISOString(), refusal);
    }
  }

  /** Looks again whether a change stands behind a deployment. @returns that change */
  async judge(deployment: Deployment): Promise<FoundChange | undefined> {
    const { database, store, darkChanges, catalog } = this.#options;
    const { id, entityRef } = deployment;
    const change = await this.#find(deployment);
    const { [entityRef]: entity } = await catalog.getFacts([entityRef], {
      orStale: true,
    });
    await database.transaction(async tx => {
      await store.judge(tx, id, change?.id);
      if (change) {
        const raised = { kind: 'deployment', reference: id } as const;
        await darkChanges.reconcile(tx, raised, change.id);
      } else {
        await darkChanges.note(tx, {
          kind: 'deployment',
          reference: id,
          entityRef,
          environment: deployment.environment,
          version: deployment.version,
          url: deployment.url,
          actor: deployment.actor ?? deployment.source,
          occurredAt: deployment.startedAt,
          system: entity.system,
        });
      }
    });
    return change;
  }

  async #inProduction(
    caller: Caller,
    deployment: Deployment,
    stored: StoredEvent,
  ): Promise<string[]> {
    const started = await this.#startByReceipt(caller, deployment);
    const change = await this.judge(deployment);
    if (!change) {
      return started;
    }
    const logged = await this.#try(
      caller,
      change,
      { type: 'record-deployment', deployment: stored.event },
      `${deployment.id}/${stored.number}`,
    );
    return [...logged, ...(await this.#completeByReceipt(caller, change))];
  }

  /** A change that says so is started by the deployment that it was waiting for (change receipt). */
  async #startByReceipt(
    caller: Caller,
    deployment: Deployment,
  ): Promise<string[]> {
    const scheduled = await this.#options.finder.findOpen(
      [deployment.entityRef],
      ['scheduled'],
      { limit: candidatesAtMost, visible: 'all' },
    );
    const following = scheduled.filter(change => change.followsDeployments);
    const named = following.find(({ id }) => id === deployment.changeId);
    if (!named && (await this.#find(deployment))) {
      return [];
    }
    const change =
      named ??
      following.find(
        ({ plannedStart, plannedEnd }) =>
          plannedStart! <= deployment.startedAt &&
          deployment.startedAt < plannedEnd!,
      );
    return change ? this.#try(caller, change, { type: 'start' }) : [];
  }

  async #completeByReceipt(caller: Caller, change: Change): Promise<string[]> {
    if (!change.followsDeployments || change.state !== 'implementation') {
      return [];
    }
    const done = await this.#options.store.succeededUnder(change.id);
    return change.affectedEntities.every(ref => done.includes(ref))
      ? this.#try(caller, change, {
          type: 'complete',
          outcome: 'successful',
          result: `Deployed, as pipelines reported: ${change.affectedEntities.join(
            ', ',
          )}.`,
        })
      : [];
  }

  /** What went well elsewhere is evidence for the change that it names (policy §4). */
  async #beforeProduction(
    caller: Caller,
    deployment: Deployment,
    { event }: StoredEvent,
  ): Promise<string[]> {
    const { changeId, status, artifactDigest, environment, url } = event;
    if (!changeId || !artifactDigest || status !== 'succeeded') {
      return [];
    }
    return this.#try(
      caller,
      { id: changeId },
      {
        type: 'add-test-result',
        environment,
        outcome: 'passed',
        evidenceUrl: url,
        artifactDigest,
        notes: `Deployed ${event.version} of ${event.entityRef}.`,
      },
      deployment.id,
    );
  }

  async #find(deployment: Deployment): Promise<FoundChange | undefined> {
    const { entityRef, startedAt } = deployment;
    const to = new Date(
      Date.parse(startedAt) + graceMinutes * 60_000,
    ).toISOString();
    const found = await this.#options.finder.findCarriedOut(
      [entityRef],
      { from: startedAt, to },
      { limit: candidatesAtMost, visible: 'all' },
    );
    return coveringChange(found, deployment) as FoundChange | undefined;
  }

  /** @param once - a key under which it is done at most once @returns what the rules say against it */
  async #try(
    caller: Caller,
    { id }: Pick<Change, 'id'>,
    command: AnyCommand,
    once?: string,
  ): Promise<string[]> {
    const request = once
      ? {
          userRef: caller.actor.userRef,
          key: `${once}/${command.type}`,
          operation: 'follow deployment',
          body: null,
        }
      : undefined;
    try {
      await this.#options.changes.execute(
        caller,
        id,
        command,
        () => null,
        request,
      );
      return [];
    } catch (error) {
      if (isRefusal(error)) {
        return [error.message];
      }
      throw error;
    }
  }
}
