import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { createAudit } from './audit/createAudit';
import { createAccess, createAccessLedger } from './access/createAccess';
import { RecordTrail } from './audit/RecordTrail';
import { createCalendar } from './calendar/createCalendar';
import { CatalogReader } from './catalog/CatalogReader';
import { bySystem } from './changes/ChangeService';
import { createChanges } from './changes/createChanges';
import { DatabasePastChanges } from './changes/DatabasePastChanges';
import {
  createConfiguration,
  createConfigurationLedger,
} from './configuration/createConfiguration';
import { RestoreExecutor } from './configuration/RestoreExecutor';
import { readImportFrequency } from './configuration/importFrequency';
import { createHandlers } from './createHandlers';
import { createFigures } from './figures/createFigures';
import { registerExtensions } from './extensions';
import { createEvidence } from './evidence/createEvidence';
import { createExecution } from './execution/createExecution';
import {
  createWebhookRouter,
  WEBHOOKS_PATH,
} from './execution/createWebhookRouter';
import { readWebhooks } from './execution/webhooks';
import { CurrentDelegations } from './delegations/CurrentDelegations';
import { DelegationService } from './delegations/DelegationService';
import { DelegationStore } from './delegations/DelegationStore';
import { createIncidents, receiveIncidents } from './incidents/createIncidents';
import {
  readIncidentSources,
  subjectOfSource,
} from './incidents/incidentSources';
import { IncidentReader } from './incidents/IncidentReader';
import { CachedEntityCatalog } from './impact/CachedEntityCatalog';
import { readImpactLimits } from './impact/limits';
import { createModels } from './models/createModels';
import { createNotices } from './notices/createNotices';
import { noticesFor } from './notices/noticesFor';
import { createPeople } from './people/createPeople';
import { ChangeAuthorizer } from './permissions/ChangeAuthorizer';
import { registerPermissions } from './permissions/registerPermissions';
import { toChangeNumber } from './platform/changeId';
import { createRouter } from './platform/createRouter';
import { connect } from './platform/database';
import { Idempotency } from './platform/Idempotency';
import { createPolicies, createPolicyRoom } from './policy/createPolicies';
import { createPlanning } from './planning/createPlanning';
import { createReviews } from './reviews/createReviews';
import { createRisk } from './risk/createRisk';
import { createExecutors, createRollback } from './rollback/createRollback';
import { createSchedule } from './schedule/createSchedule';
import { createWatches } from './watch/createWatches';
import { startSeed } from './seed/startSeed';

/** The backend of change management: what is made from what. */
export const changeManagementPlugin = createBackendPlugin({
  pluginId: 'change-management',
  register(env) {
    const { channels, resolvers, deploymentSources, executors, getSeed } =
      registerExtensions(env);

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalogService: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init({
        auditor,
        auth,
        catalogService,
        config,
        database: databaseService,
        discovery,
        events,
        httpAuth,
        httpRouter,
        lifecycle,
        logger,
        notifications,
        permissions,
        permissionsRegistry,
        scheduler,
        signals,
        urlReader,
        userInfo,
      }) {
        const clock = () => new Date();
        const database = await connect(databaseService);
        const catalogReader = new CatalogReader({
          catalog: catalogService,
          auth,
        });
        const limits = readImpactLimits(config);
        const catalog = new CachedEntityCatalog({
          reader: catalogReader,
          limits,
        });
        const delegationStore = new DelegationStore(database);
        const standIns = new CurrentDelegations({
          store: delegationStore,
          clock,
        });
        const webhooks = readWebhooks(config);
        const sources = readIncidentSources(config);
        const { register, pipelines, actors, people, roleBook } = createPeople({
          webhooks: [
            ...webhooks.map(({ name, entities }) => ({
              subject: `webhook:${name}`,
              entities,
            })),
            ...sources.map(source => ({
              subject: subjectOfSource(source),
              entities: source.entities,
            })),
          ],
          config,
          userInfo,
          reader: catalogReader,
          standIns,
        });
        const recordTrail = new RecordTrail(database);
        const idempotency = new Idempotency(database, clock);
        const { policyStore, policies } = await createPolicies({
          config,
          database,
          trail: recordTrail,
          logger,
          clock,
        });
        const { modelRoom, models, modelReader, watchModels } = createModels({
          database,
          trail: recordTrail,
          catalog,
          policies,
          idempotency,
          clock,
        });
        const incidentReader = new IncidentReader(database);
        const { history, record } = createRisk({
          database,
          incidents: incidentReader,
          policies,
          logger,
          clock,
        });
        const { schedule, windowRoom, windowService } = createSchedule({
          database,
          trail: recordTrail,
          idempotency,
          clock,
        });
        const configurationLedger = createConfigurationLedger({
          database,
          trail: recordTrail,
        });
        const { ledger } = configurationLedger;
        const accessLedger = createAccessLedger({
          database,
          trail: recordTrail,
        });
        const rollbackExecutors = createExecutors({
          config,
          auth,
          discovery,
          added: executors,
          clock,
        });
        const { notices, noticeBook, preferences } = createNotices({
          config,
          database,
          notifications,
          people,
          trail: recordTrail,
          idempotency,
          channels,
          resolvers,
          scheduler,
          logger,
          clock,
        });
        const {
          store,
          finder,
          gatherer,
          service,
          changes,
          reader,
          open,
          listen,
        } = createChanges({
          database,
          catalog,
          policies,
          record,
          people,
          executors: rollbackExecutors.views,
          idempotency,
          notices,
          noticesFor: input =>
            noticesFor({
              ...input,
              holders: register.holders,
              asksForContacts: resolvers.length > 0,
            }),
          models,
          schedule,
          configuration: ledger,
          access: accessLedger.accessLedger,
          listeners: [
            models.onChange,
            schedule.onChange,
            ledger.onChange,
            accessLedger.accessLedger.onChange,
          ],
          signals,
          logger,
          clock,
        });
        rollbackExecutors.add(
          new RestoreExecutor({ ...configurationLedger, catalog, changes }),
        );
        const rollbacks = createRollback({
          database,
          executors: rollbackExecutors,
          getChange: async id => store.get(toChangeNumber(id)!),
          end: (id, command) =>
            changes.execute(bySystem, id, command, () => undefined),
          scheduler,
          logger,
          clock,
        });
        listen(rollbacks.onChange);
        const watches = createWatches({
          config,
          schedule,
          changes,
          open,
          gatherer,
          scheduler,
          logger,
          clock,
        });
        const authorizer = new ChangeAuthorizer({
          permissions,
          permissionsRegistry,
        });

        const executionRoom = {
          database,
          changes,
          reader,
          finder,
          gatherer,
          schedule,
          catalog,
          policies,
          idempotency,
          trail: recordTrail,
          actors,
          notices,
          changeManagers: register.holders.changeManager,
          scheduler,
          clock,
        };
        const { darkChangeWatch, ...execution } =
          createExecution(executionRoom);
        httpRouter.addAuthPolicy({
          path: WEBHOOKS_PATH,
          allow: 'unauthenticated',
        });
        httpRouter.use(
          createWebhookRouter({
            webhooks,
            sources: deploymentSources,
            pipelines,
            deployments: execution.deployments,
            auditor,
            logger,
            clock,
          }),
        );
        const { accessWatch, ...accessRoom } = createAccess({
          ...accessLedger,
          database,
          trail: recordTrail,
          changes,
          changeReader: reader,
          catalog,
          notices,
          changeManagers: register.holders.changeManager,
          scheduler,
          clock,
        });
        const configurationParts = {
          ...configurationLedger,
          database,
          trail: recordTrail,
          idempotency,
          changes,
          changeReader: reader,
          finder,
          catalog,
          darkChanges: execution.darkChanges,
          urlReader,
          logger,
          clock,
        };
        const configurationRoom = createConfiguration(configurationParts);
        const incidentParts = {
          database,
          trail: recordTrail,
          idempotency,
          reader,
          changeStore: store,
          finder,
          catalog,
          deployedUnder: execution.deployedUnder,
          scheduler,
          logger,
          clock,
        };
        const { suspicions, ...incidentRoom } = createIncidents(incidentParts);
        await receiveIncidents({
          sources,
          incidents: incidentRoom.incidents,
          pipelines,
          catalogReader,
          events,
          auditor,
          httpRouter,
          logger,
          clock,
        });
        registerPermissions({
          permissionsRegistry,
          register,
          getChanges: ids => store.getMany(ids.map(toChangeNumber)),
        });
        const calendar = createCalendar({
          database,
          actors,
          authorizer,
          finder,
          catalog,
          trail: recordTrail,
          idempotency,
          config,
          discovery,
          httpRouter,
          logger,
          clock,
        });
        const figures = createFigures({ database, catalog, clock });
        const reviewParts = {
          database,
          trail: recordTrail,
          idempotency,
          notices,
          policies,
          changeReader: reader,
          catalogReader,
          holders: register.holders,
          changeStore: store,
          figures,
          majorIncidentsSince: (time: string) =>
            incidentReader.majorSince(time),
          amendmentsOf: (id: string) => policyStore.listAmendments(id),
          scheduler,
          clock,
        };
        const { reviewWatch, ...reviewRoom } = createReviews(reviewParts);
        listen(reviewRoom.onChange);
        const policyRoom = createPolicyRoom({
          config,
          database,
          policyStore,
          policies,
          people,
          holders: register.holders,
          past: new DatabasePastChanges({ database, catalog, models }),
          reviewed: {
            lastReviewedAt: () => reviewRoom.reviewReader.policyReviewedAt(),
            majorIncidentsSince: reviewParts.majorIncidentsSince,
          },
          notices,
          trail: recordTrail,
          idempotency,
          clock,
        });
        const audit = createAudit({ config, database, logger, clock });
        const evidence = createEvidence({
          ...execution,
          ...configurationRoom,
          database,
          trail: recordTrail,
          audit,
          seals: audit.seals,
          reader,
          gatherer,
          catalog,
          policies,
          noticeBook,
          reviewReader: reviewRoom.reviewReader,
          clock,
        });
        httpRouter.use(
          createRouter({
            httpAuth,
            auditor,
            logger,
            handlers: createHandlers({
              actors,
              authorizer,
              changes,
              reader,
              ...createPlanning({
                schedule,
                changes: reader,
                catalog,
                policies,
                gatherer,
                models,
                access: accessLedger.accessLedger,
                clock,
              }),
              windows: windowService,
              figures,
              gatherer,
              idempotency,
              policies,
              models,
              modelReader,
              ...policyRoom,
              roleBook,
              noticeBook,
              preferences,
              history,
              delegations: new DelegationService({
                store: delegationStore,
                current: standIns,
                trail: recordTrail,
                notices,
                idempotency,
                catalog: catalogReader,
                clock,
              }),
              ...calendar,
              ...execution,
              ...configurationRoom,
              audit,
              ...reviewRoom,
              executors: rollbackExecutors,
              ...evidence,
              ...accessRoom,
              ...incidentRoom,
              clock,
            }),
          }),
        );

        await scheduler.scheduleTask({
          id: 'purge-idempotency-keys',
          frequency: { hours: 1 },
          timeout: { minutes: 5 },
          initialDelay: { minutes: 1 },
          fn: () => idempotency.purge(),
        });
        await audit.schedule(scheduler);
        await watchModels(scheduler);
        await scheduler.scheduleTask({
          id: 'import-configuration',
          frequency: readImportFrequency(config),
          timeout: { minutes: 30 },
          initialDelay: { minutes: 1 },
          fn: signal =>
            configurationRoom.configurationImporter.importAll(signal),
        });
        const stopping = new AbortController();
        lifecycle.addShutdownHook(async () => {
          stopping.abort();
          await Promise.all([notices.stop(), rollbacks.stop()]);
        });
        lifecycle.addStartupHook(async () => {
          await notices.start();
          await rollbacks.start();
          await watches.start();
          await darkChangeWatch.start();
          await accessWatch.start();
          await reviewWatch.start();
          await suspicions.start();
          startSeed(getSeed(), {
            service,
            models: modelRoom,
            windows: windowRoom,
            execution: executionRoom,
            configuration: configurationParts,
            reviews: reviewParts,
            incidents: incidentParts,
            actors,
            catalogReader,
            limits,
            signal: stopping.signal,
            database,
            logger,
            clock,
          });
        });
      },
    });
  },
});
