import {
  ChangeView,
  ModelForm,
} from 'backstage-plugin-change-management-common';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { ActorDirectory } from '../people/ActorDirectory';
import { requireCreate } from '../permissions/Grants';
import { Call, Handlers } from '../platform/createRouter';
import { ModelReader } from './ModelReader';
import { ModelService } from './ModelService';

/** What a change says that others like it could say, too. */
function modelFormOf(change: ChangeView): ModelForm {
  const { answers } = change.risk;
  return {
    category: change.category,
    description: change.description,
    justification: change.justification,
    implementationPlan: change.implementationPlan,
    testPlan: change.testPlan,
    rollbackPlan: change.rollbackPlan,
    risk: { answers },
    expectedDowntimeMinutes: change.expectedDowntimeMinutes,
    implementer: change.implementer,
    affectedEntities: change.affectedEntities,
  };
}

type ModelOperation =
  | 'proposeModel'
  | 'listModels'
  | 'getModel'
  | 'editModel'
  | 'approveModel'
  | 'retireModel';

/** The routes of change models. Whoever may request changes may propose models; all may read them. */
export function createModelHandlers(options: {
  actors: ActorDirectory;
  callerOf(call: Pick<Call, 'credentials'>): Promise<Caller>;
  reader: ChangeReader;
  models: ModelService;
  modelReader: ModelReader;
}): Pick<Handlers, ModelOperation> {
  const { actors, callerOf, reader, models, modelReader } = options;
  const viewerOf = ({ credentials }: Pick<Call, 'credentials'>) =>
    actors.getActor(credentials, { orStale: true });

  return {
    async proposeModel(call) {
      const caller = await callerOf(call);
      requireCreate(caller.grants);
      const { fromChangeId, form } = call.body;
      const copied =
        fromChangeId && modelFormOf(await reader.get(caller, fromChangeId));
      return models.propose(
        caller.actor,
        { ...call.body, form: { ...copied, ...form } },
        call.repeatable,
      );
    },
    async listModels(call) {
      return modelReader.list(await viewerOf(call), call.query);
    },
    async getModel(call) {
      return modelReader.get(await viewerOf(call), call.path.id);
    },
    async editModel(call) {
      const { actor, grants } = await callerOf(call);
      requireCreate(grants);
      return models.edit(actor, call.path.id, call.body);
    },
    async approveModel(call) {
      const actor = await actors.getActor(call.credentials);
      const { version } = call.body;
      return models.approve(actor, call.path.id, version, call.repeatable);
    },
    async retireModel(call) {
      const actor = await actors.getActor(call.credentials);
      const { reason } = call.body;
      return models.retire(actor, call.path.id, reason, call.repeatable);
    },
  };
}
