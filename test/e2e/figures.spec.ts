import { expect, Page } from '@playwright/test';
import { clientOf, test } from './people';

/** How many changes the list holds, page by page. */
async function countRows(page: Page): Promise<number> {
  const { searchParams } = new URL(page.url());
  searchParams.delete('view');
  const { totalItems } = await (
    await clientOf('salma')
  ).listChanges({
    ...Object.fromEntries(searchParams),
    limit: 1,
    totalItems: 'include',
  });
  return totalItems!;
}

test('figures are drawn, said in numbers, and lead to the changes that they count', async ({
  signIn,
}) => {
  const salma = await signIn('salma');
  await salma.goto('/change-management/figures');
  await expect(
    salma.getByRole('img', { name: 'Outcomes of changes' }),
  ).toBeVisible();
  await expect(
    salma.getByRole('table', { name: 'For whom changes wait' }),
  ).toContainText(/change manager/i);

  await test.step('a month leads to its successful changes', async () => {
    await salma
      .getByRole('button', { name: 'Show the numbers: Outcomes of changes' })
      .click();
    const link = salma
      .getByRole('table', { name: 'Outcomes of changes' })
      .getByRole('link')
      .first();
    const number = Number(await link.textContent());
    await link.click();
    await expect(salma).toHaveURL(/startedFrom=.*closeCode=successful/);
    await expect(
      salma.getByRole('table').getByRole('row').nth(1),
    ).toBeVisible();
    expect(await countRows(salma)).toBe(number);
    await salma.goBack();
  });

  await test.step('a team leads to its failures, and says which ones it means', async () => {
    const link = salma
      .getByRole('table', { name: /DORA/ })
      .getByRole('row', { name: /Payments team/ })
      .locator('a[href*="figure=failures"]');
    const number = Number(await link.textContent());
    await link.click();
    await expect(
      salma.getByRole('button', { name: /Failed, or caused an incident/ }),
    ).toBeVisible();
    expect(await countRows(salma)).toBe(number);
    await salma.goBack();
  });

  await test.step('who was waited for leads to what they decided on', async () => {
    const link = salma
      .getByRole('table', { name: 'For whom changes wait' })
      .getByRole('row', { name: /change manager, high/i })
      .getByRole('link');
    const decisions = Number(/\d+/.exec((await link.textContent())!)![0]);
    await link.click();
    await expect(
      salma.getByRole('button', { name: /Decided by: change manager, high/i }),
    ).toBeVisible();
    const rows = await countRows(salma);
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThanOrEqual(decisions);
    await salma.goBack();
  });

  await test.step('they are limited to a category, and the address keeps it', async () => {
    const key = salma.getByRole('list', { name: 'Key figures' });
    const all = await key.getByRole('link').first().textContent();
    await salma.getByLabel('Category').selectOption({ label: 'Database' });
    await expect(salma).toHaveURL(/category=database/);
    await expect(key.getByRole('link').first()).not.toHaveText(all!);
  });
});

test('figures fit on paper, with all numbers and without what only a screen can do', async ({
  signIn,
}) => {
  const hind = await signIn('hind');
  await hind.goto('/change-management/figures');
  await expect(
    hind.getByRole('img', { name: 'Outcomes of changes' }),
  ).toBeVisible();
  const numbers = hind.getByRole('table', { name: 'Outcomes of changes' });
  await expect(numbers).toBeHidden();
  await hind.emulateMedia({ media: 'print' });
  await expect(numbers).toBeVisible();
  await expect(hind.getByRole('button', { name: 'Print' })).toBeHidden();
});
