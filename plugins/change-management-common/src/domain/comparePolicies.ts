import { ChangeView } from '../contract/change';
import { finalStates } from '../contract/words';
import { Policy } from '../policy/schema';
import { judge } from './judge';
import { nameApprovers } from './steps/step';
import { contentOf } from './steps/request';
import { Change, Facts } from './types';

/**
 * How the policy in force now would judge an open change that was judged by an older one; undefined where it would judge
 * the same.
 */
export function comparePolicies(
  change: Change,
  { policy, newerPolicy, entities, now }: Facts,
): ChangeView['newerPolicy'] {
  if (!newerPolicy || finalStates.includes(change.state)) {
    return undefined;
  }
  const judgeBy = (rules: Policy) =>
    judge(
      contentOf(change),
      { policy: rules, entities, impact: change.impact, now },
      change.risk.override,
    );
  // Both by what is known now, so that only what the policies make of it differs.
  const { risk } = judgeBy(policy);
  const next = judgeBy(newerPolicy);
  const differences: string[] = [];
  if (next.risk.level !== risk.level) {
    differences.push(
      `Its risk would be ${next.risk.level ?? 'unknown'}, not ${
        risk.level ?? 'unknown'
      }.`,
    );
  }
  for (const asked of next.requirements) {
    if (!change.requirements.some(({ id }) => id === asked.id)) {
      differences.push(
        `${nameApprovers(asked)} would have to decide: ${asked.rule}`,
      );
    }
  }
  for (const { id, rule } of change.requirements) {
    if (!next.requirements.some(asked => asked.id === id)) {
      differences.push(`It would not need: ${rule}`);
    }
  }
  for (const { path, message } of next.missing) {
    if (!change.missing.some(missing => missing.path === path)) {
      differences.push(`It would lack ${path}: ${message}`);
    }
  }
  return differences.length
    ? { version: newerPolicy.version, differences }
    : undefined;
}
