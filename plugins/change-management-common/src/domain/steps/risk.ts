import { riskLevels, waitingStates } from '../../contract/words';
import { judge } from '../judge';
import { conflict, invalid } from '../refusal';
import { contentOf } from './request';
import { byRole, bySomeoneElse, inState, Step } from './step';

/** Only the change manager may set another level than the assessed one, and never below the policy's floor. */
export const overrideRisk: Step<'override-risk'> = {
  states: waitingStates,
  check: (change, { actor }) =>
    byRole(actor, ['changeManager'], `set the risk of ${change.id}`) ??
    bySomeoneElse(change, actor, 'set its risk') ??
    inState(change, waitingStates, 'setting the risk') ??
    (change.risk.level
      ? undefined
      : conflict(`The risk of ${change.id} has not been assessed yet.`)),
  run(change, { level, reason }, facts) {
    const { floor } = change.risk;
    if (floor && riskLevels.indexOf(level) < riskLevels.indexOf(floor)) {
      return invalid([
        {
          path: 'level',
          message: `must be at least ${floor}, the floor that the policy sets for this change`,
        },
      ]);
    }
    const by = { by: facts.actor.userRef, at: facts.now };
    const judgement = judge(contentOf(change), facts, { ...by, level, reason });
    return [{ type: 'risk-overridden', level, reason, judgement }];
  },
};
