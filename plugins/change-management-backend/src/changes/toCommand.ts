import {
  ChangeCommand,
  ChangePatch,
  OperationId,
} from 'backstage-plugin-change-management-common';

/** The route by which each command comes in; its body, as parsed, is the command. */
export const commandRoutes = {
  edit: 'editChange',
  submit: 'submitChange',
  assess: 'assessChange',
  decide: 'decideChange',
  schedule: 'scheduleChange',
  'add-test-result': 'addTestResult',
  start: 'startChange',
  log: 'addLogEntry',
  complete: 'completeChange',
  rollback: 'rollbackChange',
  review: 'reviewChange',
  close: 'closeChange',
  cancel: 'cancelChange',
  revise: 'reviseChange',
  comment: 'addComment',
  hold: 'holdChange',
  release: 'releaseChange',
  'override-risk': 'overrideRisk',
  'add-task': 'addTask',
  'update-task': 'updateTask',
  'add-rehearsal': 'addRehearsal',
  'start-rollback': 'startRollback',
  'rollback-step': 'endRollbackStep',
} as const satisfies Record<ChangeCommand['type'], OperationId>;

/** What a command says in the path of its route, and what in its body. */
export function partsOf(command: ChangeCommand): {
  path: Record<string, string>;
  body: object;
} {
  switch (command.type) {
    case 'edit': {
      const { patch, revision } = command;
      return { path: {}, body: { ...patch, revision } };
    }
    case 'update-task': {
      const { type, taskId, ...body } = command;
      return { path: { taskId }, body };
    }
    case 'rollback-step': {
      const { type, index, ...body } = command;
      return { path: { index: `${index}` }, body };
    }
    default: {
      const { type, ...body } = command;
      return { path: {}, body };
    }
  }
}

/** The command that a parsed body, and what the path says besides the change, stand for. */
export function toCommand(
  type: ChangeCommand['type'],
  body: object,
  { taskId, index }: Record<string, string> = {},
): ChangeCommand {
  if (type === 'edit') {
    const { revision, ...patch } = body as ChangePatch;
    return { type, revision, patch };
  }
  return {
    type,
    ...body,
    ...(taskId !== undefined && { taskId }),
    ...(index !== undefined && { index: Number(index) }),
  } as ChangeCommand;
}
