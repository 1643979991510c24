import {
  Change,
  changeFormSchema,
  configurationItemFormSchema,
  configurationVersionFormSchema,
  deploymentEventSchema,
  gateRequestSchema,
  incidentFormSchema,
  legalHoldFormSchema,
  Impact,
  proposeModelSchema,
  Route,
  routes,
  windowFormSchema,
} from 'backstage-plugin-change-management-common';
import { SeedDoor } from 'backstage-plugin-change-management-node';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ChangeService, ChangeServiceOptions } from '../changes/ChangeService';
import { commandRoutes, partsOf, toCommand } from '../changes/toCommand';
import { ConfigurationService } from '../configuration/ConfigurationService';
import { DeploymentService } from '../execution/DeploymentService';
import { Gate } from '../execution/Gate';
import {
  createIncidents,
  IncidentsOptions,
} from '../incidents/createIncidents';
import { ModelService, ModelServiceOptions } from '../models/ModelService';
import { NoticeService } from '../notices/NoticeService';
import { ActorDirectory } from '../people/ActorDirectory';
import { WindowService, WindowServiceOptions } from '../schedule/WindowService';
import { allGranted } from '../permissions/Grants';
import { parse } from '../platform/parse';
import { LegalHolds } from '../retention/LegalHolds';
import { createReviews, ReviewsOptions } from '../reviews/createReviews';

/** Milliseconds between two looks at the catalog. It reads new entities every second or so. */
const RESTS_FOR = 3_000;

/** Nobody wants to be told of what is made up. */
const silence: NoticeService = {
  enqueue: async () => {},
  enqueuing: () => [],
  deliverSoon: () => {},
  start: async () => {},
};

/** What {@link createSeedDoor} is made from. */
export interface SeedDoorOptions {
  service: ChangeServiceOptions;
  models: Omit<ModelServiceOptions, 'clock'>;
  actors: ActorDirectory;
  windows: Omit<WindowServiceOptions, 'clock'>;
  /** Answers pipelines and takes deployments in at another time, for changes as they are commanded then. */
  pipelinesAt: (
    clock: () => Date,
    changes: ChangeService,
  ) => { gate: Gate; deployments: DeploymentService };
  /** Keeps configuration at another time, by changes as they are commanded then. */
  configurationAt: (
    clock: () => Date,
    changes: ChangeService,
  ) => ConfigurationService;
  reviews: ReviewsOptions;
  incidents: IncidentsOptions;
  holdsAt: (clock: () => Date) => LegalHolds;
  /** What entities reach in the catalog at this moment. */
  impactNow: (entityRefs: string[]) => Promise<Impact>;
  signal: AbortSignal;
}

/** The way in for demo data: as for a person, but at another time and in silence. */
export function createSeedDoor(options: SeedDoorOptions): SeedDoor {
  const { service, models, windows, actors, impactNow, signal } = options;
  const { pipelinesAt, configurationAt } = options;
  const reviewsAt = (at: string) =>
    createReviews({
      ...options.reviews,
      notices: silence,
      clock: () => new Date(at),
    });
  const incidentsAt = (at: string) =>
    createIncidents({
      ...options.incidents,
      notices: silence,
      clock: () => new Date(at),
    });

  const changesAt = (at: string) =>
    new ChangeService({
      ...service,
      notices: silence,
      clock: () => new Date(at),
    });
  const modelsAt = (at: string) =>
    new ModelService({ ...models, clock: () => new Date(at) });
  const configuring = (at: string) =>
    configurationAt(() => new Date(at), changesAt(at));
  const callerFor = async (userRef: string) => ({
    actor: await actors.getActorByRef(userRef),
    grants: allGranted,
  });

  return {
    isEmpty: () => service.store.isEmpty(),

    async entitiesReady(entityRefs) {
      let before: Impact | undefined;
      for (;;) {
        const now = await impactNow(entityRefs);
        if (
          now.direct.every(({ exists }) => exists) &&
          isDeepStrictEqual(now, before)
        ) {
          return;
        }
        before = now;
        await setTimeout(RESTS_FOR, undefined, { signal });
      }
    },

    async create({ as, at, form }) {
      return changesAt(at).create<Change>(
        await callerFor(as),
        parse(changeFormSchema, form),
        ({ change }) => change,
      );
    },

    async execute({ as, at, id, command }) {
      const { type } = command;
      const { path, body } = partsOf(command);
      const route: Route = routes[commandRoutes[type]];
      return changesAt(at).execute<Change>(
        await callerFor(as),
        id,
        toCommand(type, parse(route.body!, body) as object, path),
        ({ change }) => change,
      );
    },

    async createWindow({ as, at, form }) {
      const windowsAt = new WindowService({
        ...windows,
        clock: () => new Date(at),
      });
      const actor = await actors.getActorByRef(as);
      return windowsAt.create(actor, parse(windowFormSchema, form));
    },

    async reportDeployment({ as, at, event }) {
      const { deployments } = pipelinesAt(() => new Date(at), changesAt(at));
      return deployments.report(
        await callerFor(as),
        parse(deploymentEventSchema, event),
      );
    },

    async askGate({ as, at, request }) {
      const { gate } = pipelinesAt(() => new Date(at), changesAt(at));
      return gate.ask(await callerFor(as), parse(gateRequestSchema, request));
    },

    async recordIncident({ as, at, form }) {
      const caller = await callerFor(as);
      return incidentsAt(at).incidents.record(
        caller,
        parse(incidentFormSchema, form),
      );
    },

    async decideIncidentCause({ as, at, id, cause }) {
      const caller = await callerFor(as);
      return incidentsAt(at).incidentCauses.decide(caller, id, cause);
    },

    async keepConfiguration({ as, at, form }) {
      return configuring(at).create(
        await callerFor(as),
        parse(configurationItemFormSchema, form),
      );
    },

    async configure({ as, at, itemId, version }) {
      return configuring(at).addVersion(
        await callerFor(as),
        itemId,
        parse(configurationVersionFormSchema, version),
      );
    },

    async openReviews({ at }) {
      return reviewsAt(at).reviewWatch.open();
    },

    async review({ as, at, id, command }) {
      return reviewsAt(at).reviews.execute(await callerFor(as), id, command);
    },

    async placeLegalHold({ as, at, form }) {
      return options
        .holdsAt(() => new Date(at))
        .place(
          await actors.getActorByRef(as),
          parse(legalHoldFormSchema, form),
        );
    },

    async proposeModel({ as, at, proposal }) {
      return modelsAt(at).propose(
        await actors.getActorByRef(as),
        parse(proposeModelSchema, proposal),
      );
    },

    async approveModel({ as, at, id, version }) {
      const actor = await actors.getActorByRef(as);
      return modelsAt(at).approve(actor, id, version);
    },
  };
}
