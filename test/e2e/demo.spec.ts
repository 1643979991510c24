import { expect } from '@playwright/test';
import {
  changeCategories,
  changeStates,
  changeTypes,
  closeCodes,
} from 'backstage-plugin-change-management-common';
import { clientOf, test } from './people';
import { images } from './pictures';
import { openChange, openEntityChanges } from './steps';

test('the demo organisation shows every state, type, category and outcome', async () => {
  const hind = await clientOf('hind');
  const { items } = await hind.listChanges({ limit: 200 });
  const values = (key: 'state' | 'type' | 'category' | 'closeCode') =>
    new Set(items.map(change => change[key]));
  expect(values('state')).toEqual(new Set(changeStates));
  expect(values('type')).toEqual(new Set(changeTypes));
  for (const category of changeCategories) {
    expect(values('category')).toContain(category);
  }
  for (const code of closeCodes) {
    expect(values('closeCode')).toContain(code);
  }
});

test('the demo organisation has answers of the gate, of both kinds', async () => {
  const { items } = await (await clientOf('hind')).execution.listGateChecks();
  expect(new Set(items.map(({ allowed }) => allowed))).toEqual(
    new Set([true, false]),
  );
});

test('pictures of the main pages', async ({ signIn }) => {
  const karim = await signIn('karim');
  await karim.setViewportSize({ width: 1280, height: 860 });
  const { items } = await (
    await clientOf('karim')
  ).listChanges({ q: 'Sign in with passkeys' });
  await openChange(karim, items[0].id);
  await expect(karim.getByRole('button', { name: 'Approve' })).toBeVisible();
  // People show by their names soon after.
  await expect(
    karim.getByRole('link', { name: /^Loubna / }).first(),
  ).toBeVisible();
  await karim.screenshot({ path: `${images}/change-page.png` });

  const amina = await signIn('amina');
  await openEntityChanges(amina, 'component/payments-api');
  await expect(
    amina.getByText('Release payments-api 6.0 with instalments').first(),
  ).toBeVisible();
  await amina.screenshot({ path: `${images}/entity-changes.png` });
});

test('a change of the demo is being rolled back, by day and on a phone at night', async ({
  signIn,
}) => {
  const client = await clientOf('soufiane');
  const { items } = await client.listChanges({ q: 'Release channel-sync 2.5' });
  const soufiane = await signIn('soufiane');
  await soufiane.setViewportSize({ width: 1280, height: 860 });
  await openChange(soufiane, items[0].id);
  const run = soufiane.getByRole('region', { name: 'Rollback' });
  await expect(run.getByText('Partners were told, too.')).toBeVisible();
  await expect(
    run.getByText(/^deploy\/channel-sync@2.4: 1 of 3/),
  ).toBeVisible();
  await soufiane.screenshot({ path: `${images}/rollback.png` });

  await soufiane.evaluate(() => localStorage.setItem('theme', 'dark'));
  await soufiane.setViewportSize({ width: 400, height: 860 });
  await openChange(soufiane, items[0].id);
  const again = run.getByRole('button', { name: 'Try again' });
  await expect(again).toBeVisible();
  await again.scrollIntoViewIfNeeded();
  await soufiane.screenshot({ path: `${images}/rollback-phone.png` });

  await again.click();
  await expect(run.getByText(/3 of 3 instances are healthy/)).toBeVisible({
    timeout: 30_000,
  });
});
