import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { createAudit } from './audit/createAudit';
import { createExportRouter } from './audit/createExportRouter';
import { createAccess, createAccessLedger } from './access/createAccess';
import { DatabaseAuditTrail } from './audit/DatabaseAuditTrail';
import { RecordTrail } from './audit/RecordTrail';
import { createCalendar } from './calendar/createCalendar';
import { CatalogReader } from './catalog/CatalogReader';
import { ChangeListener } from './changes/ChangeListener';
import { ChangeReader } from './changes/ChangeReader';
import { ChangeSignals } from './changes/ChangeSignals';
import {
  bySystem,
  ChangeService,
  ChangeServiceOptions,
} from './changes/ChangeService';
import { toChangeNumber } from './platform/changeId';
import { DatabaseChangeFinder } from './changes/DatabaseChangeFinder';
import { DatabaseChangeStore } from './changes/DatabaseChangeStore';
import { FactGatherer } from './changes/FactGatherer';
import { FigureReader } from './changes/FigureReader';
import { OpenChanges } from './changes/OpenChanges';
import {
  createConfiguration,
  createConfigurationLedger,
} from './configuration/createConfiguration';
import { readImportFrequency } from './configuration/importFrequency';
import { createHandlers } from './createHandlers';
import { registerExtensions } from './extensions';
import { createExecution } from './execution/createExecution';
import {
  createWebhookRouter,
  WEBHOOKS_PATH,
} from './execution/createWebhookRouter';
import { readWebhooks } from './execution/webhooks';
import { CurrentDelegations } from './delegations/CurrentDelegations';
import { DelegationService } from './delegations/DelegationService';
import { DelegationStore } from './delegations/DelegationStore';
import { CachedEntityCatalog } from './impact/CachedEntityCatalog';
import { readImpactLimits } from './impact/limits';
import { ModelReader } from './models/ModelReader';
import { ModelService } from './models/ModelService';
import { ModelStore } from './models/ModelStore';
import { createNotices } from './notices/createNotices';
import { noticesFor } from './notices/noticesFor';
import { createPeople } from './people/createPeople';
import { ChangeAuthorizer } from './permissions/ChangeAuthorizer';
import { registerPermissions } from './permissions/registerPermissions';
import { createRouter } from './platform/createRouter';
import { connect } from './platform/database';
import { Idempotency } from './platform/Idempotency';
import { createPolicies } from './policy/createPolicies';
import { DatabaseClosedChanges } from './risk/DatabaseClosedChanges';
import { DatabaseRiskRecord } from './risk/DatabaseRiskRecord';
import { FailureHistory } from './risk/FailureHistory';
import { createPlanning } from './planning/createPlanning';
import { createRollback } from './rollback/createRollback';
import { createSchedule } from './schedule/createSchedule';
import { createWatches } from './watch/createWatches';
import { createSeedDoor } from './seed/createSeedDoor';
import { runSeed } from './seed/runSeed';

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
        const { register, pipelines, actors, people } = createPeople({
          webhooks: webhooks.map(({ name, entities }) => ({
            subject: `webhook:${name}`,
            entities,
          })),
          config,
          userInfo,
          reader: catalogReader,
          standIns,
        });
        const recordTrail = new RecordTrail(database);
        const idempotency = new Idempotency(database, clock);
        const { policies, policyBook, policyAmendments } = await createPolicies(
          {
            config,
            database,
            trail: recordTrail,
            idempotency,
            logger,
            clock,
          },
        );
        const modelRoom = {
          store: new ModelStore(database),
          trail: recordTrail,
          catalog,
          policies,
          idempotency,
        };
        const models = new ModelService({ ...modelRoom, clock });
        const history = new FailureHistory({
          closed: new DatabaseClosedChanges(database),
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
        const gatherer = new FactGatherer({
          catalog,
          policies,
          record: new DatabaseRiskRecord({ database, history, clock }),
          models,
          people,
        });
        const store = new DatabaseChangeStore(database);
        const trail = new DatabaseAuditTrail(database);
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
        const listeners: ChangeListener[] = [
          models.onChange,
          schedule.onChange,
          ledger.onChange,
          accessLedger.accessLedger.onChange,
          new ChangeSignals(signals, logger).onChange,
        ];
        const service: ChangeServiceOptions = {
          store,
          trail,
          idempotency,
          gatherer,
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
          listeners,
          clock,
        };
        const changes = new ChangeService(service);
        const rollbacks = createRollback({
          config,
          database,
          executors,
          getChange: async id => store.get(toChangeNumber(id)!),
          end: (id, command) =>
            changes.execute(bySystem, id, command, () => undefined),
          scheduler,
          logger,
          clock,
        });
        listeners.push(rollbacks.onChange);
        const watches = createWatches({
          config,
          schedule,
          changes,
          open: new OpenChanges(database),
          gatherer,
          scheduler,
          logger,
          clock,
        });
        const finder = new DatabaseChangeFinder(database);
        const reader = new ChangeReader({
          store,
          finder,
          trail,
          catalog,
          gatherer,
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
        const audit = createAudit({ config, database, logger, clock });
        httpRouter.use(
          createExportRouter({
            httpAuth,
            auditor,
            logger,
            actors,
            exporter: audit.exporter,
          }),
        );
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
                clock,
              }),
              windows: windowService,
              figures: new FigureReader(database),
              gatherer,
              idempotency,
              policies,
              models,
              modelReader: new ModelReader(modelRoom),
              policyBook,
              noticeBook,
              preferences,
              history,
              policyAmendments,
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
              ...accessRoom,
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
        await scheduler.scheduleTask({
          id: 'watch-change-models',
          frequency: { minutes: 15 },
          timeout: { minutes: 5 },
          initialDelay: { minutes: 2 },
          fn: signal => models.refreshAll(signal),
        });
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
          const seed = getSeed();
          if (seed) {
            const { signal } = stopping;
            const door = createSeedDoor({
              service,
              models: modelRoom,
              windows: windowRoom,
              deploymentsAt: (at, asOf) =>
                createExecution({ ...executionRoom, clock: at, changes: asOf })
                  .deployments,
              configurationAt: (at, asOf) =>
                createConfiguration({
                  ...configurationParts,
                  clock: at,
                  changes: asOf,
                }).configuration,
              actors,
              // A catalog that remembers nothing yet.
              impactNow: refs =>
                new CachedEntityCatalog({
                  reader: catalogReader,
                  limits,
                }).getImpact(refs),
              signal,
            });
            // Not awaited: the portal is ready before its demo data is.
            void runSeed({ seed, door, database, logger, clock });
          }
        });
      },
    });
  },
});
