import {
  AnyCommand,
  Change,
  ChangeModelRef,
  ModelFacts,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';

/** What changes ask of the models that they are made from. */
export interface ModelSource {
  /** The models, in the order asked, as this transaction sees them; nothing where there is none with an id. */
  factsOf(
    changeModels: ChangeModelRef[],
    knex?: Knex,
  ): Promise<(ModelFacts | undefined)[]>;
  /** Has the model take note of what the catalog says now; in a transaction of its own. */
  refresh(id: string): Promise<void>;
}

/** The model that a command relies on anew. */
export function usesModel(
  { changeModel }: Change,
  command: AnyCommand,
): ChangeModelRef | undefined {
  switch (command.type) {
    case 'edit':
      return command.patch.changeModel === undefined
        ? changeModel
        : command.patch.changeModel ?? undefined;
    case 'submit':
    case 'start':
    case 'propose-configuration':
    case 'withdraw-configuration':
    case 'propose-access':
      return changeModel;
    default:
      return undefined;
  }
}
