import { expect } from '@playwright/test';
import { clientOf, test } from './people';
import { implemented, lowRiskForm } from './prepare';
import { openChange, openEntityChanges } from './steps';

test('an incident is recorded, its cause proposed, confirmed and shown on the change', async ({
  signIn,
}) => {
  const change = await implemented({
    ...lowRiskForm,
    title: `Change the retries of the payments API ${Date.now()}`,
  });
  const happened = `Nobody can pay ${Date.now()}`;

  const youssef = await signIn('youssef');
  await openEntityChanges(youssef, 'component/payments-api');
  await youssef.getByRole('button', { name: 'Record incident' }).click();
  await youssef.getByLabel('What happened').fill(happened);
  await youssef.getByLabel('Severity').selectOption({ label: 'High' });
  await youssef.getByRole('button', { name: 'Record incident' }).click();
  await youssef.waitForURL(/\/incidents\/INC-\d+$/);
  const id = youssef.url().split('/').pop()!;

  // The implementer's own change is proposed, and they cannot talk it away.
  const amina = await signIn('amina');
  await amina.goto(`/change-management/incidents/${id}`);
  await expect(
    amina.getByRole('button', { name: `Confirm: ${change.id}` }),
  ).toBeVisible();
  await expect(
    amina.getByRole('button', { name: `Rule out: ${change.id}` }),
  ).toHaveCount(0);

  const salma = await signIn('salma');
  await salma.goto(`/change-management/incidents/${id}`);
  await salma.getByRole('button', { name: `Confirm: ${change.id}` }).click();
  const dialog = salma.getByRole('dialog', { name: 'Confirm' });
  await dialog.getByLabel('How you know').fill('The errors began with it.');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog).toBeHidden();
  await expect(salma.getByText('Confirmed as its cause')).toBeVisible();

  await openChange(salma, change.id);
  await expect(salma.getByText('It caused:')).toBeVisible();
  await expect(
    salma.getByRole('link', { name: happened }).first(),
  ).toBeVisible();

  // The auditor reads all of it, and is offered nothing.
  const hind = await signIn('hind');
  await hind.goto('/change-management/incidents');
  await hind.getByRole('link', { name: happened }).click();
  await expect(hind.getByText(`named ${change.id} as the cause`)).toBeVisible();
  await expect(hind.getByRole('button', { name: 'Edit' })).toHaveCount(0);
  await expect(hind.getByRole('button', { name: /Confirm/ })).toHaveCount(0);
});

test('the demo organisation has incidents with and without a cause', async () => {
  const hind = await clientOf('hind');
  const { items } = await hind.incidents.list({ limit: 100 });
  const causes = new Set(items.map(({ cause }) => cause));
  expect(causes).toEqual(new Set(['open', 'change', 'none']));
  expect(items.length).toBeGreaterThanOrEqual(12);
});
