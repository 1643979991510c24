import { ClauseStatus } from '../../contract/judgement';
import { Clause, ClauseCheck } from '../../policy/clauseSchema';
import { meets, PolicySubject } from '../../policy/conditions';
import { toSubject } from '../../policy/subject';
import { Change } from '../types';
import { approval, ownerAssessment, retrospectiveApproval } from './approval';
import { documentationAfterTheFact, emergencyReason } from './emergency';
import {
  documentedModifications,
  executionLog,
  implementer,
  postImplementationReview,
  rollbackOnIssues,
  testEvidence,
} from './execution';
import {
  affectedSystems,
  mandatoryFields,
  requestForm,
  riskAssessment,
} from './form';
import {
  advanceNotice,
  deploymentSchedule,
  downtime,
  maintenanceWindow,
} from './planning';
import { withDeployments, withGate } from './pipelines';
import { notApplicable, Read, Reading, ReadingFacts, timeOf } from './reading';

export type { GateTold, PipelineFacts } from './pipelines';

const readings: Record<ClauseCheck, Read> = {
  'request-form': requestForm,
  'mandatory-fields': mandatoryFields,
  'affected-systems': affectedSystems,
  'risk-assessment': riskAssessment,
  approval,
  'maintenance-window': maintenanceWindow,
  'advance-notice': advanceNotice,
  'deployment-schedule': deploymentSchedule,
  'test-evidence': (change, facts, id) =>
    withGate(testEvidence(change, facts, id), facts),
  downtime,
  'execution-log': (change, facts, id) =>
    withDeployments(executionLog(change, facts, id), facts),
  'emergency-reason': emergencyReason,
  'documentation-after-the-fact': documentationAfterTheFact,
  'retrospective-approval': retrospectiveApproval,
  'post-implementation-review': postImplementationReview,
  'rollback-on-issues': rollbackOnIssues,
  'documented-modifications': documentedModifications,
  implementer,
  'owner-assessment': ownerAssessment,
};

/** The lead time of a change that was submitted is the one that it was submitted with. */
function subjectOf(change: Change, facts: ReadingFacts): PolicySubject {
  const { impact, submittedAt } = change;
  const now = submittedAt ?? facts.now;
  const { level, likelihood, impact: severity } = change.risk;
  return {
    ...toSubject(change, { ...facts, impact, now }),
    risk: { level, likelihood, impact: severity },
  };
}

/** The fields that a condition speaks of, such as `change.type`. */
function fieldsOf(condition: unknown): string[] {
  if (typeof condition !== 'object' || condition === null) {
    return [];
  }
  return Object.entries(condition).flatMap(([key, value]) =>
    key.startsWith('$') || Array.isArray(condition) ? fieldsOf(value) : [key],
  );
}

function valueAt(subject: PolicySubject, field: string): string {
  const value = field
    .split('.')
    .reduce<any>((inner, key) => inner?.[key], subject);
  const isEmpty = Array.isArray(value) && value.length === 0;
  return value === undefined || isEmpty ? 'none' : [value].flat().join(', ');
}

function doesNotApply(fields: string[], subject: PolicySubject): Reading {
  const facts = fields.map(field => `${field} is ${valueAt(subject, field)}`);
  return notApplicable(`It does not apply: ${facts.join(', ')}.`);
}

/** What is the same for every change: a condition as text, and the fields that it speaks of. */
const conditions = new WeakMap<Clause, { text: string; fields: string[] }>();

function conditionOf(clause: Clause) {
  const known = conditions.get(clause);
  if (known) {
    return known;
  }
  const condition = {
    text: JSON.stringify(clause.when),
    fields: [...new Set(fieldsOf(clause.when))],
  };
  conditions.set(clause, condition);
  return condition;
}

/** Gives the reading of a clause that does not apply. Clauses share conditions, and each of these is asked once. */
function exclusionsOf(subject: PolicySubject) {
  const asked = new Map<string, Reading | undefined>();
  return (clause: Clause): Reading | undefined => {
    if (clause.when === undefined) {
      return undefined;
    }
    const { text, fields } = conditionOf(clause);
    if (!asked.has(text)) {
      const applies = meets(clause.when, subject);
      asked.set(text, applies ? undefined : doesNotApply(fields, subject));
    }
    return asked.get(text);
  };
}

/** Of a change that ended before it was carried out nothing more is asked. */
function ending(change: Change): string | undefined {
  const { state, cancellation, decisions } = change;
  if (state === 'canceled' && cancellation) {
    return `${cancellation.by} canceled it on ${timeOf(cancellation.at)}`;
  }
  const rejection = decisions.find(({ decision }) => decision === 'reject');
  return state === 'rejected' && rejection
    ? `${rejection.by} rejected it on ${timeOf(rejection.at)}`
    : undefined;
}

function readClause(
  clause: Clause,
  change: Change,
  facts: ReadingFacts,
  exclusionOf: (clause: Clause) => Reading | undefined,
): Reading {
  if (!clause.check) {
    return notApplicable('It binds the organisation, not a single change.');
  }
  const exclusion = exclusionOf(clause);
  if (exclusion) {
    return exclusion;
  }
  const reading = readings[clause.check](change, facts, clause.id);
  const ended = reading.status === 'open' ? ending(change) : undefined;
  return ended ? notApplicable(`${ended}, before this was due.`) : reading;
}

/**
 * Where the change stands with each clause of the policy that judged it, read off the change as it is stored. One
 * sentence of evidence says who did it and when, or what is missing and who could do it; people are named by their refs.
 */
export function clausesOf(change: Change, facts: ReadingFacts): ClauseStatus[] {
  const exclusionOf = exclusionsOf(subjectOf(change, facts));
  return facts.policy.clauses.map(clause => {
    const { id, section, text } = clause;
    const { status, evidence } = readClause(clause, change, facts, exclusionOf);
    return { id, section, text, status, evidence };
  });
}
