import { MissingField } from '../contract/judgement';
import { RollbackRun } from '../contract/work';
import { RollbackPlan, RollbackStep } from '../contract/form';
import { Actor, Change, ChangeContent, Facts } from './types';

const day = 24 * 60 * 60 * 1000;

/** The steps of a plan; one that is nothing but text stands for a step with that text. */
export function rollbackStepsOf(
  plan: Pick<RollbackPlan, 'steps'> | undefined,
): RollbackStep[] {
  return (plan?.steps ?? []).map(step =>
    typeof step === 'string' ? { text: step } : step,
  );
}

/**
 * How long it is expected to take, in minutes: its steps together, where each says so; else as the plan says, but no less than
 * the steps that do; undefined where nobody said.
 */
export function expectedRollbackMinutes(
  plan: Omit<RollbackPlan, 'tested'> | undefined,
): number | undefined {
  const steps = rollbackStepsOf(plan);
  const said = steps.flatMap(({ expectedMinutes }) => expectedMinutes ?? []);
  if (said.length === 0) {
    return plan?.estimatedMinutes;
  }
  const together = said.reduce((sum, minutes) => sum + minutes);
  return said.length === steps.length
    ? together
    : Math.max(together, plan?.estimatedMinutes ?? 0);
}

/** Steps that could not be carried out as the plan says; nothing where it is not known what there is. */
export function findExecutorGaps(
  { rollbackPlan }: Pick<ChangeContent, 'rollbackPlan'>,
  { executors }: Pick<Facts, 'executors'>,
): MissingField[] {
  return rollbackStepsOf(rollbackPlan).flatMap(({ executor }, index) => {
    if (!executor || !executors) {
      return [];
    }
    const path = `rollbackPlan.steps.${index}.executor`;
    const known = executors.find(({ name }) => name === executor.name);
    if (!known) {
      return [
        {
          path: `${path}.name`,
          message: `there is no executor ${executor.name}`,
        },
      ];
    }
    return known.input
      .filter(({ name, required }) => required && !executor.input?.[name])
      .map(({ name, label }) => ({
        path: `${path}.input.${name}`,
        message: `${known.label} has to be told: ${label}`,
      }));
  });
}

/** Whether the implementation got past where going back is safe: its log says so, or it was completed. */
export function hasPassedPointOfNoReturn({
  pointOfNoReturn,
  completion,
  rollbackPlan,
}: Pick<Change, 'pointOfNoReturn' | 'completion' | 'rollbackPlan'>): boolean {
  return (
    pointOfNoReturn !== undefined ||
    (completion !== undefined &&
      rollbackStepsOf(rollbackPlan).some(step => step.pointOfNoReturn))
  );
}

/** The step that is being carried out, or was and failed; -1 once all are done or skipped. */
export function currentStep({ steps }: RollbackRun): number {
  return steps.findIndex(
    ({ status }) => status !== 'done' && status !== 'skipped',
  );
}

/** Whether the step that is being carried out is given to somebody, or to a group of theirs. */
export function isOwnerOfCurrentStep(
  { rollbackRun }: Pick<Change, 'rollbackRun'>,
  { ownership }: Pick<Actor, 'ownership'>,
): boolean {
  const owner = rollbackRun?.steps[currentStep(rollbackRun)]?.owner;
  return owner !== undefined && ownership.includes(owner);
}

/** Whether steps of a rollback that was started are left. */
export function isRollbackOpen({
  rollbackRun,
  rollback,
}: Pick<Change, 'rollbackRun' | 'rollback'>): boolean {
  return rollbackRun !== undefined && rollback === undefined;
}

type Rehearsed = Pick<
  Change,
  | 'type'
  | 'risk'
  | 'rehearsals'
  | 'rollbackPlan'
  | 'submittedAt'
  | 'createdAt'
  | 'requestedBy'
>;

/**
 * The last try of the rollback plan that is known; that the form calls the plan tested counts as one that passed before it
 * was submitted.
 */
export function lastRehearsal(change: Rehearsed) {
  const { rollbackPlan, submittedAt, createdAt, requestedBy } = change;
  const told = rollbackPlan?.tested
    ? [
        {
          at: submittedAt ?? createdAt,
          outcome: 'passed' as const,
          by: requestedBy,
        },
      ]
    : [];
  return [...told, ...change.rehearsals]
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .pop();
}

/**
 * What is lacking of the rehearsal that the policy asks for, in a sentence; undefined where nothing is. An emergency is
 * not held up by one.
 */
export function findRehearsalGap(
  change: Rehearsed,
  { policy, now }: Pick<Facts, 'policy' | 'now'>,
): string | undefined {
  const rule = policy.rollbackRehearsal;
  const { level } = change.risk;
  if (
    !rule ||
    !level ||
    change.type === 'emergency' ||
    !rule.riskLevels.includes(level)
  ) {
    return undefined;
  }
  const last = lastRehearsal(change);
  if (!last) {
    return `The policy asks for a rehearsal of the rollback plan of a change of ${level} risk, and there has been none.`;
  }
  if (last.outcome === 'failed') {
    return 'The last rehearsal of the rollback plan failed.';
  }
  const days = Math.floor((Date.parse(now) - Date.parse(last.at)) / day);
  return days >= rule.maxAgeDays
    ? `The last rehearsal of the rollback plan was ${days} days ago; the policy asks for one within ${rule.maxAgeDays} days.`
    : undefined;
}
