import { expect } from '@playwright/test';
import { test } from './people';
import {
  expectState,
  fillForm,
  inMinutes,
  lowRisk,
  openChange,
  openEntityChanges,
  submitForm,
  take,
} from './steps';

test('a normal change, from the service’s page to its history', async ({
  signIn,
}) => {
  const amina = await signIn('amina');
  await openEntityChanges(amina, 'component/payments-api');
  await amina.getByRole('button', { name: 'New change' }).first().click();
  await expect(amina.getByText('Payments API').first()).toBeVisible();
  const title = `Raise the connection limit ${Date.now()}`;
  await fillForm(amina, { title, risk: lowRisk });
  await expect(amina.getByText('Low risk').first()).toBeVisible();
  await expect(
    amina.getByText('The change manager reviews every change.').first(),
  ).toBeVisible();
  const id = await submitForm(amina);
  await expectState(amina, 'assessment');

  const youssef = await signIn('youssef');
  await youssef.goto('/');
  await youssef.getByRole('link', { name: 'Changes' }).click();
  await youssef.getByRole('link', { name: title }).click();
  await take(youssef, 'Assess impact', {
    'Impact on clients': 'None',
    'Impact on data': 'None',
  });
  await expectState(youssef, 'authorization');

  const salma = await signIn('salma');
  await salma.goto('/');
  await salma.getByRole('link', { name: 'Changes' }).click();
  await salma.getByRole('link', { name: title }).click();
  await take(salma, 'Approve', { Comment: 'Go ahead' });
  await expectState(salma, 'approved');
  await take(salma, 'Schedule', {
    Start: await inMinutes(salma, -5),
    End: await inMinutes(salma, 90),
    'Override a rule': true,
    'Reason of the override': 'All concerned agreed by phone',
  });
  await expectState(salma, 'scheduled');

  await openChange(amina, id);
  await expect(
    amina.getByRole('button', { name: 'Start', exact: true }),
  ).toHaveCount(0);
  await take(amina, 'Add test result', { Environment: 'staging' });
  await take(amina, 'Start');
  await expectState(amina, 'implementation');
  await take(amina, 'Add log entry', {
    Summary: 'Limit raised on the first instance',
    'What changed': 'payments-api-1',
  });
  await take(amina, 'Complete', { Result: 'As planned' });
  await expectState(amina, 'review');

  await openChange(salma, id);
  await take(salma, 'Close change', { Summary: 'Confirmed with the owner' });
  await expectState(salma, 'closed');
  await salma.getByRole('tab', { name: 'Timeline' }).click();
  await expect(
    salma.getByText('Limit raised on the first instance').first(),
  ).toBeVisible();

  await openEntityChanges(amina, 'component/payments-api');
  const entry = amina.getByRole('link', { name: title });
  await expect(entry).toBeVisible();
  await entry.click();
  await expect(amina.getByText('Successful').first()).toBeVisible();
});
