import { ModelForm } from '../../contract/models';
import { ChangeState, openStates, upcomingStates } from '../../contract/words';
import { ContentPatch } from '../commands';
import { ChangeEvent, Judgement } from '../events';
import { coversConfiguration } from '../../configuration/configured';
import { findAccessGaps, findNotHeld } from '../accessGaps';
import { findMissingEmergency, findUnknownEntities, judge } from '../judge';
import { checkModel, fixedBy } from '../models/fromModel';
import { conflict, invalid, Refusal } from '../refusal';
import { isAssessed } from '../requirements';
import { findExecutorGaps } from '../rollback';
import { Change, ChangeContent, Facts } from '../types';
import { byRequesterOrImplementer, inState, Step } from './step';

const contentFields: (keyof ChangeContent)[] = [
  'type',
  'category',
  'title',
  'description',
  'justification',
  'affectedEntities',
  'implementationPlan',
  'testPlan',
  'rollbackPlan',
  'plannedStart',
  'plannedEnd',
  'expectedDowntimeMinutes',
  'implementer',
  'emergency',
  'changeModel',
  'links',
  'configuration',
  'access',
  'riskAnswers',
  'followsDeployments',
];

export function contentOf(change: ChangeContent): ChangeContent {
  return Object.fromEntries(
    contentFields.map(field => [field, change[field]]),
  ) as unknown as ChangeContent;
}

/** The content after an edit: `null` clears a field, an absent one stays, or becomes what a newly named model fixes. */
export function patchContent(
  content: ChangeContent,
  { risk, ...patch }: ContentPatch,
  model?: ModelForm,
): ChangeContent {
  const next: Record<string, unknown> = { ...contentOf(content) };
  if (patch.changeModel && model) {
    Object.assign(next, fixedBy(model));
  }
  for (const [field, value] of Object.entries(patch)) {
    if (value !== undefined) {
      next[field] = value ?? undefined;
    }
  }
  if (risk !== undefined) {
    next.riskAnswers = risk?.answers ?? {};
  }
  return next as unknown as ChangeContent;
}

function judgementOf(change: Change): Judgement {
  const { risk, impact, requirements, missing, policyVersion, digest } = change;
  return { risk, impact, requirements, missing, policyVersion, digest };
}

function differences(before: ChangeContent, after: ChangeContent) {
  const fields: Record<string, { from?: unknown; to?: unknown }> = {};
  for (const field of contentFields) {
    if (JSON.stringify(before[field]) !== JSON.stringify(after[field])) {
      fields[field] = { from: before[field], to: after[field] };
    }
  }
  return fields;
}

/** An emergency is documented after the fact (policy §5), so its form stays open until it is closed. */
function editableStates(change: Change): readonly ChangeState[] {
  return change.type === 'emergency' ? openStates : upcomingStates;
}

function checkContent(content: ChangeContent, facts: Facts) {
  const gaps = [
    ...judge(content, facts).missing,
    ...findUnknownEntities(content, facts),
    ...findNotHeld(content, facts),
    ...findExecutorGaps(content, facts),
  ];
  return gaps.length ? invalid(gaps) : undefined;
}

function checkEdit(
  change: Change,
  next: ChangeContent,
  facts: Facts,
): Refusal | undefined {
  if (
    next.plannedStart &&
    next.plannedEnd &&
    next.plannedEnd <= next.plannedStart
  ) {
    return invalid([
      { path: 'plannedEnd', message: 'must be after plannedStart' },
    ]);
  }
  const gaps = findAccessGaps(next, facts);
  if (gaps.length) {
    return invalid(gaps);
  }
  const lost = next.configuration?.filter(
    proposal => !coversConfiguration(next, proposal),
  );
  if (lost?.length) {
    return invalid([
      {
        path: 'affectedEntities',
        message: `must cover what configuration is proposed for: ${lost
          .map(({ itemId, entityRef }) => `${itemId} of ${entityRef}`)
          .join(', ')}`,
      },
    ]);
  }
  const refusal = change.actualStart ? undefined : checkModel(next, facts);
  if (refusal || change.state === 'draft') {
    return refusal;
  }
  if (next.type !== change.type) {
    return conflict(
      `The type of ${change.id} can be changed only while it is a draft.`,
    );
  }
  if (change.actualStart) {
    const missing = findMissingEmergency(next, facts.policy);
    return missing.length ? invalid(missing) : undefined;
  }
  return checkContent(next, facts);
}

/** Where a change waits once its form is complete. */
function openFor(
  change: Change,
  content: ChangeContent,
  facts: Facts,
): ChangeEvent {
  const { assessments } = change;
  const { impact } = facts;
  const opened =
    content.type === 'emergency' ||
    isAssessed({ ...content, assessments, impact }, facts)
      ? 'authorization'
      : 'assessment';
  return opened === 'assessment'
    ? { type: 'assessment-opened' }
    : { type: 'authorization-opened' };
}

export const edit: Step<'edit'> = {
  states: openStates,
  check: (change, { actor }) =>
    byRequesterOrImplementer(change, actor, 'edit') ??
    inState(change, editableStates(change), 'editing'),
  run(change, { patch }, facts) {
    const next = patchContent(change, patch, facts.model?.form);
    const fields = differences(contentOf(change), next);
    if (Object.keys(fields).length === 0) {
      return [];
    }
    const refusal = checkEdit(change, next, facts);
    if (refusal) {
      return refusal;
    }
    const newContent = Object.keys(fields).some(field => field !== 'links');
    // Links are not judged; judged anew, what has drifted since would slip in under approvals that never saw it.
    const judgement = newContent ? judge(next, facts) : judgementOf(change);
    const events: ChangeEvent[] = [
      { type: 'edited', fields, newContent, judgement },
    ];
    if (newContent && change.state !== 'draft' && !change.actualStart) {
      events.push(...preApprovalOf(judgement), openFor(change, next, facts));
    }
    return events;
  },
};

/** The evidence that the approval of a model stands for decisions of its own. */
function preApprovalOf({ requirements }: Judgement): ChangeEvent[] {
  const met = requirements.filter(({ standing }) => standing);
  return met.slice(0, 1).map(({ standing }) => ({
    type: 'pre-approved',
    changeModel: standing!.changeModel,
    approvedBy: standing!.by,
    approvedAt: standing!.at,
    requirementIds: met.map(({ id }) => id),
  }));
}

const inDraft: readonly ChangeState[] = ['draft'];

export const submit: Step<'submit'> = {
  states: inDraft,
  check: (change, facts) =>
    byRequesterOrImplementer(change, facts.actor, 'submit') ??
    inState(change, inDraft, 'submitting') ??
    (change.missing.length ? invalid(change.missing) : undefined),
  run(change, _command, facts) {
    const content = contentOf(change);
    const judgement = judge(content, facts);
    return (
      checkModel(content, facts) ??
      checkContent(content, facts) ?? [
        { type: 'submitted', judgement },
        ...preApprovalOf(judgement),
        openFor(change, content, facts),
      ]
    );
  },
};

export const cancel: Step<'cancel'> = {
  states: upcomingStates,
  check: (change, { actor }) =>
    byRequesterOrImplementer(change, actor, 'cancel') ??
    inState(change, upcomingStates, 'canceling'),
  run: (_change, { reason }) => [{ type: 'canceled', reason }],
};

const whereRejected: readonly ChangeState[] = ['rejected'];

export const revise: Step<'revise'> = {
  states: whereRejected,
  check: (change, { actor }) =>
    byRequesterOrImplementer(change, actor, 'revise') ??
    inState(change, whereRejected, 'revising'),
  run: () => [{ type: 'revised' }],
};
