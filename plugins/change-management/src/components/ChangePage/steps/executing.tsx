import {
  ChangeView,
  CloseCode,
  outcomes,
} from 'backstage-plugin-change-management-common';
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
    { name: 'notes', label: t('step.notes'), kind: 'text' },
  ],
  take: ({ environment, outcome, evidenceUrl, notes }) =>
    api.takeStep('addTestResult', change.id, {
      environment: environment!,
      outcome: outcome as 'passed' | 'failed',
      evidenceUrl,
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
  ],
  take: ({ summary, whatChanged, justification, result }) =>
    api.addLogEntry(change.id, {
      summary: summary!,
      whatChanged: whatChanged!,
      justification,
      result,
    }),
});

export const complete: StepMaker = ({ change, api, t }) => ({
  says: t('step.completeSays'),
  fields: [
    {
      name: 'outcome',
      label: t('step.outcome'),
      kind: 'choice',
      options: outcomes.map(code => [code, t(`closeCode.${code}`)]),
      initial: 'successful',
      required: true,
    },
    { name: 'result', label: t('step.result'), kind: 'text', required: true },
  ],
  take: ({ outcome, result }) =>
    api.takeStep('completeChange', change.id, {
      outcome: outcome as (typeof outcomes)[number],
      result: result!,
    }),
});

export const rollback: StepMaker = ({ change, api, t }) => ({
  says: t('step.rollbackSays'),
  shows: change.rollbackPlan?.steps.length ? (
    <ol>
      {change.rollbackPlan.steps.map((step, index) => (
        <li key={index}>{step}</li>
      ))}
    </ol>
  ) : (
    <p>{t('step.noRollbackPlan')}</p>
  ),
  fields: [
    {
      name: 'reason',
      label: t('step.rollbackReason'),
      kind: 'text',
      required: true,
    },
    { name: 'result', label: t('step.rollbackResult'), kind: 'text' },
  ],
  take: ({ reason, result }) =>
    api.takeStep('rollbackChange', change.id, { reason: reason!, result }),
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
