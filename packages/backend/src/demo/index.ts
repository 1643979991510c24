import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { changeSeedExtensionPoint } from 'backstage-plugin-change-management-node';
import { catalogSettled } from './catalogSettled';
import { seedChanges, touched } from './seedChanges';

/** Fills an empty demo portal with half a year of MarocAgency's changes. */
export default createBackendModule({
  pluginId: 'change-management',
  moduleId: 'demo-changes',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        logger: coreServices.logger,
        seed: changeSeedExtensionPoint,
      },
      async init({ auth, catalog, logger, seed }) {
        seed.setSeed(async door => {
          await catalogSettled({ catalog, auth }, touched);
          const count = await seedChanges(door, Date.now());
          logger.info(`The demo organisation starts with ${count} changes`);
        });
      },
    });
  },
});
