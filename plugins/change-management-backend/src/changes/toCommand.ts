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
} as const satisfies Record<ChangeCommand['type'], OperationId>;

/** The command that a parsed body stands for. */
export function toCommand(
  type: ChangeCommand['type'],
  body: object,
): ChangeCommand {
  if (type === 'edit') {
    const { revision, ...patch } = body as ChangePatch;
    return { type, revision, patch };
  }
  return { type, ...body } as ChangeCommand;
}
