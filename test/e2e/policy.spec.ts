import { expect, Page } from '@playwright/test';
import { clientOf, test } from './people';
import { putBack } from './policies';
import { authorizedBy, lowRiskForm } from './prepare';
import { take } from './steps';

async function openPolicy(page: Page) {
  await page.goto('/change-management');
  await page
    .getByRole('navigation', { name: 'Change management' })
    .getByRole('link', { name: 'Policy' })
    .click();
}

test('an amendment is written, simulated, approved by somebody else, published, and read', async ({
  signIn,
}) => {
  const { id, title } = await authorizedBy('youssef', {
    ...lowRiskForm,
    title: 'Raise the pool of connections once more',
  });

  const { reviews } = await clientOf('salma');
  const { items } = await reviews.list({ kind: 'quarterly' });
  const { id: reviewId, findings } = await reviews.get(items[0].id);
  const finding = `${reviewId}/${findings[0].id}`;

  const salma = await signIn('salma');
  await openPolicy(salma);
  await salma.getByRole('button', { name: 'Amend' }).click();
  await expect(
    salma.getByRole('heading', { name: 'Amend the policy' }),
  ).toBeVisible();
  const version = await salma
    .getByLabel('Version', { exact: true })
    .inputValue();
  await salma.getByLabel(/^Findings/).fill(finding);
  await salma.getByLabel('Notice, hours').fill('');
  await expect(salma.getByRole('list', { name: 'To be mended' })).toContainText(
    'notice.hours',
  );
  await salma.getByLabel('Notice, hours').fill('36');
  await salma.getByRole('button', { name: 'Edit the text of §3.3b' }).click();
  await salma
    .getByLabel('Text of §3.3b')
    .fill('Teams and clients are told a day and a half ahead.');
  await salma.getByRole('tab', { name: 'Approvals' }).click();
  await salma.getByRole('button', { name: 'Edit Approval rule 1' }).click();
  const rule = salma.getByRole('group', { name: 'Approval rule 1' });
  await rule.getByRole('button', { name: 'Add an approver' }).click();
  await rule
    .getByRole('group', { name: 'Approver 2' })
    .getByLabel('Role')
    .selectOption('CTO');
  await salma.getByRole('button', { name: 'Add an approval rule' }).click();
  const owners = salma.getByRole('group', { name: 'Approval rule 5' });
  await expect(owners.getByText('Must be given')).toBeVisible();
  await owners
    .getByLabel('What the rule says')
    .fill('Owners agree to changes of databases.');
  await owners.getByLabel('Kind').selectOption('Owners of what is affected');
  await owners.getByLabel('Applies').selectOption('If all of these hold');
  await owners.getByLabel('Database').check();
  await salma.getByRole('tab', { name: 'Risk' }).click();
  await salma.getByRole('button', { name: 'Edit Question 1' }).click();
  await salma
    .getByRole('group', { name: 'Question 1' })
    .getByRole('group', { name: 'Answer 3' })
    .getByLabel('Points')
    .fill('3');
  await salma.screenshot({
    path: test.info().outputPath('risk-form.png'),
    fullPage: true,
  });
  const differs = salma.getByRole('region', { name: 'What it changes' });
  await expect(differs).toContainText('36 h ahead');
  await expect(differs).toContainText('a day and a half');
  await expect(differs).toContainText(
    'Approval by owners of what is affected, if the category is database.',
  );
  await expect(differs).toContainText('Never (3)');

  // Nothing that was typed is lost with the page.
  await salma.reload();
  await salma.getByRole('tab', { name: 'Text and rules' }).click();
  await expect(salma.getByLabel('Notice, hours')).toHaveValue('36');
  await salma
    .getByLabel('Reason for the amendment')
    .fill('Clients asked for more notice.');

  const simulation = salma.getByRole('region', { name: 'Simulation' });
  await simulation.getByRole('button', { name: 'Simulate' }).click();
  await expect(simulation).toContainText(
    /would have fared differently than under version/,
  );
  await expect(simulation).toContainText('Approvals asked of each role');
  await salma.screenshot({
    path: test.info().outputPath('amendment.png'),
    fullPage: true,
  });
  await salma.getByRole('button', { name: 'Save draft' }).click();
  await expect(salma).toHaveURL(new RegExp(`version=${version}`));
  await expect(salma.getByRole('link', { name: finding })).toBeVisible();
  await expect(salma.getByRole('button', { name: 'Approve' })).toHaveCount(0);

  const nadia = await signIn('nadia');
  await nadia.goto(`/change-management/policy?version=${version}`);
  await nadia
    .getByRole('region', { name: 'Simulation' })
    .getByRole('button', { name: 'Simulate' })
    .click();
  await expect(nadia.getByRole('region', { name: 'Simulation' })).toContainText(
    /would have fared differently/,
  );
  await take(nadia, 'Approve');
  await take(nadia, 'Publish');
  await expect(nadia.getByText('In force').first()).toBeVisible();

  const amina = await signIn('amina');
  await amina.goto('/change-management/schedule');
  const banner = amina
    .getByRole('alert')
    .filter({ hasText: `Policy ${version} is in force` });
  await expect(banner).toBeVisible();
  await banner.getByRole('link', { name: 'Read it' }).click();
  await expect(amina.getByText('a day and a half')).toBeVisible();
  await amina.getByRole('button', { name: 'I have read it' }).click();
  await expect(
    amina.getByText('You have acknowledged this version'),
  ).toBeVisible();
  await amina.goto('/change-management/schedule');
  await expect(
    amina.getByRole('link', { name: 'Schedule', exact: true }),
  ).toBeVisible();
  await expect(banner).toHaveCount(0);

  const hind = await signIn('hind');
  await hind.goto(`/change-management/policy?version=${version}`);
  const readers = hind.getByRole('region', { name: 'Who has read it' });
  await expect(readers).toContainText(/1 of \d+ have acknowledged it/);
  await readers.getByLabel('Show').selectOption('Acknowledged');
  await expect(readers.getByRole('listitem')).toContainText(/Amina/);
  await hind.screenshot({
    path: test.info().outputPath('readers.png'),
    fullPage: true,
  });
  await hind.getByRole('tab', { name: 'Roles' }).click();
  await expect(hind.getByRole('list', { name: 'CTO' })).toContainText(/Nadia/);

  // What was judged before it stays as it was judged.
  const change = await (await clientOf('hind')).getChange(id);
  expect([change.title, change.policyVersion]).toEqual([title, '1.0']);

  const written = await (await clientOf('salma')).policies.getVersion('1.0');
  await putBack(written.document, `${version}.1`);
});
