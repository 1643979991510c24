import {
  DecisionKind,
  RiskLevel,
  riskLevels,
} from 'backstage-plugin-change-management-common';
import { readTyped, toTyped } from '../../display';
import { ChosenTime } from '../ChosenTime';
import { StepMaker } from './step';

function decide(decision: DecisionKind): StepMaker {
  return ({ change, seenContent, api, t }) => {
    const says = {
      approve: 'step.approveSays',
      reject: 'step.rejectSays',
      'request-changes': 'step.requestChangesSays',
    } as const;
    const seen =
      seenContent === change.contentRevision
        ? t('step.seen', { number: String(seenContent) })
        : t('step.seenStale', {
            seen: String(seenContent),
            now: String(change.contentRevision),
          });
    return {
      says: `${t(says[decision])} ${seen}`,
      fields: [
        {
          name: 'comment',
          label: t('step.comment'),
          kind: 'text',
          required: decision !== 'approve',
          help: decision === 'approve' ? undefined : t('step.commentWhy'),
        },
      ],
      take: ({ comment }) =>
        api.takeStep('decideChange', change.id, {
          decision,
          comment,
          contentRevision: seenContent,
        }),
    };
  };
}

export const approve = decide('approve');
export const reject = decide('reject');
export const requestChanges = decide('request-changes');

/** Another level than the assessed one, but none below the policy's floor. */
export const overrideRisk: StepMaker = ({ change, api, t }) => {
  const { floor, level } = change.risk;
  return {
    says: t('step.overrideRiskSays'),
    fields: [
      {
        name: 'level',
        label: t('step.riskLevel'),
        kind: 'choice',
        options: riskLevels
          .slice(floor ? riskLevels.indexOf(floor) : 0)
          .map(each => [each, t(`risk.${each}`)]),
        initial: level,
        required: true,
      },
      {
        name: 'reason',
        label: t('step.overrideReason'),
        kind: 'text',
        required: true,
      },
    ],
    take: values =>
      api.takeStep('overrideRisk', change.id, {
        level: values.level as RiskLevel,
        reason: values.reason!,
      }),
  };
};

/** The slot that the change manager agrees, with what they waive and why. */
/** What an override can waive, and the text that says so. */
const waivers = [
  ['time', 'waiveTime'],
  ['notice', 'waiveNotice'],
  ['conflicts', 'waiveConflicts'],
  ['window', 'waiveWindow'],
  ['freeze', 'waiveFreeze'],
  ['test-evidence', 'waiveTest'],
  ['rehearsal', 'waiveRehearsal'],
] as const;

export const schedule: StepMaker = ({ change, api, t }) => {
  const overridden = (values: Record<string, string>) =>
    values.override === 'yes';
  return {
    says: t('step.scheduleSays'),
    fields: [
      {
        name: 'plannedStart',
        label: t('field.plannedStart'),
        kind: 'time',
        required: true,
        initial: toTyped(change.plannedStart),
      },
      {
        name: 'plannedEnd',
        label: t('field.plannedEnd'),
        kind: 'time',
        required: true,
        initial: toTyped(change.plannedEnd),
      },
      { name: 'override', label: t('step.override'), kind: 'check' },
      {
        name: 'overrideReason',
        label: t('step.overrideReason'),
        kind: 'text',
        required: true,
        when: overridden,
      },
      ...waivers.map(([name, label]) => ({
        name,
        label: t(`step.${label}`),
        kind: 'check' as const,
        // What is about the time goes with it; a test is never passed over by the way.
        initial: name === 'test-evidence' ? undefined : 'yes',
        when: overridden,
      })),
    ],
    beside: (values, choose) => (
      <ChosenTime
        change={change}
        start={values.plannedStart}
        end={values.plannedEnd}
        onChosen={(start, end) =>
          choose({ plannedStart: toTyped(start), plannedEnd: toTyped(end) })
        }
      />
    ),
    take: values =>
      api.takeStep('scheduleChange', change.id, {
        plannedStart: readTyped(values.plannedStart!) ?? values.plannedStart!,
        plannedEnd: readTyped(values.plannedEnd!) ?? values.plannedEnd!,
        ...(values.override === 'yes' && {
          override: {
            reason: values.overrideReason!,
            waives: waivers
              .map(([name]) => name)
              .filter(name => values[name] === 'yes'),
          },
        }),
      }),
  };
};
