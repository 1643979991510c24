import { expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { driftingCatalog } from './address';
import { clientOf, test } from './people';
import { authorizedBy, lowRiskForm } from './prepare';
import { expectState, openChange, take } from './steps';

const entityRef = 'component:default/exchange-rates';

/** The service of the journey, as its file in the catalog says. */
function ownedBy(owner: string) {
  writeFileSync(
    driftingCatalog,
    JSON.stringify({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'exchange-rates', title: 'Exchange rates' },
      spec: { type: 'service', lifecycle: 'production', owner },
    }),
  );
}

const highRisk = {
  answers: {
    ...lowRiskForm.risk!.answers,
    experience: 'never',
    complexity: 'several-teams',
    users: 'all-clients',
    undo: 'hard',
  },
};

test('an approval is asked for again when the catalog changes under it', async ({
  signIn,
}) => {
  ownedBy('payments-team');
  const amina = await clientOf('amina');
  const ownersOf = async (id: string) =>
    (await amina.getChange(id)).impact.direct[0].owners;
  // The catalog reads its files by and by.
  await expect
    .poll(
      async () => {
        const { impact } = await amina.previewChange({
          ...lowRiskForm,
          affectedEntities: [entityRef],
        });
        return impact.direct[0].owners;
      },
      { timeout: 120_000 },
    )
    .toEqual(['group:default/payments-team']);

  const { id } = await authorizedBy('youssef', {
    ...lowRiskForm,
    title: 'Take the exchange rates from another bank',
    affectedEntities: [entityRef],
    risk: highRisk,
  });
  const salma = await signIn('salma');
  await openChange(salma, id);
  await take(salma, 'Approve');
  const nadia = await signIn('nadia');
  await openChange(nadia, id);
  await take(nadia, 'Approve');
  await expectState(nadia, 'approved');

  ownedBy('orders-team');
  await expect
    .poll(() => ownersOf(id), { timeout: 150_000 })
    .toEqual(['group:default/orders-team']);

  await expect(
    (
      await clientOf('salma')
    ).takeStep('scheduleChange', id, {
      plannedStart: new Date(Date.now() + 3_600_000).toISOString(),
      plannedEnd: new Date(Date.now() + 7_200_000).toISOString(),
      override: { reason: 'All concerned agreed' },
    }),
  ).rejects.toMatchObject({ response: { status: 409 } });

  await openChange(salma, id);
  await expectState(salma, 'authorization');
  await expect(
    salma.getByText('The catalog has changed since this was approved'),
  ).toBeVisible();
  await expect(
    salma.getByText('Exchange rates is now owned by Orders team.'),
  ).toBeVisible();
  await expect(
    salma.getByText('given before the catalog changed').first(),
  ).toBeVisible();
  await take(salma, 'Approve');
  await openChange(nadia, id);
  await take(nadia, 'Approve');
  await expectState(nadia, 'approved');
  await expect(
    nadia.getByText('The catalog has changed since this was approved'),
  ).toHaveCount(0);
});
