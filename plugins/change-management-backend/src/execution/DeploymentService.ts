import { NotFoundError } from '@backstage/errors';
import {
  checkReport,
  DeploymentEvent,
  DeploymentQuery,
  DeploymentView,
  DeploymentWithEvents,
  isProduction,
  Page,
} from 'backstage-plugin-change-management-common';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { EntityCatalog } from '../impact/EntityCatalog';
import { resolveScopes } from '../impact/resolveScopes';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { refused } from '../platform/refused';
import { PolicyService } from '../policy/PolicyService';
import { DarkChangeStore } from './DarkChangeStore';
import { DeploymentFollower } from './DeploymentFollower';
import { Deployment } from './deploymentRows';
import { DeploymentStore } from './DeploymentStore';
import { ownedNow } from '../impact/ownedNow';

/** What {@link DeploymentService} is made from. */
export interface DeploymentServiceOptions {
  store: DeploymentStore;
  darkStore: DarkChangeStore;
  follower: DeploymentFollower;
  reader: ChangeReader;
  catalog: EntityCatalog;
  policies: PolicyService;
  idempotency: Idempotency;
  clock: () => Date;
}

/** What pipelines have put where: taken in, found, and counted. */
export class DeploymentService {
  readonly #options: DeploymentServiceOptions;

  constructor(options: DeploymentServiceOptions) {
    this.#options = options;
  }

  /**
   * Takes in an event; what it means for its change is done before it answers.
   *
   * @throws NotAllowedError for who may not report deployments of the entity
   * @throws ConflictError where its external id stands for another deployment
   */
  async report(
    caller: Caller,
    event: DeploymentEvent,
    request?: RepeatableRequest,
  ): Promise<DeploymentView> {
    const { store, follower, catalog, policies, clock } = this.#options;
    const [policy, { [event.entityRef]: entity }] = await Promise.all([
      policies.getCurrent(),
      catalog.getFacts([event.entityRef]),
    ]);
    const refusal = checkReport(caller.actor, event, entity);
    if (refusal) {
      throw refused(refusal);
    }
    const id = await this.#options.idempotency.run(request, async tx => {
      const recorded = await store.record(tx, {
        event,
        by: caller.actor.userRef,
        production: isProduction(event.environment, policy),
        system: entity.system,
        now: clock().toISOString(),
      });
      return recorded.id;
    });
    await follower.settle(caller, id);
    return this.#presentOne(caller, (await store.get(id))!);
  }

  async list(
    caller: Caller,
    { entityRef, scope, team, ...query }: DeploymentQuery,
  ): Promise<Page<DeploymentView>> {
    const { store, catalog } = this.#options;
    const page = await store.find({
      ...query,
      entityRef: await resolveScopes(catalog, entityRef, scope),
      owned:
        team && (await ownedNow(catalog, await store.entityRefs(query), team)),
    });
    return { ...page, items: await this.#present(caller, page.items) };
  }

  /** How many were started in a period. */
  async count(query: {
    entityRefs?: string[];
    from: string;
    to: string;
  }): Promise<number> {
    return this.#options.store.count(query);
  }

  /** @throws NotFoundError when there is none with this id */
  async get(caller: Caller, id: string): Promise<DeploymentWithEvents> {
    const { store } = this.#options;
    const deployment = await store.get(id);
    if (!deployment) {
      throw new NotFoundError(`There is no deployment ${id}.`);
    }
    const [view, events] = await Promise.all([
      this.#presentOne(caller, deployment),
      store.eventsOf(deployment.id),
    ]);
    const hidden = deployment.coveredBy !== undefined && !view.changeId;
    return {
      ...view,
      events: events.map(({ event, by, recordedAt, refusal }) => ({
        status: event.status,
        version: event.version,
        startedAt: event.startedAt,
        finishedAt: event.finishedAt,
        by,
        recordedAt,
        refusal: hidden ? undefined : refusal,
      })),
    };
  }

  async #presentOne(
    caller: Caller,
    deployment: Deployment,
  ): Promise<DeploymentView> {
    const [view] = await this.#present(caller, [deployment]);
    return view;
  }

  async #present(
    caller: Caller,
    deployments: Deployment[],
  ): Promise<DeploymentView[]> {
    const { darkStore, reader } = this.#options;
    const dark = deployments.filter(d => d.authorization === 'unauthorized');
    const [darkIds, sees] = await Promise.all([
      darkStore.idsOf(dark.map(({ id }) => id)),
      reader.seesAmong(
        caller,
        deployments.flatMap(({ coveredBy }) => coveredBy ?? []),
      ),
    ]);
    return deployments.map(
      ({ coveredBy, changeId: _named, ...deployment }) => ({
        ...deployment,
        changeId: coveredBy && sees(coveredBy) ? coveredBy : undefined,
        darkChangeId: darkIds.get(deployment.id),
      }),
    );
  }
}
