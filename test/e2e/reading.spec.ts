import { expect } from '@playwright/test';
import { clientOf, test } from './people';
import { authorizedBy } from './prepare';
import { openChange } from './steps';

test('a reader who may see only what concerns them finds nothing else', async ({
  signIn,
}) => {
  const { id, title } = await authorizedBy('youssef');
  const ghita = await signIn('ghita');
  await ghita.goto('/change-management?view=all');
  await expect(ghita.getByRole('row', { name: /cms/i }).first()).toBeVisible();
  await expect(ghita.getByText(title)).toHaveCount(0);

  await ghita.goto(`/change-management/changes/${id}`);
  await expect(
    ghita.getByText(/not found|no change|may not see/i).first(),
  ).toBeVisible();
  await expect(ghita.getByText(title)).toHaveCount(0);

  await ghita.goto('/catalog/default/component/payments-api/changes');
  await expect(ghita.getByText('No changes yet').first()).toBeVisible();

  const client = await clientOf('ghita');
  const { items } = await client.listChanges({ limit: 200 });
  expect(items.length).toBeGreaterThan(3);
  expect(items.map(change => change.id)).not.toContain(id);
});

test('an auditor reads everything and is offered nothing', async ({
  signIn,
}) => {
  const { id } = await authorizedBy('youssef');
  const hind = await signIn('hind');
  await openChange(hind, id);
  await expect(hind.getByRole('tab', { name: 'Audit' })).toBeVisible();
  await expect(
    hind.getByRole('button', { name: /^(Approve|Add comment|Edit)$/ }),
  ).toHaveCount(0);
  expect((await (await clientOf('hind')).getChange(id)).allowedActions).toEqual(
    [],
  );
});
