import {
  ChangeFormInput,
  defaultPolicy,
} from 'backstage-plugin-change-management-common';
import { runningPlan } from './rollingBack';
import { Topic } from './topics';

const hour = 3_600_000;

const answers: Record<Topic['risk'], string[]> = {
  low: ['routine', 'simple', 'fully', 'nobody', 'none', 'quick'],
  medium: ['some', 'several-steps', 'fully', 'some-clients', 'none', 'quick'],
  high: [
    'never',
    'several-steps',
    'fully',
    'some-clients',
    'recoverable',
    'quick',
  ],
  critical: [
    'never',
    'several-steps',
    'partly',
    'all-clients',
    'recoverable',
    'planned',
  ],
};

const why: Record<Topic['category'], string> = {
  infrastructure:
    'The present equipment is at the end of its support and has failed twice this year.',
  server:
    'The vendor ends its support, and monitoring shows rising error rates.',
  database:
    'Growth of the data: queries at noon take four times as long as in spring.',
  'cloud-service':
    'Costs and response times both improve, as measured in staging for two weeks.',
  application:
    'The product owner and two clients wait for it; the release notes are linked.',
  'deployment-pipeline':
    'Builds take too long, and the last audit asked for signed artefacts.',
  configuration:
    'The present value was set years ago for a tenth of the traffic.',
  access: 'Found in the quarterly review of access rights.',
  'service-update':
    'Security fixes of the month; the vendor rates two of them as important.',
};

function emergencyOf({ type, category, days }: Topic) {
  return (
    type === 'emergency' && {
      emergency: {
        reason:
          category === 'access' || category === 'service-update'
            ? ('security-issue' as const)
            : ('critical-failure' as const),
        incidentRef: `PD-${2000 + days}`,
        explanation:
          'Clients were affected; waiting for approval would have prolonged it.',
      },
    }
  );
}

/** The form of a demo change, as its requester would fill it in; `slot` is when they want to carry it out. */
export function formOf(topic: Topic, slot: number): ChangeFormInput {
  const { type, category, title, entities, implementer } = topic;
  const form: ChangeFormInput = {
    type,
    title,
    affectedEntities: entities,
    implementer,
  };
  if (topic.ending === 'incomplete draft') {
    return form;
  }
  if (topic.ending === 'overdue emergency') {
    return { ...form, category, ...emergencyOf(topic) };
  }
  return {
    ...form,
    category,
    description: `${title}. Carried out step by step, with the dashboards open and the team on call.`,
    justification: why[category],
    implementationPlan:
      '1. Announce the start in the operations channel\n2. Apply the change to one instance and watch it for ten minutes\n3. Apply it to the rest\n4. Check the dashboards and close',
    testPlan:
      'Same steps in staging, then the regression suite and a comparison of response times.',
    rollbackPlan:
      topic.ending === 'rolling back'
        ? runningPlan
        : {
            steps: [
              'Announce the rollback in the operations channel',
              'Restore the previous version or setting',
              'Check the health of every instance',
            ],
            estimatedMinutes: 20,
            tested: topic.risk !== 'low',
          },
    risk: {
      answers: Object.fromEntries(
        defaultPolicy.risk.questionnaire.map((question, i) => [
          question.id,
          answers[topic.risk][i],
        ]),
      ),
    },
    ...(type !== 'emergency' && {
      plannedStart: new Date(slot).toISOString(),
      plannedEnd: new Date(slot + 2 * hour).toISOString(),
    }),
    expectedDowntimeMinutes: topic.category === 'infrastructure' ? 15 : 0,
    ...emergencyOf(topic),
  };
}
