import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  changeExecutionExtensionPoint,
  changeSeedExtensionPoint,
} from 'backstage-plugin-change-management-node';
import { runbookExecutor } from './rollingBack';
import { seedChanges } from './seedChanges';

/** Fills an empty demo portal with half a year of MarocAgency's changes. */
export default createBackendModule({
  pluginId: 'change-management',
  moduleId: 'demo-changes',
  register(env) {
    env.registerInit({
      deps: {
        logger: coreServices.logger,
        execution: changeExecutionExtensionPoint,
        seed: changeSeedExtensionPoint,
      },
      async init({ logger, execution, seed }) {
        execution.addRollbackExecutor(runbookExecutor);
        seed.setSeed(async door => {
          const count = await seedChanges(door, Date.now());
          logger.info(`The demo organisation starts with ${count} changes`);
        });
      },
    });
  },
});
