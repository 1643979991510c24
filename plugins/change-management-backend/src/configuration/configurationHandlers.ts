import { ChangeView } from 'backstage-plugin-change-management-common';
import { Caller, ChangeService } from '../changes/ChangeService';
import { ChangeReader } from '../changes/ChangeReader';
import { Outcome } from '../changes/ChangeWriter';
import { Sees } from '../changes/seen';
import { Call, Handlers } from '../platform/createRouter';
import { ConfigurationImporter } from './ConfigurationImporter';
import { ConfigurationReader, toVersionNumber } from './ConfigurationReader';
import { ConfigurationService } from './ConfigurationService';

type ConfigurationOperation =
  | 'createConfigurationItem'
  | 'listConfigurationItems'
  | 'getConfigurationItem'
  | 'editConfigurationItem'
  | 'importConfiguration'
  | 'listConfigurationVersions'
  | 'addConfigurationVersion'
  | 'getConfigurationVersion'
  | 'diffConfiguration'
  | 'blameConfiguration'
  | 'restoreConfiguration'
  | 'diffProposal'
  | 'withdrawProposal';

/** The routes of versioned configuration. */
export function createConfigurationHandlers(options: {
  callerOf(call: Pick<Call, 'credentials'>): Promise<Caller>;
  viewerOf(call: Pick<Call, 'credentials'>): Promise<Caller>;
  view(outcome: Outcome, caller: Caller, seesItem: Sees): ChangeView;
  reader: ChangeReader;
  changes: ChangeService;
  configuration: ConfigurationService;
  configurationReader: ConfigurationReader;
  configurationImporter: ConfigurationImporter;
}): Pick<Handlers, ConfigurationOperation> {
  const { callerOf, viewerOf, changes, configuration } = options;
  const reader = options.configurationReader;

  return {
    async createConfigurationItem(call) {
      const caller = await callerOf(call);
      return configuration.create(caller, call.body, call.repeatable);
    },
    async listConfigurationItems(call) {
      return reader.list(await viewerOf(call), call.query);
    },
    async getConfigurationItem(call) {
      return reader.get(await viewerOf(call), call.path.id);
    },
    async editConfigurationItem(call) {
      return configuration.edit(await callerOf(call), call.path.id, call.body);
    },
    async importConfiguration(call) {
      return options.configurationImporter.importFor(
        await callerOf(call),
        call.path.id,
      );
    },
    async listConfigurationVersions(call) {
      const viewer = await viewerOf(call);
      return reader.listVersions(viewer, call.path.id, call.query);
    },
    async addConfigurationVersion(call) {
      return configuration.addVersion(
        await callerOf(call),
        call.path.id,
        call.body,
        call.repeatable,
      );
    },
    async getConfigurationVersion(call) {
      const { id, n } = call.path;
      return reader.getVersion(await viewerOf(call), id, toVersionNumber(n));
    },
    async diffConfiguration(call) {
      const { id, n } = call.path;
      const viewer = await viewerOf(call);
      return reader.diff(viewer, id, toVersionNumber(n), call.query);
    },
    async blameConfiguration(call) {
      const { id, n } = call.path;
      return reader.blame(await viewerOf(call), id, toVersionNumber(n));
    },
    async restoreConfiguration(call) {
      return configuration.restore(
        await callerOf(call),
        call.path.id,
        call.body,
        call.repeatable,
      );
    },
    async diffProposal(call) {
      const { id, itemId } = call.path;
      const viewer = await viewerOf(call);
      return reader.diffProposal(viewer, id, itemId, call.query.context);
    },
    async withdrawProposal(call) {
      const { id, itemId } = call.path;
      const caller = await callerOf(call);
      const [{ item }, sees] = await Promise.all([
        reader.find(caller, itemId),
        options.reader.configurationSeenIn(caller, id),
      ]);
      return changes.execute(
        caller,
        id,
        { type: 'withdraw-configuration', itemId: item.id },
        outcome => options.view(outcome, caller, sees),
      );
    },
  };
}
