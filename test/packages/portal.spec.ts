import { resolve } from 'node:path';
import { expect, Page, test } from '@playwright/test';

const system = process.env.PORTAL_SYSTEM;

/** What went wrong in the page, unseen. */
function faultsOf(page: Page) {
  const faults: string[] = [];
  page.on('pageerror', error => faults.push(error.message));
  page.on('response', response => {
    if (response.status() >= 400 && /change-management/.test(response.url())) {
      faults.push(`${response.status()} ${response.url()}`);
    }
  });
  return faults;
}

async function signIn(page: Page) {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
}

/** A tab in the old system, a link in the new one. */
async function openTab(page: Page) {
  const tab = page.getByRole('tab', { name: 'Changes' });
  const link = page
    .getByRole('navigation', { name: 'Content navigation' })
    .getByRole('link', { name: 'Changes' });
  await tab.or(link).click();
}

/** The item of the entity's menu leads to the form, filled in for the entity. */
async function requestFromMenu(page: Page) {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Request change' }).click();
  await expect(page).toHaveURL(
    /\/change-management\/new\?entityRef=component%3Adefault%2Fcheckout$/,
  );
  await expect(page.getByLabel('Title', { exact: true })).toBeVisible();
  await page.goBack();
}

async function picture(page: Page, name: string) {
  await page.screenshot({
    path: resolve(__dirname, '.artifacts/images', `${system}-${name}.png`),
  });
}

test('page and tab, as the READMEs promise them', async ({ page }) => {
  const faults = faultsOf(page);
  await signIn(page);
  await page.getByRole('link', { name: 'checkout' }).first().click();
  const card = page.getByRole('heading', { name: 'Changes' });
  await expect(card).toBeVisible();
  await picture(page, 'overview');
  await requestFromMenu(page);
  await openTab(page);
  await expect(page).toHaveURL('/catalog/default/component/checkout/changes');
  await page.getByRole('button', { name: 'New change' }).first().click();

  await expect(page).toHaveURL(/\/change-management\/new/);
  await expect(page.getByText('checkout').first()).toBeVisible();
  await page.getByLabel('Title', { exact: true }).fill('Try the packages');
  await picture(page, 'form');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.waitForURL(/\/change-management\/changes\/CHG-\d+$/);
  await expect(page.getByText('Try the packages').first()).toBeVisible();
  await picture(page, 'change');

  await page
    .getByRole('navigation', { name: 'sidebar nav' })
    .getByRole('link', { name: 'Changes' })
    .click();
  await expect(page).toHaveURL(/\/change-management(\?.*)?$/);
  await expect(
    page.getByRole('heading', { name: 'Changes', level: 1 }),
  ).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Changes' })).toHaveCount(1);
  await page.getByText('Mine', { exact: true }).first().click();
  const row = page.getByRole('row', { name: /Try the packages/ });
  await expect(row).toBeVisible();
  await picture(page, 'page');

  await row.getByRole('link', { name: /checkout/ }).click();
  await openTab(page);
  await expect(page.getByText('Try the packages').first()).toBeVisible();
  await picture(page, 'tab');

  await page.goto('/catalog/default/system/shop/changes');
  await expect(page.getByText('Try the packages').first()).toBeVisible();
  expect(faults).toEqual([]);
});
