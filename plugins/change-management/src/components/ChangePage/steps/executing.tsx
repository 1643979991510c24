import {
  ChangeView,
  CloseCode,
  outcomes,
  rollbackStepsOf,
} from 'backstage-plugin-change-management-common';
import { readTyped, toTyped } from '../../display';
import { downtimeField, toMinutes } from './downtime';
import { StepMaker } from './step';

export const addTestResult: StepMaker = ({ change, api, t }) => ({
  fields: [
    {
      name: 'environment',
      label: t('step.environment'),
      kind: 'line',
      help: t('step.environmentHelp'),
      required: true,
    },
    {
      name: 'outcome',
      label: t('step.testOutcome'),
      kind: 'choice',
      options: [
        ['passed', t('step.passed')],
        ['failed', t('step.failed')],
      ],
      initial: 'passed',
      required: true,
    },
    { name: 'evidenceUrl', label: t('step.evidenceUrl'), kind: 'line' },
    {
      name: 'artifactDigest',
      label: t('step.artifactDigest'),
      kind: 'line',
      help: t('step.artifactDigestHelp'),
    },
    { name: 'notes', label: t('step.notes'), kind: 'text' },
  ],
  take: ({ environment, outcome, evidenceUrl, artifactDigest, notes }) =>
    api.takeStep('addTestResult', change.id, {
      environment: environment!,
      outcome: outcome as 'passed' | 'failed',
      evidenceUrl,
      artifactDigest,
      notes,
    }),
});

export const start: StepMaker = ({ change, api, t }) => ({
  says: t('step.startSays'),
  fields: [],
  take: () => api.takeStep('startChange', change.id, {}),
});

export const log: StepMaker = ({ change, api, t }) => ({
  fields: [
    { name: 'summary', label: t('step.summary'), kind: 'line', required: true },
    {
      name: 'whatChanged',
      label: t('step.whatChanged'),
      kind: 'text',
      required: true,
    },
    { name: 'justification', label: t('step.justification'), kind: 'text' },
    { name: 'result', label: t('step.result'), kind: 'text' },
    { name: 'late', label: t('step.late'), kind: 'check' },
    {
      name: 'occurredAt',
      label: t('step.occurredAt'),
      kind: 'time',
      initial: toTyped(change.actualStart),
      when: ({ late }) => late === 'yes',
    },
    ...(rollbackStepsOf(change.rollbackPlan).some(s => s.pointOfNoReturn) &&
    !change.pointOfNoReturn
      ? [
          {
            name: 'passedPointOfNoReturn',
            label: t('step.passedPointOfNoReturn'),
            kind: 'check' as const,
          },
        ]
      : []),
  ],
  take: ({ summary, whatChanged, justification, result, ...more }) =>
    api.addLogEntry(change.id, {
      summary: summary!,
      whatChanged: whatChanged!,
      justification,
      result,
      occurredAt: more.occurredAt && readTyped(more.occurredAt),
      passedPointOfNoReturn: more.passedPointOfNoReturn === 'yes' || undefined,
    }),
});

/** What its proposals can no longer be made of: it may be completed, but not as a success. */
function staleProposals({ waitingFor }: ChangeView): string | undefined {
  return waitingFor.find(({ what }) => what === 'configuration')?.text;
}

function outcomesOf(change: ChangeView) {
  return staleProposals(change) ? (['unsuccessful'] as const) : outcomes;
}

export const complete: StepMaker = ({ change, api, t }) => ({
  says: staleProposals(change) ?? t('step.completeSays'),
  fields: [
    {
      name: 'outcome',
      label: t('step.outcome'),
      kind: 'choice',
      options: outcomesOf(change).map(code => [code, t(`closeCode.${code}`)]),
      initial: outcomesOf(change)[0],
      required: true,
    },
    { name: 'result', label: t('step.result'), kind: 'text', required: true },
    downtimeField(change, t),
  ],
  take: ({ outcome, result, actualDowntimeMinutes }) =>
    api.takeStep('completeChange', change.id, {
      outcome: outcome as (typeof outcomes)[number],
      result: result!,
      actualDowntimeMinutes: toMinutes(actualDowntimeMinutes),
    }),
});

export const review: StepMaker = ({ change, api, t }) => ({
  fields: [
    {
      name: 'summary',
      label: t('step.summary'),
      kind: 'text',
      required: true,
      initial: change.review?.summary,
    },
    {
      name: 'rootCause',
      label: t('step.rootCause'),
      kind: 'text',
      initial: change.review?.rootCause,
    },
    {
      name: 'lessons',
      label: t('step.lessons'),
      kind: 'text',
      initial: change.review?.lessons,
    },
    {
      name: 'actionItems',
      label: t('step.actionItems'),
      kind: 'text',
      initial: change.review?.actionItems.join('\n'),
    },
  ],
  take: ({ summary, rootCause, lessons, actionItems }) =>
    api.takeStep('reviewChange', change.id, {
      summary: summary!,
      rootCause,
      lessons,
      actionItems: actionItems?.split('\n'),
    }),
});

/** How it may be closed: a rollback is a fact, not a judgement, and neither a failure nor a refusal closes well. */
function closeCodesOf(change: ChangeView): CloseCode[] {
  if (change.rollback) {
    return ['rolled-back'];
  }
  const isRefused = change.approvalRequirements.some(
    ({ decision }) => decision?.decision === 'reject',
  );
  return isRefused || change.completion?.outcome === 'unsuccessful'
    ? ['unsuccessful']
    : [...outcomes];
}

export const close: StepMaker = ({ change, api, t }) => {
  const codes = closeCodesOf(change);
  const reported = codes.find(code => code === change.completion?.outcome);
  return {
    says: t('step.closeSays'),
    fields: [
      {
        name: 'closeCode',
        label: t('step.closeCode'),
        kind: 'choice',
        options: codes.map(code => [code, t(`closeCode.${code}`)]),
        help: codes.length === 1 ? t('step.closeCodeGiven') : undefined,
        initial: reported ?? codes[0],
        required: true,
      },
      {
        name: 'summary',
        label: t('step.summary'),
        kind: 'text',
        required: true,
      },
    ],
    take: ({ closeCode, summary }) =>
      api.takeStep('closeChange', change.id, {
        closeCode: closeCode as CloseCode,
        summary: summary!,
      }),
  };
};
