import { expect } from '@playwright/test';
import { startAutomation } from './automation';
import { clientOf, test } from './people';
import { images } from './pictures';
import { implemented, lowRiskForm, started } from './prepare';
import {
  expectState,
  fillForm,
  lowRisk,
  openChange,
  openEntityChanges,
  submitForm,
  take,
} from './steps';

const entityRef = 'component:default/payments-worker';
const limits = (limit: number) => `limits:\n  retries: ${limit}\n`;

/** A configuration of the service that an earlier change made; what it answers alters it. */
async function keepLimits() {
  const youssef = await clientOf('youssef');
  const { id } = await youssef.configuration.createItem({
    entityRef,
    name: `limits-${Date.now()}.yaml`,
    format: 'yaml',
  });
  const amina = await clientOf('amina');
  const add = (changeId: string, limit: number) =>
    amina.configuration.addVersion(id, { changeId, content: limits(limit) });
  const earlier = await implemented({
    ...lowRiskForm,
    affectedEntities: [entityRef],
  });
  await add(earlier.id, 20);
  await amina.takeStep('completeChange', earlier.id, {
    outcome: 'successful',
    result: 'As planned',
  });
  return { id, add };
}

test('steps of a rollback are carried out by what the form says; one fails and is tried again, another is done by hand', async ({
  signIn,
}) => {
  const automation = await startAutomation();
  const item = await keepLimits();

  const amina = await signIn('amina');
  await amina.setViewportSize({ width: 1280, height: 860 });
  await openEntityChanges(amina, 'component/payments-worker');
  await amina.getByRole('button', { name: 'New change' }).first().click();
  const title = `More retries ${Date.now()}`;
  await fillForm(amina, { title, risk: lowRisk });
  const steps = [
    'Set the limit back to 20',
    'Restore the snapshot of the queue',
    'Deploy version 3 again',
    'Look at the dashboards',
  ];
  for (const [index, text] of steps.entries()) {
    if (index > 0) {
      await amina.getByRole('button', { name: 'Add step' }).click();
    }
    await amina
      .getByLabel(`Rollback step ${index + 1}`, { exact: true })
      .fill(text);
  }
  await amina.getByRole('button', { name: /automation/ }).click();
  const carries = (number: number) =>
    amina.getByLabel(`Who carries out step ${number}`, { exact: true });
  await carries(1).selectOption({ label: 'Restore configuration' });
  await carries(2).selectOption({ label: 'Restore a snapshot' });
  await carries(3).selectOption({ label: 'Deploy an earlier version' });
  await expect(carries(4)).toHaveValue('');
  await amina.getByLabel(/^Version(?! to restore)/).fill('3.2.0');

  // What is missing shows by day, and not during a rollback.
  await amina.getByRole('button', { name: 'Submit for approval' }).click();
  const snapshot = amina.getByLabel(/^Snapshot/);
  await expect(snapshot).toHaveAccessibleDescription(
    'Restore a snapshot has to be told: Snapshot',
  );
  await snapshot.fill('queue-before-4');
  await expect(snapshot).not.toHaveAccessibleDescription(/has to be told/);
  await amina
    .getByLabel('Rollback step 2', { exact: true })
    .evaluate(node => node.scrollIntoView({ block: 'center' }));
  await amina.screenshot({ path: `${images}/rollback-plan.png` });
  const id = await submitForm(amina);

  await (
    await clientOf('youssef')
  ).takeStep('assessChange', id, {
    entityRef,
    impactOnClients: 'None',
    impactOnData: 'None',
  });
  await (
    await clientOf('salma')
  ).takeStep('decideChange', id, { decision: 'approve' });
  await started(id);
  await item.add(id, 40);

  automation.webhook.answers = 503;
  await openChange(amina, id);
  await take(amina, 'Roll back', { Reason: 'Retries pile up' });
  const run = amina.getByRole('region', { name: 'Rollback' });
  await expect(run.getByText('webhook:snapshots answered 503')).toBeVisible();
  const { items } = await (
    await clientOf('amina')
  ).configuration.listVersions(item.id);
  expect(items.map(({ number }) => number)).toEqual([3, 2, 1]);

  automation.webhook.answers = 200;
  await run.getByRole('button', { name: 'Try again' }).click();
  await expect(run.getByText('webhook:snapshots answered 200')).toBeVisible();
  const [first, second] = automation.posted;
  expect(second).toMatchObject({
    changeId: id,
    step: steps[1],
    input: { snapshot: 'queue-before-4' },
  });
  expect(second.idempotencyKey).not.toBe(first.idempotencyKey);

  await expect.poll(() => automation.tasks.length).toBe(1);
  const [task] = automation.tasks;
  expect(task).toMatchObject({
    templateRef: 'template:default/redeploy',
    spec: { parameters: { component: 'payments-worker', version: '3.2.0' } },
  });
  task.status = 'failed';
  await expect(run.getByText(/Step deploy: no such image/)).toBeVisible();
  await run.getByLabel('Result of step 3').fill('Deployed by hand, 3.2.0');
  await run.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(run.getByText('Deployed by hand, 3.2.0')).toBeVisible();
  await run.getByLabel('Result of step 4').fill('As before');
  await run.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(run.getByRole('button')).toHaveCount(0);
  await take(amina, 'End rollback', {});
  await expectState(amina, 'review');
  automation.close();
});
