import { expect } from '@playwright/test';
import { clientOf, test } from './people';
import { authorizedBy, lowRiskForm } from './prepare';
import { expectState, inMinutes, openChange, take } from './steps';

test('a delegate decides for somebody who is away, until it is revoked', async ({
  signIn,
}) => {
  const salma = await signIn('salma');
  await salma.goto('/change-management');
  await salma
    .getByRole('navigation', { name: 'Change management' })
    .getByRole('link', { name: 'Delegations' })
    .click();
  const form = salma.getByRole('form', { name: 'Delegate' });
  const delegate = form.getByRole('combobox', { name: 'Delegate to' });
  await delegate.fill('Meryem');
  await salma.getByRole('option', { name: /Meryem Skalli/ }).click();
  await form
    .getByLabel('From', { exact: true })
    .fill(await inMinutes(salma, -1));
  await form
    .getByLabel('Until', { exact: true })
    .fill(await inMinutes(salma, 120));
  await form.getByLabel('Reason', { exact: true }).fill('On holiday');
  await form.getByRole('button', { name: 'Delegate' }).click();
  const row = salma.getByRole('row', { name: /On holiday/ });
  await expect(row).toContainText('Active');
  await salma.screenshot({
    path: test.info().outputPath('delegations.png'),
    fullPage: true,
  });

  const { id, title } = await authorizedBy('youssef', {
    ...lowRiskForm,
    title: 'Raise the limit while Salma is away',
  });
  // Who somebody is may be half a minute old.
  await expect
    .poll(
      async () => {
        const { roles } = await (await clientOf('meryem')).getMe();
        return roles.map(({ delegatedBy }) => delegatedBy);
      },
      { timeout: 60_000 },
    )
    .toContain('user:default/salma');
  const meryem = await signIn('meryem');
  await meryem.goto('/change-management?view=for-me');
  await expect(meryem.getByRole('row', { name: new RegExp(id) })).toContainText(
    title,
  );
  await openChange(meryem, id);
  await take(meryem, 'Approve', { Comment: 'As agreed with Salma' });
  await expectState(meryem, 'approved');
  await expect(
    meryem.getByRole('region', { name: 'What is missing' }),
  ).toContainText(/on behalf of\s+Salma/);

  await row.getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toContainText('Revoked');
  const { id: next } = await authorizedBy('youssef');
  await expect
    .poll(
      async () =>
        (
          await (await clientOf('meryem')).getChange(next)
        ).allowedActions,
      { timeout: 60_000 },
    )
    .not.toContain('approve');
});
