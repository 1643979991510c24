import { expect, Page } from '@playwright/test';
import { test } from './people';
import { authorizedBy } from './prepare';
import { expectState, inMinutes, openEntityChanges } from './steps';

/** Counts what a person does: page loads, clicks, fields filled. */
class Hands {
  count = 0;
  constructor(readonly page: Page) {}
  async load(path: string) {
    this.count += 1;
    await this.page.goto(path);
  }
  async click(name: string | RegExp, role: 'button' | 'link' = 'button') {
    this.count += 1;
    await this.page.getByRole(role, { name, exact: true }).first().click();
  }
  async fill(label: string, value: string) {
    this.count += 1;
    await this.page.getByLabel(label, { exact: true }).fill(value);
  }
}

test('filing with reason, system, rollback plan and time takes at most 12 interactions', async ({
  signIn,
}) => {
  const hands = new Hands(await signIn('amina'));
  await hands.load('/catalog/default/component/payments-api/changes');
  await hands.click('New change');
  await hands.fill('Title', 'Counted by hand');
  await hands.fill('Description', 'From 20 to 40.');
  await hands.fill('Justification', 'Requests queue.');
  await hands.click(/^Answer as in/);
  await hands.fill('Rollback step 1', 'Back to 20');
  await hands.fill('Start', await inMinutes(hands.page, 600));
  await hands.click('Submit for approval');
  await hands.page.waitForURL(/\/changes\/CHG-\d+$/);
  await expectState(hands.page, 'assessment');
  expect(hands.count).toBeLessThanOrEqual(12);
});

test('filing for a service without an earlier change, by somebody who never filed one, takes as few', async ({
  signIn,
}) => {
  const hands = new Hands(await signIn('meryem'));
  await hands.load('/catalog/default/component/monitoring/changes');
  await hands.click('New change');
  await hands.fill('Title', 'Watch the queues');
  await hands.fill('Description', 'An alert above 1000 messages.');
  await hands.fill('Justification', 'Orders got stuck unseen.');
  await expect(
    hands.page.getByText('the latest change of this category'),
  ).toBeVisible();
  await hands.click(/^Answer as in/);
  await hands.fill('Rollback step 1', 'Take the alert away');
  await hands.fill('Start', await inMinutes(hands.page, 600));
  await hands.click('Submit for approval');
  await hands.page.waitForURL(/\/changes\/CHG-\d+$/);
  await expectState(hands.page, 'assessment');
  expect(hands.count).toBeLessThanOrEqual(12);
});

test('filing where no earlier change is to be seen takes as few: what the catalog knows is confirmed, the rest is stated', async ({
  signIn,
}) => {
  const page = await signIn('meryem');
  await page.route(/\/api\/change-management\/changes\?/, route =>
    route.fulfill({ json: { items: [], pageInfo: {} } }),
  );
  const hands = new Hands(page);
  await hands.load('/catalog/default/component/monitoring/changes');
  await hands.click('New change');
  await hands.fill('Title', 'Watch the queues of the night');
  await hands.fill('Description', 'An alert above 1000 messages.');
  await hands.fill('Justification', 'Orders got stuck unseen.');
  await hands.click(/^Answer as proposed/);
  for (const answer of ['A few times', 'One step, one team', 'Partly']) {
    hands.count += 1;
    await page.getByRole('radio', { name: answer }).check();
  }
  await hands.fill('Rollback step 1', 'Take the alert away');
  await hands.fill('Start', await inMinutes(page, 600));
  await hands.click('Submit for approval');
  await page.waitForURL(/\/changes\/CHG-\d+$/);
  await expectState(page, 'assessment');
  expect(hands.count).toBeLessThanOrEqual(12);
});

test('deciding takes at most 4, with the five facts in sight', async ({
  signIn,
}) => {
  const { id, title } = await authorizedBy('youssef');
  const salma = await signIn('salma');
  await salma.goto('/');
  const hands = new Hands(salma);
  await hands.click('Changes', 'link');
  hands.count += 1;
  await hands.page
    .getByRole('row', { name: new RegExp(id) })
    .getByRole('link', { name: title })
    .click();
  const facts = hands.page.getByRole('region', { name: 'In short' });
  for (const fact of ['What', 'Why', 'When', 'System', 'Rollback']) {
    const box = await facts.getByText(fact, { exact: true }).boundingBox();
    expect(box!.y).toBeLessThan(800);
  }
  await hands.click('Approve');
  hands.count += 1;
  await hands.page
    .getByRole('dialog')
    .getByRole('button', { name: 'Approve' })
    .click();
  await expectState(hands.page, 'approved');
  expect(hands.count).toBeLessThanOrEqual(4);
});

test('the history of a service is one click away, newest first', async ({
  signIn,
}) => {
  const amina = await signIn('amina');
  await amina.goto('/catalog/default/component/payments-api');
  // The portal's own menu has a link of that name, too; the entity's tabs come after it.
  await amina
    .getByRole('link', { name: 'Changes', exact: true })
    .nth(1)
    .click();
  await expect(amina.getByRole('heading', { name: 'History' })).toBeVisible();
  await expect(
    amina.getByText('Release payments-api 6.0.1 with instalments').first(),
  ).toBeVisible();
});

test('by keyboard alone, from the service’s page to submitted', async ({
  signIn,
}) => {
  const page = await signIn('amina');
  // As where no automation has been set up; to offer it takes one stop more.
  await page.route('**/rollback-executors', route =>
    route.fulfill({ json: { items: [] } }),
  );
  await openEntityChanges(page, 'component/payments-api');
  const focused = () =>
    page.evaluate(() => {
      const node = document.activeElement as HTMLInputElement | null;
      const label = node?.labels?.[0]?.textContent;
      return (label || node?.getAttribute('aria-label') || node?.textContent)!;
    });
  let tabs = 0;
  const tabTo = async (name: RegExp) => {
    for (let i = 0; i < 60 && !name.test(await focused()); i++) {
      await page.keyboard.press('Tab');
      tabs += 1;
    }
    expect(await focused()).toMatch(name);
  };

  await page.getByRole('button', { name: 'New change' }).first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Title', { exact: true })).toBeFocused();
  tabs = 0;
  await page.keyboard.type('By keyboard');
  await tabTo(/^Description/);
  await page.keyboard.type('From 20 to 40.');
  await tabTo(/^Justification/);
  await page.keyboard.type('Requests queue.');
  await tabTo(/^Answer as in/);
  await page.keyboard.press('Enter');
  await tabTo(/^Rollback step 1/);
  await page.keyboard.type('Back to 20');
  await tabTo(/^Submit for approval/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/changes\/CHG-\d+$/);
  await expectState(page, 'assessment');
  expect(tabs).toBeLessThanOrEqual(25);
});
