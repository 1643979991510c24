import {
  ChangePreview,
  ChangeSummary,
  ChangeView,
  Conflict,
} from '../contract/change';
import { ApprovalRequirement } from '../contract/judgement';
import { PreviewForm } from '../contract/form';
import { finalStates } from '../contract/words';
import { toSubject } from '../policy/subject';
import { proposeAnswers } from '../risk/proposeAnswers';
import { clausesOf } from './clauses';
import { comparePolicies } from './comparePolicies';
import { allowedActions, contentOfForm } from './decide';
import { findConflicts } from '../schedule/conflicts';
import { actualDowntimeOf } from './downtime';
import { Judgement } from './events';
import { findUnknownEntities, judge } from './judge';
import { findModelProblems } from './models/fromModel';
import { obligationsOf } from './obligations';
import { candidatesFor } from './people';
import {
  approvalRequirements,
  assessmentRequirements,
  isReviewRequired,
} from './requirements';
import { findExecutorGaps, rollbackStepsOf } from './rollback';
import { findNotHeld } from './accessGaps';
import { nameApprovers } from './steps/step';
import { plannedSlot } from './slot';
import { Change, ChangeContent, Facts } from './types';
import { waitingFor } from './waiting';

function headOf(change: Change) {
  return {
    id: change.id,
    state: change.state,
    type: change.type,
    category: change.category,
    title: change.title,
    affectedEntities: change.affectedEntities,
    requestedBy: change.requestedBy,
    implementer: change.implementer,
    plannedStart: change.plannedStart,
    plannedEnd: change.plannedEnd,
    actualStart: change.actualStart,
    actualEnd: change.actualEnd,
    closeCode: change.closeCode,
    createdAt: change.createdAt,
    updatedAt: change.updatedAt,
    revision: change.revision,
    contentRevision: change.contentRevision,
  };
}

/** One row of a list, for this reader. */
export function toSummary(change: Change, facts: Facts): ChangeSummary {
  return {
    ...headOf(change),
    riskLevel: change.risk.level,
    onHold: change.hold !== undefined,
    waitingFor: waitingFor(change, facts),
    allowedActions: allowedActions(change, facts),
  };
}

/**
 * What a row still shows of a change that has ended: it waits for nobody, and what may be done with it does not depend
 * on what was decided or carried out.
 */
function withoutProcess(change: Change): Change {
  return {
    ...change,
    missing: [],
    requirements: [],
    decisions: [],
    assessments: [],
    testResults: [],
    rehearsals: [],
    tasks: [],
    pointOfNoReturn: undefined,
    rollbackRun: undefined,
    emergency: undefined,
    schedule: undefined,
    completion: undefined,
    rollback: undefined,
    review: undefined,
    closure: undefined,
    cancellation: undefined,
  };
}

/**
 * Of what a change reaches, as much as tells who may object and who has: the entities with an objection, and for each
 * further owner one entity.
 */
function voicesFromAfar({
  state,
  impact,
  assessments,
}: Change): Change['impact']['indirect'] {
  if (state !== 'assessment' && state !== 'authorization') {
    return [];
  }
  const voiced = new Set(assessments.map(({ entityRef }) => entityRef));
  const heard = new Set<string>();
  return impact.indirect.flatMap(({ entityRef, kind, owners }) => {
    if (!voiced.has(entityRef) && owners.every(owner => heard.has(owner))) {
      return [];
    }
    owners.forEach(owner => heard.add(owner));
    return [{ entityRef, kind, owners, distance: 0, via: [], relations: [] }];
  });
}

/**
 * A change without what {@link toSummary} does not need (long texts, blast radius, the process of those that have ended),
 * so that a list of changes stays small to store, to read and to parse.
 */
export function toLean(change: Change): Change {
  const lean: Change = {
    ...change,
    description: undefined,
    justification: undefined,
    implementationPlan: undefined,
    testPlan: undefined,
    rollbackPlan: change.rollbackPlan && {
      steps: rollbackStepsOf(change.rollbackPlan).some(s => s.pointOfNoReturn)
        ? [{ text: '', pointOfNoReturn: true }]
        : [],
      tested: change.rollbackPlan.tested,
    },
    riskAnswers: {},
    risk: {
      ...change.risk,
      answers: {},
      factors: [],
      methods: undefined,
      override: undefined,
    },
    // Owners stay: permission rules ask for them, on rows of a list too.
    impact: {
      direct: change.impact.direct,
      indirect: voicesFromAfar(change),
      truncated: false,
    },
    links: [],
    configuration: undefined,
    configured: undefined,
    access: undefined,
    accessChanged: undefined,
    returned: undefined,
    // What was seen by whoever decided is compared only where the catalog says otherwise by now.
    digest: change.drift ? change.digest : '',
    decisions: change.decisions.map(decision => ({
      ...decision,
      comment: '',
      digest: change.drift && decision.digest,
      roles: [],
      groups: [],
    })),
    assessments: change.assessments.map(assessment => ({
      ...assessment,
      impactOnClients: '',
      impactOnData: '',
      comment: '',
    })),
    testResults: change.testResults.map(result => ({ ...result, notes: '' })),
    rehearsals: change.rehearsals.map(rehearsal => ({
      ...rehearsal,
      notes: '',
    })),
    tasks: change.tasks.map(({ note, ...task }) => ({ ...task, title: '' })),
    rollbackRun: change.rollbackRun && {
      ...change.rollbackRun,
      reason: '',
      steps: change.rollbackRun.steps.map(({ owner, status, attempt, by }) => ({
        text: '',
        owner,
        status,
        attempt,
        by,
      })),
    },
    review: change.review && { ...change.review, summary: '', actionItems: [] },
  };
  return finalStates.includes(change.state) ? withoutProcess(lean) : lean;
}

function withCandidates(
  requirements: ApprovalRequirement[],
  change: Pick<Change, 'requestedBy' | 'implementer' | 'startedBy'>,
  { people }: Pick<Facts, 'people'>,
): ApprovalRequirement[] {
  return people
    ? requirements.map(requirement => ({
        ...requirement,
        candidates: candidatesFor(requirement, change, people),
      }))
    : requirements;
}

/** The whole change, for this reader; entities that the catalog has lost are marked so. */
export function toView(change: Change, facts: Facts): ChangeView {
  const {
    riskAnswers,
    requirements,
    decisions,
    assessments,
    stateSince,
    reminders,
    logEntries,
    ...rest
  }: Change = change;
  return {
    ...rest,
    impact: {
      ...change.impact,
      direct: change.affectedEntities.map(entityRef => {
        const { tags, clientContacts, ...entity } = facts.entities[
          entityRef
        ] ?? {
          entityRef,
          kind: entityRef.split(':')[0],
          owners: [],
          exists: false,
          tags: [],
        };
        return entity;
      }),
    },
    tasks: [...change.tasks].sort((a, b) => a.order - b.order),
    actualDowntimeMinutes: actualDowntimeOf(change),
    approvalRequirements: withCandidates(
      approvalRequirements(change),
      change,
      facts,
    ),
    clauses: clausesOf(change, facts),
    newerPolicy: comparePolicies(change, facts),
    obligations: obligationsOf(change, facts),
    assessmentRequirements: assessmentRequirements(change, facts),
    assessments,
    reviewRequired: isReviewRequired(change, facts),
    waitingFor: waitingFor(change, facts),
    allowedActions: allowedActions(change, facts),
  };
}

/** As if the form had been submitted. */
function previewConflicts(
  content: ChangeContent,
  { impact }: Judgement,
  { schedule, entities, now }: Facts,
): Conflict[] {
  const plan = { ...content, impact, id: '', state: 'assessment' as const };
  const slot = schedule && plannedSlot(plan, entities, schedule);
  return slot
    ? findConflicts(slot, schedule.others, schedule.windows, now)
    : [];
}

/** What a form would mean if it were submitted as it is. */
export function toPreview(form: PreviewForm, facts: Facts): ChangePreview {
  const content = contentOfForm({ ...form, title: form.title ?? '' }, facts);
  const judgement = judge(content, facts);
  const { risk, impact, missing } = judgement;
  const asked = withCandidates(
    approvalRequirements({ ...judgement, decisions: [] }),
    { ...content, requestedBy: facts.actor.userRef },
    facts,
  );
  return {
    risk,
    proposedAnswers: proposeAnswers(facts.policy, toSubject(content, facts)),
    impact,
    approvalRequirements: asked,
    warnings: asked
      .filter(
        ({ candidates, needed }) => (candidates?.length ?? needed) < needed,
      )
      .map(
        requirement =>
          `Nobody but those involved could decide as ${nameApprovers(
            requirement,
          )}: ${requirement.rule}`,
      ),
    assessmentRequirements: assessmentRequirements(
      { ...content, impact, assessments: [] },
      facts,
    ),
    conflicts: previewConflicts(content, judgement, facts),
    missing: [
      ...(content.title
        ? []
        : [{ path: 'title', message: 'Give it a title.' }]),
      ...missing,
      ...findUnknownEntities(content, facts),
      ...findModelProblems(content, facts),
      ...findNotHeld(content, facts),
      ...findExecutorGaps(content, facts),
    ],
  };
}
