import { RollbackExecution } from 'backstage-plugin-change-management-node';

/** What other programs are told of a step that they are to carry out. */
export function toldOf(execution: RollbackExecution) {
  const { change, step, input, idempotencyKey } = execution;
  return {
    changeId: change.id,
    affectedEntities: change.affectedEntities,
    reason: change.rollbackRun?.reason,
    step: step.text,
    input,
    idempotencyKey,
  };
}
