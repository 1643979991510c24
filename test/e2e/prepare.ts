import {
  ChangeFormInput,
  ChangeModelView,
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
export async function implemented(
  form: ChangeFormInput = lowRiskForm,
): Promise<ChangeView> {
  const { id } = await authorizedBy('youssef', form);
  const salma = await clientOf('salma');
  await salma.takeStep('decideChange', id, { decision: 'approve' });
  return started(id);
}

/** One that Amina rolls back, with a task left; its first step is due. */
export async function rollingBack(): Promise<ChangeView> {
  const { id } = await implemented();
  const amina = await clientOf('amina');
  await amina.takeStep('addTask', id, { title: 'Warm up', phase: 'verify' });
  return amina.takeStep('startRollback', id, { reason: 'Errors' });
}

/** An approved change of Amina's, from its schedule to its start. */
export async function started(id: string): Promise<ChangeView> {
  const amina = await clientOf('amina');
  await (
    await clientOf('salma')
  ).takeStep('scheduleChange', id, {
    plannedStart: new Date(Date.now() - 60_000).toISOString(),
    plannedEnd: new Date(Date.now() + 3_600_000).toISOString(),
    override: { reason: 'All concerned agreed' },
  });
  await amina.takeStep('addTestResult', id, {
    environment: 'staging',
    outcome: 'passed',
  });
  return amina.takeStep('startChange', id, {});
}

/** A change model that Amina proposes and Salma approves. */
export async function approvedModel(title: string): Promise<ChangeModelView> {
  const { type, title: _, changeModel, ...form } = lowRiskForm;
  const { id, latestVersion } = await (
    await clientOf('amina')
  ).proposeModel({
    title,
    form: {
      ...form,
      implementationPlan: 'Set the limit on one instance, then on the rest.',
      testPlan: 'The same in staging, then the load test.',
    },
  });
  return (await clientOf('salma')).approveModel(id, latestVersion);
}

/** The form of a change made from a model: what it leaves out is as in the model. */
export function formFrom(
  { id, version }: ChangeModelView,
  form: Pick<ChangeFormInput, 'type' | 'title'>,
): ChangeFormInput {
  return {
    ...form,
    changeModel: { id, version: version! },
    affectedEntities: lowRiskForm.affectedEntities,
  };
}

/** A change of the model's that goes well from its request to its end. */
export async function runClean(
  model: ChangeModelView,
  title: string,
): Promise<void> {
  const { id } = await implemented(formFrom(model, { type: 'normal', title }));
  await (
    await clientOf('amina')
  ).takeStep('completeChange', id, {
    outcome: 'successful',
    result: 'As planned',
  });
  await (
    await clientOf('salma')
  ).takeStep('closeChange', id, {
    closeCode: 'successful',
    summary: 'Confirmed with the owner',
  });
}
