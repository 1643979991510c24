import {
  ChangeFormInput,
  OperationId,
} from 'backstage-plugin-change-management-common';

const entityRef = 'component:default/payments-api';

/** A whole form: a normal change of low risk. */
export function form(title: string): ChangeFormInput {
  return {
    type: 'normal',
    category: 'application',
    title,
    description: 'Raise the limit from 20 to 40.',
    justification: 'Requests queue at noon.',
    affectedEntities: [entityRef],
    implementationPlan: 'Roll it out',
    testPlan: 'Pay something',
    rollbackPlan: { steps: ['Set the limit back to 20'], estimatedMinutes: 10 },
    risk: {
      answers: {
        experience: 'routine',
        complexity: 'simple',
        testing: 'fully',
        users: 'nobody',
        data: 'none',
        undo: 'quick',
      },
    },
    implementer: 'group:default/devops',
  };
}

/** One write in the life of a change, and the event by which the audit trail says that it was done. */
export interface Step {
  by: 'amina' | 'youssef' | 'salma';
  operation: OperationId;
  event: string;
  body: () => object;
}

const hour = 60 * 60_000;
const fromNow = (millis: number) => new Date(Date.now() + millis).toISOString();

/** Everything that happens to a change between its form and its end; none of it needs what was answered before. */
export function lifeOf(title: string): Step[] {
  const step = (
    by: Step['by'],
    operation: OperationId,
    event: string,
    body: object = {},
  ): Step => ({ by, operation, event, body: () => body });
  return [
    step('amina', 'createChange', 'created', form(title)),
    step('youssef', 'addComment', 'commented', { text: 'At noon, really?' }),
    step('amina', 'submitChange', 'submitted'),
    step('youssef', 'assessChange', 'assessed', {
      entityRef,
      impactOnClients: 'None',
      impactOnData: 'None',
    }),
    step('salma', 'decideChange', 'decided', { decision: 'approve' }),
    {
      by: 'salma',
      operation: 'scheduleChange',
      event: 'scheduled',
      body: () => ({
        plannedStart: fromNow(-hour),
        plannedEnd: fromNow(hour),
        override: { reason: 'All concerned agreed' },
      }),
    },
    step('amina', 'addTestResult', 'tested', {
      environment: 'staging',
      outcome: 'passed',
    }),
    step('amina', 'startChange', 'started'),
    step('amina', 'addLogEntry', 'logged', {
      summary: 'Limit set',
      whatChanged: 'The limit is 40',
    }),
    step('amina', 'completeChange', 'completed', {
      outcome: 'successful',
      result: 'It works',
    }),
    step('salma', 'closeChange', 'closed', {
      closeCode: 'successful',
      summary: 'Fine',
    }),
  ];
}
