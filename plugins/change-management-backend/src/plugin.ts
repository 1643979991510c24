import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { readImportFrequency } from './configuration/importFrequency';
import { createChangeRooms } from './createChangeRooms';
import { createFoundations } from './createFoundations';
import { createHandlers } from './createHandlers';
import { createSurroundings } from './createSurroundings';
import { registerExtensions } from './extensions';
import { createRouter } from './platform/createRouter';
import { startSeed } from './seed/startSeed';
import { services } from './services';

/** The backend of change management, floor by floor. */
export const changeManagementPlugin = createBackendPlugin({
  pluginId: 'change-management',
  register(env) {
    const extensions = registerExtensions(env);

    env.registerInit({
      deps: services,
      async init(given) {
        const foundations = await createFoundations(given, extensions);
        const rooms = createChangeRooms(foundations, extensions);
        const { answering, watches, ...seeded } = await createSurroundings(
          foundations,
          rooms,
          extensions,
        );
        given.httpRouter.use(
          createRouter({
            ...given,
            handlers: createHandlers({
              ...foundations,
              ...rooms,
              ...answering,
              ...rooms.planning,
              windows: foundations.windowService,
            }),
          }),
        );

        const { scheduler, lifecycle, config } = given;
        const { idempotency, notices } = foundations;
        await scheduler.scheduleTask({
          id: 'purge-idempotency-keys',
          frequency: { hours: 1 },
          timeout: { minutes: 5 },
          initialDelay: { minutes: 1 },
          fn: () => idempotency.purge(),
        });
        await answering.audit.schedule(scheduler);
        await answering.schedulePurge(scheduler);
        await answering.clauseReadings.schedule(scheduler);
        await foundations.watchModels(scheduler);
        await scheduler.scheduleTask({
          id: 'import-configuration',
          frequency: readImportFrequency(config),
          timeout: { minutes: 30 },
          initialDelay: { minutes: 1 },
          fn: signal => answering.configurationImporter.importAll(signal),
        });

        await scheduler.scheduleTask({
          id: 'refresh-configured-entities',
          frequency: { minutes: 5 },
          timeout: { minutes: 5 },
          initialDelay: { minutes: 1 },
          fn: signal => answering.refreshConfigured(signal),
        });

        const stopping = new AbortController();
        lifecycle.addShutdownHook(async () => {
          stopping.abort();
          await Promise.all([notices.stop(), rooms.rollbacks.stop()]);
        });
        lifecycle.addStartupHook(async () => {
          for (const started of [
            notices,
            rooms.rollbacks,
            rooms.watches,
            ...watches,
          ]) {
            await started.start();
          }
          startSeed(extensions.getSeed(), {
            ...foundations,
            ...seeded,
            service: rooms.service,
            models: foundations.modelRoom,
            windows: foundations.windowRoom,
            signal: stopping.signal,
          });
        });
      },
    });
  },
});
