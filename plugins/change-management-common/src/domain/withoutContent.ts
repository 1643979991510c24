import { Change } from './types';

const gone = 'Purged';

/**
 * What stays of a change when its content is purged: what it was, when and how it went, who decided; no text that anybody
 * wrote, no answer, no link.
 */
export function withoutContent(change: Change): Change {
  const { emergency, completion, rollback, review, closure } = change;
  return {
    ...change,
    title: gone,
    description: undefined,
    justification: undefined,
    implementationPlan: undefined,
    testPlan: undefined,
    rollbackPlan: undefined,
    links: [],
    missing: [],
    riskAnswers: {},
    risk: { ...change.risk, answers: {}, factors: [], override: undefined },
    emergency: emergency && { ...emergency, explanation: gone },
    decisions: change.decisions.map(d => ({ ...d, comment: '' })),
    assessments: [],
    testResults: [],
    rehearsals: [],
    tasks: [],
    configuration: change.configuration?.map(proposal => ({
      ...proposal,
      note: undefined,
    })),
    conflicts: [],
    exemptions: [],
    reminders: {},
    returned: undefined,
    drift: undefined,
    hold: undefined,
    rollbackRun: undefined,
    access: undefined,
    schedule: change.schedule && {
      by: change.schedule.by,
      at: change.schedule.at,
    },
    completion: completion && { ...completion, result: gone },
    rollback: rollback && { ...rollback, reason: gone, result: undefined },
    review: review && {
      by: review.by,
      at: review.at,
      summary: gone,
      actionItems: [],
    },
    closure: closure && { ...closure, summary: gone },
    cancellation: change.cancellation && {
      ...change.cancellation,
      reason: undefined,
    },
  };
}
