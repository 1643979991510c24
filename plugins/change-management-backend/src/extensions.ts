import { BackendPluginRegistrationPoints } from '@backstage/backend-plugin-api';
import {
  changeDeploymentsExtensionPoint,
  changeExecutionExtensionPoint,
  changeNoticesExtensionPoint,
  changeSeedExtensionPoint,
  ClientContactResolver,
  DeploymentSource,
  NoticeChannel,
  RollbackExecutor,
  Seed,
} from 'backstage-plugin-change-management-node';
import { plainEvents } from './execution/webhooks';

/** What modules add to the plugin; complete once the plugin is initialized. */
export function registerExtensions(env: BackendPluginRegistrationPoints) {
  let seed: Seed | undefined;
  env.registerExtensionPoint(changeSeedExtensionPoint, {
    setSeed(given) {
      if (seed) {
        throw new Error('The seed of change-management has been set already');
      }
      seed = given;
    },
  });

  const channels: NoticeChannel[] = [];
  const resolvers: ClientContactResolver[] = [];
  env.registerExtensionPoint(changeNoticesExtensionPoint, {
    addChannel(channel) {
      if (channels.some(({ name }) => name === channel.name)) {
        throw new Error(`There is a channel ${channel.name} already`);
      }
      channels.push(channel);
    },
    addClientContactResolver(resolver) {
      resolvers.push(resolver);
    },
  });

  const deploymentSources: DeploymentSource[] = [plainEvents];
  env.registerExtensionPoint(changeDeploymentsExtensionPoint, {
    addDeploymentSource(source) {
      if (deploymentSources.some(({ name }) => name === source.name)) {
        throw new Error(`There is a deployment source ${source.name} already`);
      }
      deploymentSources.push(source);
    },
  });

  const executors: RollbackExecutor[] = [];
  env.registerExtensionPoint(changeExecutionExtensionPoint, {
    addRollbackExecutor(executor) {
      if (executors.some(({ name }) => name === executor.name)) {
        throw new Error(`There is an executor ${executor.name} already`);
      }
      executors.push(executor);
    },
  });

  return {
    channels,
    resolvers,
    deploymentSources,
    executors,
    getSeed: () => seed,
  };
}

/** See {@link registerExtensions}. */
export type Extensions = ReturnType<typeof registerExtensions>;
