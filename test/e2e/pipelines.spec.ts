import { expect, Page } from '@playwright/test';
import { ChangeManagementClient } from 'backstage-plugin-change-management-common';
import { baseUrl, pipelineToken } from './address';
import { clientOf, test } from './people';
import { authorizedBy, lowRiskForm } from './prepare';
import { expectState, openChange } from './steps';

const minute = 60_000;
const entityRef = 'component:default/payments-api';

/** The pipeline of the demo portal, by its token. */
const pipeline = new ChangeManagementClient({
  discovery: { getBaseUrl: async id => `${baseUrl}/api/${id}` },
  fetch: (input, init) =>
    fetch(input, {
      ...init,
      headers: { ...init?.headers, Authorization: `Bearer ${pipelineToken}` },
    }),
});
const question = { entityRef, environment: 'production', version: '9.1.0' };

test('a pipeline is refused, then let through, and its change follows the deployment', async ({
  signIn,
}) => {
  const change = await authorizedBy('youssef', {
    ...lowRiskForm,
    title: `Ship payments 9.1 ${Date.now()}`,
    affectedEntities: [entityRef],
    followsDeployments: true,
  });
  const named = { ...question, changeId: change.id };
  const refused = await pipeline.execution.askGate(named);
  expect(refused.allowed).toBe(false);
  expect(refused.reasons[0].message).toContain('change manager');

  const salma = await clientOf('salma');
  await salma.takeStep('decideChange', change.id, { decision: 'approve' });
  await salma.takeStep('scheduleChange', change.id, {
    plannedStart: new Date(Date.now() - 5 * minute).toISOString(),
    plannedEnd: new Date(Date.now() + 60 * minute).toISOString(),
    override: { reason: 'Agreed with everybody whom it touches' },
  });
  const amina = await clientOf('amina');
  await amina.takeStep('addTestResult', change.id, {
    environment: 'staging',
    outcome: 'passed',
  });
  expect(await pipeline.execution.askGate(named)).toMatchObject({
    allowed: true,
    changeId: change.id,
  });

  const event = {
    ...named,
    externalId: `journey-${Date.now()}`,
    status: 'started' as const,
    startedAt: new Date().toISOString(),
  };
  await pipeline.execution.reportDeployment(event);
  const page = await signIn('amina');
  await openChange(page, change.id);
  await expectState(page, 'Implementation');
  await page.getByRole('tab', { name: 'Deployments' }).click();
  await expect(page.getByText('Running')).toBeVisible();

  await pipeline.execution.reportDeployment({ ...event, status: 'succeeded' });
  await page.reload();
  await expectState(page, 'Review');
  await expect(
    page.getByRole('table', { name: 'Deployments' }).getByText('Succeeded'),
  ).toBeVisible();
});

test('a deployment without a change is found, explained and accepted', async ({
  signIn,
}) => {
  const version = `9.9.${Date.now() % 100_000}`;
  await pipeline.execution.reportDeployment({
    externalId: `dark-${Date.now()}`,
    entityRef: 'component:default/monitoring',
    environment: 'production',
    version,
    status: 'succeeded',
    startedAt: new Date(Date.now() - minute).toISOString(),
  });
  const rowOf = (page: Page) =>
    page
      .getByRole('table', { name: 'Unauthorized changes' })
      .getByRole('row')
      .filter({ hasText: version });

  const owner = await signIn('amina');
  await owner.goto('/change-management/deployments?view=unauthorized');
  await rowOf(owner)
    .getByRole('button', { name: /^Explain/ })
    .click();
  const dialog = owner.getByRole('dialog', { name: 'Explain' });
  await dialog.getByLabel('Explanation').fill('Mail was down at night.');
  await dialog.getByRole('button', { name: 'Explain' }).click();
  await expect(rowOf(owner).getByText('Explained')).toBeVisible();
  await expect(
    rowOf(owner).getByRole('button', { name: /^Accept/ }),
  ).toBeHidden();

  const manager = await signIn('salma');
  await manager.goto('/change-management/deployments?view=unauthorized');
  await rowOf(manager)
    .getByRole('button', { name: /^Accept/ })
    .click();
  await manager
    .getByRole('dialog')
    .getByRole('button', { name: 'Accept explanation' })
    .click();
  await expect(rowOf(manager)).toBeHidden();
  await manager.getByLabel('Settled ones, too').check();
  await expect(rowOf(manager).getByText('Accepted')).toBeVisible();
});
