import { expect, Page } from '@playwright/test';
import { clientOf, test } from './people';
import { implemented, lowRiskForm, started } from './prepare';
import { expectState, openChange, take } from './steps';

const [entityRef] = lowRiskForm.affectedEntities;
const limits = (limit: number) => `limits:\n  captures: ${limit}\n`;

/** A configuration that Youssef keeps, with a version each of the contents, made by a change that is being implemented. */
async function kept(...contents: string[]) {
  const { id, name } = await (
    await clientOf('youssef')
  ).configuration.createItem({
    entityRef,
    name: `limits-${Date.now()}.yaml`,
    format: 'yaml',
  });
  const change = await implemented();
  const amina = await clientOf('amina');
  for (const content of contents) {
    await amina.configuration.addVersion(id, { changeId: change.id, content });
  }
  return { id, name, changeId: change.id };
}

async function openItem(page: Page, { id, name }: Record<string, string>) {
  await page.goto(`/change-management/configuration/${id}`);
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

test('a version is proposed in a draft, seen by who approves it, and made when the change is completed', async ({
  signIn,
}) => {
  const item = await kept(limits(20));
  const client = await clientOf('amina');
  const { id } = await client.createChange(lowRiskForm);

  const amina = await signIn('amina');
  await openItem(amina, item);
  await amina.getByRole('button', { name: 'New version' }).click();
  const dialog = amina.getByRole('dialog', { name: /New version/ });
  await dialog.getByLabel('Through the change').selectOption(id);
  const content = dialog.getByLabel('Content', { exact: true });
  await expect(content).toHaveValue(limits(20));
  const secret = `tea-${Date.now()}`;
  await content.fill(`${limits(40)}password: ${secret}\n`);
  const send = dialog.getByRole('button', { name: 'New version' });
  await send.click();
  await expect(dialog.getByText(/^Line 3: .*password/)).toBeVisible();
  await expect(dialog.getByRole('alert')).not.toContainText(secret);
  await content.fill(limits(40));
  await send.click();
  await expect(amina.getByText(`It is proposed in ${id}`)).toBeVisible();

  await client.takeStep('submitChange', id, {});
  await (
    await clientOf('youssef')
  ).takeStep('assessChange', id, {
    entityRef,
    impactOnClients: 'None',
    impactOnData: 'None',
  });
  const salma = await signIn('salma');
  await openChange(salma, id);
  await salma.getByRole('tab', { name: 'Configuration' }).click();
  const difference = salma.getByRole('table', {
    name: `Difference: ${item.name}`,
  });
  await expect(difference.getByText('- captures: 20')).toBeVisible();
  await expect(difference.getByText('+ captures: 40')).toBeVisible();
  await take(salma, 'Approve');

  await started(id);
  await openItem(amina, item);
  const versions = amina.getByRole('table', { name: 'Versions' });
  await expect(versions.getByRole('link', { name: id })).toHaveCount(0);
  await openChange(amina, id);
  await take(amina, 'Complete', { Result: 'As planned' });
  await openItem(amina, item);
  await expect(versions.getByRole('row').filter({ hasText: id })).toContainText(
    /^v2/,
  );
  const line = amina
    .getByRole('region', { name: 'Content' })
    .getByRole('row', { name: 'captures: 40' });
  await expect(line.getByRole('link', { name: id })).toBeVisible();
});

test('two versions are compared, by an address that can be sent', async ({
  signIn,
}) => {
  const item = await kept(limits(20), limits(30), limits(40));
  const hind = await signIn('hind');
  await openItem(hind, item);
  await hind.getByLabel('Compared with').selectOption('Version 1');
  const difference = hind.getByRole('table', { name: /^Difference/ });
  await expect(difference.getByText('- captures: 20')).toBeVisible();
  await hind.getByLabel('Version', { exact: true }).selectOption('Version 2');
  await expect(difference.getByText('+ captures: 30')).toBeVisible();
  await hind.reload();
  await expect(difference.getByText('+ captures: 30')).toBeVisible();
  await expect(difference.getByText(/captures: 40/)).toHaveCount(0);
});

test('a rollback restores the configuration that its change altered', async ({
  signIn,
}) => {
  const item = await kept(limits(20));
  const { id } = await implemented();
  await (
    await clientOf('amina')
  ).configuration.addVersion(item.id, { changeId: id, content: limits(90) });

  const amina = await signIn('amina');
  await openChange(amina, id);
  await take(amina, 'Roll back', { Reason: 'Captures fail' });
  const run = amina.getByRole('region', { name: 'Rollback' });
  for (const step of [1, 2]) {
    await run.getByLabel(`Result of step ${step}`).fill('As planned');
    await run.getByRole('button', { name: 'Done', exact: true }).click();
    await expect(run.getByText('As planned')).toHaveCount(step);
  }
  await take(amina, 'End rollback');
  await expectState(amina, 'review');
  await amina.getByRole('tab', { name: 'Configuration' }).click();
  await expect(
    amina.getByText('Set back as version 3 by the rollback'),
  ).toBeVisible();
  await openItem(amina, item);
  await expect(
    amina.getByRole('region', { name: 'Content' }).getByText('captures: 20'),
  ).toBeVisible();
  await expect(
    amina.getByRole('table', { name: 'Versions' }).getByRole('row').nth(1),
  ).toContainText(/^v3.*Rollback/);
});
