import { expect, Locator, Page } from '@playwright/test';

/** The page of a service, on its tab Changes. */
export async function openEntityChanges(page: Page, path: string) {
  await page.goto(`/catalog/default/${path}/changes`);
  await expect(
    page.getByRole('button', { name: 'New change' }).first(),
  ).toBeVisible();
}

export async function openChange(page: Page, id: string) {
  await page.goto(`/change-management/changes/${id}`);
  await expect(page.getByText(id).first()).toBeVisible();
}

/** The life line shows where a change is. */
export async function expectState(page: Page, state: string) {
  await expect(
    page.getByRole('list', { name: /life/i }).locator('[aria-current=step]'),
  ).toHaveText(new RegExp(state, 'i'));
}

async function fill(field: Locator, value: string | boolean) {
  if (typeof value === 'boolean') {
    await field.setChecked(value);
  } else if (await field.evaluate(node => node.tagName === 'SELECT')) {
    await field.selectOption({ label: value });
  } else {
    await field.fill(value);
  }
}

/** Takes a step: its button, its dialog filled in by label, and the same verb again to confirm. */
export async function take(
  page: Page,
  action: string,
  fields: Record<string, string | boolean> = {},
) {
  await page.getByRole('button', { name: action, exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: action });
  for (const [label, value] of Object.entries(fields)) {
    await fill(dialog.getByLabel(label, { exact: true }), value);
  }
  await dialog.getByRole('button', { name: action, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/**
 * A time as the portal's fields read it, some minutes from now: in the zone of the browser, by its own clock. The browser and
 * Node may know different rules for one zone.
 */
export function inMinutes(page: Page, minutes: number): Promise<string> {
  return page.evaluate(
    time => new Date(time).toLocaleString('sv-SE').slice(0, 16),
    Date.now() + minutes * 60_000,
  );
}

/** The risk questions of the form with an answer each, from least to most risky. */
export const lowRisk = {
  'Has a change like this been done before?': 'Often, it is routine',
  'How involved is it?': 'One step, one team',
  'How can it be tested before production?': 'Fully, in a like environment',
  'Who notices if it goes wrong?': 'Nobody outside the team',
  'What can happen to data?': 'Nothing',
  'How is it undone?': 'In one quick step',
};
export const highRisk: typeof lowRisk = {
  ...lowRisk,
  'Has a change like this been done before?': 'Never',
  'How involved is it?': 'Several steps',
  'Who notices if it goes wrong?': 'All clients',
  'What can happen to data?': 'Loss that can be restored',
};

/** Fills in the form of a new change as somebody would who knows what they want. */
export async function fillForm(
  page: Page,
  form: { title: string; risk: typeof lowRisk; category?: string },
) {
  await page.getByLabel('Title', { exact: true }).fill(form.title);
  if (form.category) {
    await page
      .getByLabel('Category', { exact: true })
      .selectOption({ label: form.category });
  }
  await page
    .getByLabel('Description', { exact: true })
    .fill('Raise the limit from 20 to 40.');
  await page
    .getByLabel('Justification', { exact: true })
    .fill('Requests queue at noon.');
  for (const [question, answer] of Object.entries(form.risk)) {
    await page
      .getByRole('radiogroup', { name: question })
      .getByRole('radio', { name: answer })
      .check();
  }
  await page
    .getByLabel('Rollback step 1', { exact: true })
    .fill('Set the limit back to 20');
}

/** Submits the form and answers the number of the change. */
export async function submitForm(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Submit for approval' }).click();
  await page.waitForURL(/\/changes\/CHG-\d+$/);
  return page.url().split('/').pop()!;
}
