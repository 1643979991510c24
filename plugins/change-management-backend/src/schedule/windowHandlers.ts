import { ActorDirectory } from '../people/ActorDirectory';
import { Handlers } from '../platform/createRouter';
import { WindowService } from './WindowService';

type WindowOperation =
  | 'createWindow'
  | 'listWindows'
  | 'getWindow'
  | 'editWindow'
  | 'retireWindow';

/** The routes of maintenance windows and freezes. */
export function createWindowHandlers(options: {
  actors: ActorDirectory;
  windows: WindowService;
}): Pick<Handlers, WindowOperation> {
  const { actors, windows } = options;
  return {
    async createWindow(call) {
      const actor = await actors.getActor(call.credentials);
      return windows.create(actor, call.body, call.repeatable);
    },
    async listWindows(call) {
      const actor = await actors.getActor(call.credentials, { orStale: true });
      return windows.list(actor, call.query);
    },
    async getWindow(call) {
      const actor = await actors.getActor(call.credentials, { orStale: true });
      return windows.get(actor, call.path.id);
    },
    async editWindow(call) {
      const actor = await actors.getActor(call.credentials);
      return windows.edit(actor, call.path.id, call.body);
    },
    async retireWindow(call) {
      const actor = await actors.getActor(call.credentials);
      return windows.retire(actor, call.path.id);
    },
  };
}
