import { waitingStates } from '../../contract/words';
import { meets } from '../../policy/conditions';
import { toSubject } from '../../policy/subject';
import { findDrift } from '../drift';
import { judge } from '../judge';
import { obligationsDue } from '../obligations';
import { forbidden, Refusal } from '../refusal';
import { Actor, Facts } from '../types';
import { followSchedule } from '../timing';
import { inState, Step } from './step';
import { contentOf } from './request';

/** Who acts where no person does: schedules and watches of the plugin itself. */
export const systemActor: Actor = {
  userRef: 'plugin:default/change-management',
  ownership: [],
  roles: [],
};

export function bySystem({ actor }: Facts): Refusal | undefined {
  return actor.userRef === systemActor.userRef
    ? undefined
    : forbidden('Only change management itself may do this.');
}

export const checkDrift: Step<'check-drift'> = {
  check: (change, facts) =>
    bySystem(facts) ?? inState(change, waitingStates, 'watching the catalog'),
  run(change, _command, facts) {
    const differences = findDrift(change.impact, facts.impact);
    if (differences.length === 0) {
      return [];
    }
    const content = contentOf(change);
    const judgement = judge(content, facts, change.risk.override);
    const { level } = judgement.risk;
    const { blocks } = facts.policy.drift;
    return [
      {
        type: 'drifted',
        drift: {
          differences,
          blocks:
            blocks !== undefined &&
            meets(blocks, { ...toSubject(content, facts), risk: { level } }),
        },
        judgement,
      },
    ];
  },
};

export const checkConflicts: Step<'check-conflicts'> = {
  check: (_change, facts) => bySystem(facts),
  run: (change, _command, facts) => followSchedule(change, facts),
};

export const remind: Step<'remind'> = {
  check: (_change, facts) => bySystem(facts),
  run(change, _command, facts) {
    const obligations = obligationsDue(change, facts);
    return obligations.length ? [{ type: 'reminded', obligations }] : [];
  },
};
