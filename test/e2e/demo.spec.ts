import { resolve } from 'node:path';
import { expect } from '@playwright/test';
import {
  changeCategories,
  changeStates,
  changeTypes,
  closeCodes,
} from 'backstage-plugin-change-management-common';
import { clientOf, test } from './people';
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

// With UPDATE_IMAGES=1 the pictures of the README are taken anew.
test('pictures of the main pages', async ({ signIn }) => {
  const images = resolve(
    __dirname,
    process.env.UPDATE_IMAGES ? '../../docs/images' : '.artifacts/images',
  );
  const karim = await signIn('karim');
  await karim.setViewportSize({ width: 1280, height: 860 });
  const { items } = await (
    await clientOf('karim')
  ).listChanges({ q: 'Sign in with passkeys' });
  await openChange(karim, items[0].id);
  await expect(karim.getByRole('button', { name: 'Approve' })).toBeVisible();
  await karim.screenshot({ path: `${images}/change-page.png` });

  const amina = await signIn('amina');
  await openEntityChanges(amina, 'component/payments-api');
  await expect(
    amina.getByText('Release payments-api 6.0 with instalments').first(),
  ).toBeVisible();
  await amina.screenshot({ path: `${images}/entity-changes.png` });
});
