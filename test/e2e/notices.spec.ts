import { expect } from '@playwright/test';
import { clientOf, test } from './people';
import { authorizedBy, lowRiskForm } from './prepare';
import { openChange } from './steps';

const hour = 60 * 60 * 1000;

test('an owner is told in advance and acknowledges it; everybody sees that', async ({
  signIn,
}) => {
  const { id } = await authorizedBy('youssef', {
    ...lowRiskForm,
    title: 'Raise the limit in two days',
  });
  const salma = await clientOf('salma');
  await salma.takeStep('decideChange', id, { decision: 'approve' });
  const start = Date.now() + 48 * hour;
  await salma.takeStep('scheduleChange', id, {
    plannedStart: new Date(start).toISOString(),
    plannedEnd: new Date(start + hour).toISOString(),
    // At some hours, the demo organisation has plans of its own for that time.
    override: { reason: 'Agreed with all of them', waives: ['conflicts'] },
  });

  const youssef = await signIn('youssef');
  await openChange(youssef, id);
  const told = youssef
    .getByRole('alert')
    .filter({ hasText: `${id} is scheduled for` });
  await expect(told).toBeVisible();
  await youssef.screenshot({ path: test.info().outputPath('told.png') });
  await told.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(told).toBeHidden();

  const hind = await signIn('hind');
  await hind.goto(`/change-management/changes/${id}?tab=notices`);
  const row = hind
    .getByRole('table', { name: 'Notices' })
    .getByRole('row', { name: new RegExp(`${id} is scheduled for`) });
  await expect(row).toContainText('Handed over');
  await expect(
    row.getByRole('link', { name: /Youssef/ }).first(),
  ).toBeVisible();
  await expect(row.getByRole('button', { name: 'Acknowledge' })).toBeHidden();
  await expect(hind.getByText(/Given: 4[78] h/)).toBeVisible();
  await hind.screenshot({
    path: test.info().outputPath('notices.png'),
    fullPage: true,
  });

  await youssef.goto('/change-management');
  await youssef
    .getByRole('navigation', { name: 'Change management' })
    .getByRole('link', { name: 'Notices' })
    .click();
  await youssef.getByRole('radio', { name: /Once a day/ }).check();
  await expect(youssef.getByText('Saved')).toBeVisible();
  await youssef.screenshot({ path: test.info().outputPath('preferences.png') });
  await youssef.getByRole('radio', { name: /At once/ }).check();
  await expect(youssef.getByText('Saved')).toBeVisible();
});
