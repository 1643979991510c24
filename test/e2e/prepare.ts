import {
  ChangeFormInput,
  ChangeView,
} from 'backstage-plugin-change-management-common';
import { clientOf } from './people';

const answers = (options: string) =>
  Object.fromEntries(
    options.split(' ').map(pair => pair.split('=') as [string, string]),
  );

/** A form that needs nobody but the owner and the change manager. */
export const lowRiskForm: ChangeFormInput = {
  type: 'normal',
  category: 'application',
  title: 'Raise the limit of the payments API',
  description: 'Raise the limit from 20 to 40.',
  justification: 'Requests queue at noon.',
  affectedEntities: ['component:default/payments-api'],
  rollbackPlan: {
    steps: ['Stop the rollout', 'Set the limit back to 20'],
    estimatedMinutes: 10,
    tested: true,
  },
  risk: {
    answers: answers(
      'experience=routine complexity=simple testing=fully users=nobody data=none undo=quick',
    ),
  },
  implementer: 'group:default/devops',
};

/** A change of Amina's that waits for decisions. */
export async function authorizedBy(
  owner: string,
  form: ChangeFormInput = lowRiskForm,
): Promise<ChangeView> {
  const amina = await clientOf('amina');
  const { id } = await amina.createChange(form);
  await amina.takeStep('submitChange', id, {});
  return (await clientOf(owner)).takeStep('assessChange', id, {
    entityRef: form.affectedEntities[0],
    impactOnClients: 'None',
    impactOnData: 'None',
  });
}

/** A change of Amina's that is being implemented. */
export async function implemented(): Promise<ChangeView> {
  const { id } = await authorizedBy('youssef');
  const amina = await clientOf('amina');
  const salma = await clientOf('salma');
  await salma.takeStep('decideChange', id, { decision: 'approve' });
  await salma.takeStep('scheduleChange', id, {
    plannedStart: new Date(Date.now() - 60_000).toISOString(),
    plannedEnd: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await amina.takeStep('addTestResult', id, {
    environment: 'staging',
    outcome: 'passed',
  });
  return amina.takeStep('startChange', id, {});
}
