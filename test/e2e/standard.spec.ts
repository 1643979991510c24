import { expect } from '@playwright/test';
import { clientOf, test } from './people';
import { approvedModel, formFrom, runClean, started } from './prepare';
import { expectState, openChange, submitForm } from './steps';

test('a model earns its standing, is used, and loses it at a failure', async ({
  signIn,
}) => {
  const name = `Raise the limit by the model ${Date.now()}`;
  let model = await approvedModel(name);
  for (const run of ['first', 'second', 'third']) {
    await runClean(model, `${name}, ${run} time`);
  }
  const aminasClient = await clientOf('amina');
  model = await aminasClient.getModel(model.id);
  expect(model.status).toBe('standard');

  const amina = await signIn('amina');
  await amina.goto('/change-management');
  await amina.getByRole('link', { name: 'Change models' }).click();
  await amina.getByRole('link', { name }).click();
  await expect(
    amina.getByText('Its changes may be standard: 3 in a row were successful.'),
  ).toBeVisible();
  await amina.getByRole('button', { name: 'Use this model' }).click();
  await expect(amina.getByLabel('Type', { exact: true })).toHaveValue(
    'standard',
  );
  await expect(
    amina.getByLabel('Rollback step 1', { exact: true }),
  ).toHaveValue('Stop the rollout');
  await amina.getByLabel('Title', { exact: true }).fill(`${name}, noon`);
  const noon = await submitForm(amina);
  await expectState(amina, 'authorization');
  const { id: night } = await aminasClient.createChange(
    formFrom(model, { type: 'standard', title: `${name}, night` }),
  );
  await aminasClient.takeStep('submitChange', night, {});

  const salma = await signIn('salma');
  await salma.goto('/change-management');
  await salma.getByRole('tab', { name: 'For me to decide' }).click();
  for (const time of ['noon', 'night']) {
    await salma
      .getByRole('checkbox', { name: `Choose ${name}, ${time}` })
      .check();
  }
  await salma.getByRole('button', { name: 'Approve 2 changes' }).click();
  for (const time of ['noon', 'night']) {
    await expect(
      salma.getByRole('listitem').filter({ hasText: `${name}, ${time}` }),
    ).toContainText('Approve');
  }
  await openChange(salma, noon);
  await expectState(salma, 'approved');
  await openChange(salma, night);
  await expectState(salma, 'approved');

  await started(noon);
  await aminasClient.takeStep('rollbackChange', noon, {
    reason: 'Requests failed at the new limit.',
    result: 'Back at 20.',
  });
  await amina.goto(`/change-management/models/${model.id}`);
  await expect(amina.getByText('On probation')).toBeVisible();
  await expect(
    amina.getByText(
      `${noon} was rolled back. It needs 3 more successful changes in a row`,
    ),
  ).toBeVisible();
  await expect(amina.getByRole('list').last()).toContainText(noon);
});
