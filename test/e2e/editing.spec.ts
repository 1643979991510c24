import { expect } from '@playwright/test';
import { clientOf, test } from './people';
import { authorizedBy } from './prepare';
import { expectState, openChange, take } from './steps';

test('an edit voids the approval that was given before it', async ({
  signIn,
}) => {
  const { id } = await authorizedBy('youssef');
  await (
    await clientOf('salma')
  ).takeStep('decideChange', id, { decision: 'approve' });
  const amina = await signIn('amina');
  await openChange(amina, id);
  await expectState(amina, 'approved');
  await amina.getByRole('button', { name: 'Edit' }).first().click();
  await amina
    .getByLabel('Description', { exact: true })
    .fill('Raise the limit from 20 to 400.');
  await amina.getByRole('button', { name: 'Save changes' }).click();
  await amina.waitForURL(new RegExp(`${id}$`));
  await expectState(amina, 'authorization');

  const salma = await signIn('salma');
  await openChange(salma, id);
  await expect(salma.getByText('from 20 to 400').first()).toBeVisible();
  await take(salma, 'Approve');
  await expectState(salma, 'approved');
});

test('two people editing at once: the second loses nothing', async ({
  signIn,
}) => {
  const { id } = await (
    await clientOf('amina')
  ).createChange({
    type: 'normal',
    title: 'Edited by two',
    affectedEntities: ['component:default/payments-api'],
    implementer: 'group:default/devops',
  });
  const amina = await signIn('amina');
  await amina.goto(`/change-management/changes/${id}/edit`);
  await amina
    .getByLabel('Description', { exact: true })
    .fill('What Amina typed');

  const tarik = await clientOf('tarik');
  await tarik.editChange(id, {
    revision: 1,
    justification: 'What Tarik typed',
  });

  await amina.getByRole('button', { name: 'Save draft' }).click();
  await expect(amina.getByText(`${id} was changed meanwhile`)).toBeVisible();
  await expect(amina.getByLabel('Description', { exact: true })).toHaveValue(
    'What Amina typed',
  );
  await expect(amina.getByText(/What Tarik typed/).first()).toBeVisible();
  await amina.getByRole('button', { name: 'Save draft' }).click();
  await amina.waitForURL(new RegExp(`${id}$`));
  expect(await tarik.getChange(id)).toMatchObject({
    description: 'What Amina typed',
    justification: 'What Tarik typed',
  });
});

test('a reload brings back what was typed and not saved', async ({
  signIn,
}) => {
  const amina = await signIn('amina');
  await amina.goto(
    '/change-management/new?entityRef=component:default/payments-api',
  );
  await amina.getByLabel('Title', { exact: true }).fill('Half a thought');
  await expect(amina.getByText('Payments API').first()).toBeVisible();
  await amina.reload();
  await expect(amina.getByLabel('Title', { exact: true })).toHaveValue(
    'Half a thought',
  );
});
