import { hasPassedPointOfNoReturn } from 'backstage-plugin-change-management-common';
import { readTyped, RollbackSteps, toTyped } from '../../display';
import { downtimeField, toMinutes } from './downtime';
import { StepContext, StepMaker } from './step';

const Plan = ({ change, t }: Pick<StepContext, 'change' | 't'>) =>
  change.rollbackPlan?.steps.length ? (
    <RollbackSteps plan={change.rollbackPlan} />
  ) : (
    <p>{t('step.noRollbackPlan')}</p>
  );

export const startRollback: StepMaker = ({ change, api, t }) => {
  const isLate = hasPassedPointOfNoReturn(change);
  return {
    says: [
      ...(isLate ? [t('step.pointOfNoReturn')] : []),
      t('step.rollbackStartSays'),
    ].join(' '),
    shows: <Plan change={change} t={t} />,
    fields: [
      {
        name: 'reason',
        label: t('step.rollbackReason'),
        kind: 'text',
        required: true,
      },
      ...(isLate
        ? [
            {
              name: 'acknowledged',
              label: t('step.acknowledge'),
              kind: 'check' as const,
              required: true,
            },
          ]
        : []),
    ],
    take: ({ reason, acknowledged }) =>
      api.takeStep('startRollback', change.id, {
        reason: reason!,
        acknowledgePointOfNoReturn: acknowledged === 'yes',
      }),
  };
};

/** All at once where there are no steps to tick off, else the end of those. */
export const rollback: StepMaker = ({ change, api, t }) => ({
  title: change.rollbackRun && (() => t('action.endRollback')),
  says: t(change.rollbackRun ? 'step.endRollbackSays' : 'step.rollbackSays'),
  shows: change.rollbackRun ? undefined : <Plan change={change} t={t} />,
  fields: [
    ...(change.rollbackRun
      ? []
      : [
          {
            name: 'reason',
            label: t('step.rollbackReason'),
            kind: 'text' as const,
            required: true,
          },
        ]),
    { name: 'result', label: t('step.rollbackResult'), kind: 'text' },
    downtimeField(change, t),
  ],
  take: ({ reason, result, actualDowntimeMinutes }) =>
    api.takeStep('rollbackChange', change.id, {
      reason,
      result,
      actualDowntimeMinutes: toMinutes(actualDowntimeMinutes),
    }),
});

export const addRehearsal: StepMaker = ({ change, api, t }) => ({
  says: t('step.rehearsalSays'),
  shows: <Plan change={change} t={t} />,
  fields: [
    {
      name: 'environment',
      label: t('step.environment'),
      kind: 'line',
      help: t('step.environmentHelp'),
      required: true,
    },
    {
      name: 'at',
      label: t('step.rehearsalAt'),
      kind: 'time',
      initial: toTyped(new Date().toISOString()),
    },
    {
      name: 'minutes',
      label: t('step.minutesTaken'),
      kind: 'number',
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
  take: ({ environment, at, minutes, outcome, evidenceUrl, notes }) =>
    api.takeStep('addRehearsal', change.id, {
      environment: environment!,
      at: at && readTyped(at),
      minutes: toMinutes(minutes)!,
      outcome: outcome as 'passed' | 'failed',
      evidenceUrl,
      notes,
    }),
});
