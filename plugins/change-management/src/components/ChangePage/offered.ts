import {
  ChangeAction,
  ChangeView,
} from 'backstage-plugin-change-management-common';

type Offered = Pick<ChangeView, 'allowedActions' | 'rollbackPlan'>;

/**
 * What of the allowed actions is offered: of the two ways to roll back, that by steps where the plan has any, else that in
 * one act.
 */
export function offeredActions({
  allowedActions,
  rollbackPlan,
}: Offered): ChangeAction[] {
  const byStep =
    allowedActions.includes('start-rollback') &&
    (!allowedActions.includes('rollback') ||
      Boolean(rollbackPlan?.steps.length));
  return allowedActions.filter(
    action => action !== (byStep ? 'rollback' : 'start-rollback'),
  );
}

/** The action that a link asks for; `rollback` is either way of it. */
export function askedAction(
  asked: string | null,
  change: Offered,
): ChangeAction | undefined {
  const ways = ['rollback', 'start-rollback'];
  return offeredActions(change).find(action =>
    ways.includes(asked ?? '') ? ways.includes(action) : action === asked,
  );
}
