import { expect } from '@playwright/test';
import { test } from './people';
import { implemented } from './prepare';
import { expectState, openChange, openEntityChanges, take } from './steps';

test('a rollback from the service’s page, shown step by step, and its review', async ({
  signIn,
}) => {
  const { id } = await implemented();
  const amina = await signIn('amina');
  await openEntityChanges(amina, 'component/payments-api');
  await amina
    .getByRole('link', { name: 'Roll back' })
    .or(amina.getByRole('button', { name: 'Roll back' }))
    .first()
    .click();
  const dialog = amina.getByRole('dialog', { name: 'Roll back' });
  await expect(dialog.getByText('Set the limit back to 20')).toBeVisible();
  await dialog
    .getByLabel('Reason', { exact: true })
    .fill('Error rate above two per cent');
  await dialog.getByRole('button', { name: 'Roll back' }).click();
  await expect(dialog).toBeHidden();

  await openChange(amina, id);
  await expectState(amina, 'review');
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
