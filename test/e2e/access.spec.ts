import { AxeBuilder } from '@axe-core/playwright';
import { resolve } from 'node:path';
import { expect } from '@playwright/test';
import { clientOf, test } from './people';
import { authorizedBy, lowRiskForm, started } from './prepare';
import { openChange, openEntityChanges, take } from './steps';

const paymentsApi = 'component:default/payments-api';
const principal = `external:export-${Date.now()}`;
const read = { principal, entityRef: paymentsApi, permission: 'api:read' };

/** A change of access of Amina's, as both who have to approve it agree to it. */
async function approved(id: string): Promise<void> {
  for (const person of ['salma', 'karim']) {
    const client = await clientOf(person);
    await client.takeStep('decideChange', id, { decision: 'approve' });
  }
}

async function completed(id: string): Promise<void> {
  await started(id);
  await (
    await clientOf('amina')
  ).takeStep('completeChange', id, { outcome: 'successful', result: 'Done' });
}

test('access expires, its owner sees what is owed, and a change revokes it', async ({
  signIn,
}) => {
  const granting = await authorizedBy('youssef', {
    ...lowRiskForm,
    category: 'access',
    title: `Let the export read payments ${Date.now()}`,
    access: {
      grants: [
        // Long enough to be granted, and over soon.
        { ...read, until: new Date(Date.now() + 45_000).toISOString() },
      ],
    },
  });
  const karim = await signIn('karim');
  await openChange(karim, granting.id);
  const grants = karim.getByRole('table', { name: 'Grants' });
  await expect(grants.getByText(principal)).toBeVisible();
  await expect(grants.getByText('when completed')).toBeVisible();
  await approved(granting.id);
  await completed(granting.id);
  await karim.reload();
  await expect(grants.getByText('granted', { exact: true })).toBeVisible();

  const client = await clientOf('youssef');
  await expect
    .poll(
      async () => {
        const { items } = await client.access.listGrants({
          principal,
          status: 'expired',
          revocation: 'open',
        });
        return items.length;
      },
      { timeout: 150_000, intervals: [3_000] },
    )
    .toBe(1);

  const youssef = await signIn('youssef');
  await openEntityChanges(youssef, 'component/payments-api');
  const owed = youssef
    .getByRole('table', { name: 'To be revoked' })
    .getByRole('row', { name: new RegExp(principal) });
  await expect(owed).toBeVisible();
  await owed.scrollIntoViewIfNeeded();
  const { violations } = await new AxeBuilder({ page: youssef })
    .include('main')
    .analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await youssef.screenshot({
    path: resolve(__dirname, '.artifacts/images/entity-access.png'),
  });

  const amina = await signIn('amina');
  await openEntityChanges(amina, 'component/payments-api');
  await amina
    .getByRole('table', { name: 'To be revoked' })
    .getByRole('row', { name: new RegExp(principal) })
    .getByRole('button', { name: 'Revoke by a change' })
    .click();
  await expect(amina.getByLabel('Title', { exact: true })).toHaveValue(
    `Revoke api:read from ${principal}`,
  );
  await expect(amina.getByText(`Revokes api:read`)).toBeVisible();
  await amina.getByRole('button', { name: 'Save draft' }).click();
  await expect(amina.getByRole('table', { name: 'Revokes' })).toBeVisible();
  const id = /CHG-\d+/.exec(amina.url())![0];

  const requester = await clientOf('amina');
  const { revision } = await requester.getChange(id);
  const { type, title, category, affectedEntities, ...rest } = lowRiskForm;
  await requester.editChange(id, { ...rest, revision });
  await requester.takeStep('submitChange', id, {});
  await client.takeStep('assessChange', id, {
    entityRef: paymentsApi,
    impactOnClients: 'None',
    impactOnData: 'None',
  });
  await approved(id);
  await started(id);
  await openChange(amina, id);
  await take(amina, 'Complete', {
    Outcome: 'Successful',
    Result: 'The key is gone',
  });
  await expect(
    amina
      .getByRole('table', { name: 'Revokes' })
      .getByText('revoked', { exact: true }),
  ).toBeVisible();

  await youssef.reload();
  await expect(
    youssef.getByRole('heading', { name: 'Access', exact: true }),
  ).toBeVisible();
  await expect(owed).toHaveCount(0);
});
