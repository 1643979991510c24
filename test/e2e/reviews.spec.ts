import { expect, Page } from '@playwright/test';
import { ReviewView } from 'backstage-plugin-change-management-common';
import { clientOf, test } from './people';
import { putBack } from './policies';
import { take } from './steps';

async function openReview(page: Page, id: string) {
  await page.goto(`/change-management/reviews/${id}`);
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
}

/** Says of every change that this person may look at that it is in order. */
async function lookAtAll(page: Page, { id }: ReviewView) {
  await openReview(page, id);
  const drawn = page.getByRole('list', { name: 'Changes drawn' });
  await expect(drawn).toBeVisible();
  const buttons = drawn.getByRole('button', { name: /^In order/ });
  for (let left = await buttons.count(); left > 0; left -= 1) {
    await buttons.first().click();
    await expect(buttons).toHaveCount(left - 1);
  }
}

test('last month’s review is looked at, gets a finding, and is signed off', async ({
  signIn,
}) => {
  const client = await clientOf('salma');
  const { items } = await client.reviews.list({
    kind: 'monthly',
    status: 'open',
  });
  const review = await client.reviews.get(items[0].id);

  const page = await signIn('salma');
  await page.goto('/change-management/reviews');
  await page
    .getByRole('table', { name: 'To be done' })
    .getByRole('link', { name: /Monthly review/ })
    .first()
    .click();
  const drawn = page.getByRole('list', { name: 'Changes drawn' });
  await expect(drawn).toBeVisible();
  await expect(page.getByText(/are not looked at/)).toBeVisible();

  // The first change that waits shows a finding, written beside it.
  await drawn
    .getByRole('button', { name: /^Write a finding/ })
    .first()
    .click();
  const form = page.getByRole('form', { name: 'Write a finding' });
  await form
    .getByLabel('What was found')
    .fill('The log says what was done, but not with what result.');
  await form.getByLabel('Clause of the policy').selectOption('§4.3');
  await form.getByLabel('Who answers for it').fill('amina');
  await page.getByRole('option', { name: /amina/i }).first().click();
  await form
    .getByLabel('What has to be done')
    .fill('Write the result of each step down');
  await form.getByRole('button', { name: 'Save the finding' }).click();
  await expect(form).toBeHidden();
  await expect(
    page.getByText('Write the result of each step down'),
  ).toBeVisible();

  await lookAtAll(page, review);
  const karim = await signIn('karim');
  await lookAtAll(karim, review);

  await openReview(page, review.id);
  await page.getByLabel('Conclusion').fill('The policy was kept.');
  await page.getByRole('button', { name: 'Sign off' }).click();
  await expect(page.getByText(/signed as change manager/)).toBeVisible();
  await expect(
    page.getByRole('button', { name: /Write a finding|Sign off/ }),
  ).toHaveCount(0);

  // What was agreed goes on.
  const amina = await signIn('amina');
  await openReview(amina, review.id);
  await amina.getByRole('button', { name: /^Done: Write the result/ }).click();
  const dialog = amina.getByRole('dialog', { name: 'Done' });
  await dialog.getByLabel('What came of it').fill('The template asks for it');
  await dialog.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(amina.getByText('Resolved')).toBeVisible();
});

test('a finding of the quarterly evaluation leads to an amendment that is simulated, approved and published', async ({
  signIn,
}) => {
  const client = await clientOf('salma');
  const before = await client.getPolicy();
  const { items } = await client.reviews.list({ kind: 'quarterly' });
  const { id, findings } = await client.reviews.get(items[0].id);
  const finding = `${id}/${findings[0].id}`;

  const salma = await signIn('salma');
  await openReview(salma, id);
  await expect(salma.getByText(/the quarter before/).first()).toBeVisible();
  await salma
    .getByRole('listitem', { name: finding })
    .getByRole('link', { name: 'Amend the policy' })
    .click();
  await expect(salma.getByLabel(/^Findings/)).toHaveValue(finding);
  const version = await salma
    .getByLabel('Version', { exact: true })
    .inputValue();
  await salma.getByRole('button', { name: 'Edit the text of §3.1d' }).click();
  await salma
    .getByLabel('Text of §3.1d')
    .fill('The form has a rollback plan, with the minutes of each step.');
  await salma
    .getByLabel('Reason for the amendment')
    .fill('Rollbacks took longer than planned.');
  const simulation = salma.getByRole('region', { name: 'Simulation' });
  await simulation.getByRole('button', { name: 'Simulate' }).click();
  await expect(simulation).toContainText('Approvals asked of each role');
  await salma.getByRole('button', { name: 'Save draft' }).click();
  await expect(salma).toHaveURL(new RegExp(`version=${version}`));

  const nadia = await signIn('nadia');
  await nadia.goto(`/change-management/policy?version=${version}`);
  await take(nadia, 'Approve');
  await take(nadia, 'Publish');
  await expect(nadia.getByText('In force').first()).toBeVisible();

  await openReview(salma, id);
  await salma
    .getByRole('link', { name: `Led to policy ${version} (published)` })
    .click();
  await expect(salma.getByText(`Led to by ${finding}`)).toBeVisible();
  await putBack(before, `${version}.1`);
});

test('an auditor reads a review and can write nothing', async ({ signIn }) => {
  const client = await clientOf('hind');
  const { items } = await client.reviews.list({ kind: 'quarterly' });
  const page = await signIn('hind');
  await openReview(page, items[0].id);
  await expect(page.getByText('Digest (SHA-256)')).toBeVisible();
  await page.getByText('All figures as a table').click();
  await expect(
    page.getByRole('table', { name: 'All figures as a table' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Show the changes' }).click();
  await expect(
    page.getByRole('table', { name: 'Changes that it is about' }),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: /finding|action|Sign off|Done/i }),
  ).toHaveCount(0);
});
