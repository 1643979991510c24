import { expect } from '@playwright/test';
import { clientOf, test } from './people';
import { implemented, lowRiskForm } from './prepare';
import { expectState, openChange, openEntityChanges, take } from './steps';

test('a rollback from the service’s page, ticked off step by step, and its review', async ({
  signIn,
}) => {
  const { id } = await implemented({
    ...lowRiskForm,
    affectedEntities: ['component:default/payments-worker'],
  });
  const amina = await signIn('amina');
  await openEntityChanges(amina, 'component/payments-worker');
  const ongoing = amina.getByRole('listitem').filter({ hasText: id });
  await ongoing
    .getByRole('link', { name: 'Roll back' })
    .or(ongoing.getByRole('button', { name: 'Roll back' }))
    .click();
  const dialog = amina.getByRole('dialog', { name: 'Roll back' });
  await expect(dialog.getByText('Set the limit back to 20')).toBeVisible();
  await dialog
    .getByLabel('Reason', { exact: true })
    .fill('Error rate above two per cent');
  await dialog.getByRole('button', { name: 'Roll back' }).click();
  await expect(dialog).toBeHidden();

  const run = amina.getByRole('region', { name: 'Rollback' });
  await run
    .getByLabel('Result of step 1')
    .fill('No instance takes it any more');
  await run.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(run.getByText('No instance takes it any more')).toBeVisible();
  await run.getByLabel('Result of step 2').fill('20 everywhere');
  await run.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(run.getByRole('button')).toHaveCount(0);
  await take(amina, 'End rollback', { 'Downtime in minutes': '6' });
  await expectState(amina, 'review');
  await expect(amina.getByText('6 min came about')).toBeVisible();

  const salma = await signIn('salma');
  await openChange(salma, id);
  await expect(salma.getByRole('button', { name: 'Close change' })).toHaveCount(
    0,
  );
  await take(amina, 'Write review', { Summary: 'Staging has less traffic' });
  await openChange(salma, id);
  await take(salma, 'Close change', { Summary: 'Back to the old limit' });
  await expectState(salma, 'closed');
  await expect(salma.getByText('Rolled back').first()).toBeVisible();
});

test('what one writes in the log, another sees at once', async ({ signIn }) => {
  const { id } = await implemented();
  const salma = await signIn('salma');
  const subscribed = salma
    .waitForEvent('websocket')
    .then(socket =>
      socket.waitForEvent('framesent', ({ payload }) =>
        String(payload).includes('change-management:changes'),
      ),
    );
  await salma.goto(`/change-management/changes/${id}?tab=timeline`);
  await expect(salma.getByRole('tabpanel')).toContainText('submitted');
  await subscribed;
  await (
    await clientOf('amina')
  ).addLogEntry(id, {
    kind: 'step',
    summary: 'Set to 40',
    whatChanged: 'The limit',
  });
  // Well before the page would look by itself.
  await expect(salma.getByText(/Set to 40/).first()).toBeVisible({
    timeout: 5_000,
  });
});

test('a change closes only once its tasks have ended', async ({ signIn }) => {
  const { id } = await implemented();
  await (
    await clientOf('salma')
  ).takeStep('addTask', id, { title: 'Compare the figures', phase: 'verify' });
  const amina = await signIn('amina');
  await openChange(amina, id);
  await take(amina, 'Complete', { Result: 'As planned' });
  const salma = await signIn('salma');
  await openChange(salma, id);
  await expect(salma.getByText('1 task is open')).toBeVisible();
  await expect(salma.getByRole('button', { name: 'Close change' })).toHaveCount(
    0,
  );
  await amina
    .getByRole('button', { name: 'Done: Compare the figures' })
    .click();
  await openChange(salma, id);
  await take(salma, 'Close change', { Summary: 'Confirmed' });
  await expectState(salma, 'closed');
});
