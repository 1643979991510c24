import { PolicySimulation } from '../contract/policySimulation';
import { RiskLevel } from '../contract/words';
import { Policy } from '../policy/schema';
import { Judgement } from './events';
import { judge } from './judge';
import { ModelFacts } from './models/types';
import { noticeGiven, noticeHoursOf } from './notice';
import { observedWaits, ObservedWait } from './observedWaits';
import { findTestGaps, isReviewRequired } from './requirements';
import { findRehearsalGap } from './rollback';
import { contentOf } from './steps/request';
import { Change, EntityFacts, Facts, Requirement } from './types';

/** What is known besides the change itself when it is judged again. */
export interface ReplayFacts {
  /** The version in force. */
  before: Policy;
  /** The version that is simulated. */
  after: Policy;
  /** The version that judged the change. */
  own: Policy;
  /** What the catalog says now; what the change recorded of an entity comes before it. */
  entities: Facts['entities'];
  model?: ModelFacts;
}

/** An approval that somebody would have had to give, with the rule that asks for it. */
export interface AskedApproval extends Requirement {
  ruleId: string;
}

/** A step that was taken and would have been refused. */
export type ReplayedRefusal = Omit<
  PolicySimulation['refused'][number],
  'changes' | 'examples'
>;

interface Fate {
  level?: RiskLevel;
  asked: AskedApproval[];
}

/** How a change of the past fares under two versions of the policy. */
export interface Replayed {
  id: string;
  title: string;
  before: Fate;
  after: Fate;
  added: AskedApproval[];
  removed: AskedApproval[];
  refused: ReplayedRefusal[];
  owed: { what: 'assessment' | 'review'; isAdded: boolean }[];
  observed: ObservedWait[];
  /** Whether its own policy comes to what was recorded. */
  asRecorded: boolean;
}

/** Whether a change has ever been judged in earnest: submitted, or begun as an emergency. */
export function isReplayable(
  change: Pick<Change, 'submittedAt' | 'actualStart'>,
): boolean {
  return Boolean(change.submittedAt ?? change.actualStart);
}

function entitiesAsJudged(
  { affectedEntities, impact }: Change,
  known: Facts['entities'],
): Facts['entities'] {
  return Object.fromEntries(
    affectedEntities.flatMap((ref): [string, EntityFacts][] => {
      const recorded = impact.direct.find(({ entityRef }) => entityRef === ref);
      const now = known[ref];
      const facts = recorded
        ? { ...now, ...recorded, tags: now?.tags ?? [] }
        : now;
      return facts ? [[ref, facts]] : [];
    }),
  );
}

/** Two approvals are the same where the same people are asked for as many decisions, whatever the rule says in words. */
function keyOf({ id, roles, people, needed }: Requirement): string {
  return JSON.stringify([id, [...roles].sort(), [...people].sort(), needed]);
}

function without<T extends Requirement>(some: T[], others: Requirement[]): T[] {
  const keys = new Set(others.map(keyOf));
  return some.filter(requirement => !keys.has(keyOf(requirement)));
}

function withoutStanding<T extends Requirement>(requirements: T[]): T[] {
  return requirements.filter(({ standing }) => !standing);
}

function ruleOf(policy: Policy, { id }: Requirement): string {
  const rule = policy.approvalRules.find(
    one => id === one.id || id.startsWith(`${one.id}:`),
  );
  return rule?.id ?? id;
}

/** What the time, the tests and the rehearsals of a change lack under a policy, of the steps that were taken. */
function gapsOf(
  change: Change,
  policy: Policy,
  level: RiskLevel | undefined,
): ReplayedRefusal[] {
  const waived = change.schedule?.override?.waives ?? [];
  const gaps: ReplayedRefusal[] = [];
  const given = noticeGiven(change);
  const demanded = noticeHoursOf(change, policy);
  if (given !== undefined && given < demanded && !waived.includes('notice')) {
    gaps.push({
      step: 'schedule',
      reason: 'notice',
      message: `Those concerned have to be told ${demanded} h ahead.`,
    });
  }
  const started = change.actualStart;
  if (!started || change.type === 'emergency') {
    return gaps;
  }
  const testResults = change.testResults.filter(({ at }) => at <= started);
  if (
    !waived.includes('test-evidence') &&
    findTestGaps({ ...change, testResults }, { policy }).length
  ) {
    gaps.push({
      step: 'start',
      reason: 'test',
      message: 'It has to be tested otherwise before production.',
    });
  }
  const judged = { ...change, risk: { ...change.risk, level } };
  if (
    !waived.includes('rehearsal') &&
    findRehearsalGap(judged, { policy, now: started })
  ) {
    gaps.push({
      step: 'start',
      reason: 'rehearsal',
      message: 'The rollback plan has to be rehearsed.',
    });
  }
  return gaps;
}

function owedUnder(change: Change, policy: Policy) {
  return {
    assessment: policy.assessment.types.includes(change.type),
    review: Boolean(change.actualStart) && isReviewRequired(change, { policy }),
  };
}

function refusalKey({ step, reason, path }: ReplayedRefusal): string {
  return `${step} ${reason} ${path ?? ''}`;
}

/**
 * Judges a change of the past again, under two versions of the policy and by the same facts, so that only what the versions
 * make of it differs. Pure; what was known of the organisation's record when it was judged is taken from its own risk.
 */
export function replay(
  change: Change,
  { before, after, own, entities, model }: ReplayFacts,
): Replayed {
  const content = contentOf(change);
  const facts = {
    entities: entitiesAsJudged(change, entities),
    impact: change.impact,
    now: change.submittedAt ?? change.createdAt,
    recorded: change.risk,
    model,
  };
  const judgements = new Map<Policy, Judgement>();
  const judgeBy = (policy: Policy) => {
    const known = judgements.get(policy);
    const judgement =
      known ?? judge(content, { ...facts, policy }, change.risk.override);
    judgements.set(policy, judgement);
    return judgement;
  };
  const fateUnder = (policy: Policy): Fate => ({
    level: judgeBy(policy).risk.level,
    asked: withoutStanding(judgeBy(policy).requirements).map(requirement => ({
      ...requirement,
      ruleId: ruleOf(policy, requirement),
    })),
  });
  const then = fateUnder(before);
  const next = fateUnder(after);
  const asIs = judgeBy(own);

  const lackedBefore = judgeBy(before).missing.map(({ path }) => path);
  const missing = judgeBy(after)
    .missing.filter(({ path }) => !lackedBefore.includes(path))
    .map(
      ({ path, message }): ReplayedRefusal => ({
        step: 'submit',
        path,
        reason: 'missing-field',
        message,
      }),
    );
  const gapsBefore = gapsOf(change, before, then.level).map(refusalKey);
  const gaps = gapsOf(change, after, next.level).filter(
    gap => !gapsBefore.includes(refusalKey(gap)),
  );
  const owes = [owedUnder(change, before), owedUnder(change, after)];
  return {
    id: change.id,
    title: change.title,
    before: then,
    after: next,
    added: without(next.asked, then.asked),
    removed: without(then.asked, next.asked),
    refused: [...missing, ...gaps],
    owed: (['assessment', 'review'] as const)
      .filter(what => owes[0][what] !== owes[1][what])
      .map(what => ({ what, isAdded: owes[1][what] })),
    observed: observedWaits(change),
    asRecorded:
      asIs.risk.level === change.risk.level &&
      without(asIs.requirements, change.requirements).length === 0 &&
      without(change.requirements, asIs.requirements).length === 0,
  };
}
