import { expect } from '@playwright/test';
import { clientOf, test } from './people';
import { expectState, openChange, openEntityChanges, take } from './steps';

test('an emergency starts at once and is answered for afterwards', async ({
  signIn,
}) => {
  const amina = await signIn('amina');
  await openEntityChanges(amina, 'resource/db-server');
  await amina.getByRole('button', { name: 'New change' }).first().click();
  await amina.getByLabel('Title', { exact: true }).fill('Restart the server');
  await amina
    .getByLabel('Type', { exact: true })
    .selectOption({ label: 'Emergency' });
  await amina
    .getByLabel('Reason of the emergency')
    .selectOption({ label: 'Critical failure' });
  await amina.getByLabel('Incident', { exact: true }).fill('INC-4711');
  await amina.getByRole('button', { name: 'Save draft' }).click();
  await amina.waitForURL(/\/changes\/CHG-\d+$/);
  const id = amina.url().split('/').pop()!;
  await take(amina, 'Start');
  await expectState(amina, 'implementation');
  await take(amina, 'Complete', { Result: 'It answers again' });
  await expectState(amina, 'review');

  const salma = await signIn('salma');
  await openChange(salma, id);
  await expect(salma.getByRole('button', { name: 'Close change' })).toHaveCount(
    0,
  );

  await amina.getByRole('button', { name: 'Edit' }).first().click();
  await amina
    .getByLabel('Description', { exact: true })
    .fill('The server had stopped answering.');
  await amina
    .getByLabel('Justification', { exact: true })
    .fill('Nothing could be stored.');
  await amina.getByLabel('Rollback step 1', { exact: true }).fill('Fail over');
  for (const group of await amina.getByRole('radiogroup').all()) {
    await group.getByRole('radio').first().check();
  }
  await amina.getByRole('button', { name: 'Save changes' }).click();
  await amina.waitForURL(new RegExp(`${id}$`));
  await take(amina, 'Write review', { Summary: 'A full disk' });

  await openChange(salma, id);
  await take(salma, 'Approve', { Comment: 'There was no other way' });
  await take(salma, 'Close change', { Summary: 'Confirmed' });
  await expectState(salma, 'closed');
});

test('what an emergency owes and when shows, also to those above', async ({
  signIn,
}) => {
  const salma = await signIn('salma');
  const { items } = await (
    await clientOf('salma')
  ).listChanges({
    q: 'Turn off the failing card processor',
  });
  const [{ id }] = items;
  // The watch reminds by and by.
  await expect
    .poll(
      async () => {
        const change = await (await clientOf('salma')).getChange(id);
        return change.obligations.map(
          ({ what, escalatedAt }) => `${what} ${Boolean(escalatedAt)}`,
        );
      },
      { timeout: 150_000 },
    )
    .toContain('documentation true');
  await openChange(salma, id);
  const banner = salma.getByRole('alert').first();
  await expect(banner).toContainText(/The form lacks: .*overdue since/);
  await expect(banner).toContainText('brought before those above');
  await expect(salma.getByRole('button', { name: 'Close change' })).toHaveCount(
    0,
  );
});

test('an emergency without an incident does not start', async () => {
  const amina = await clientOf('amina');
  const { id, allowedActions } = await amina.createChange({
    type: 'emergency',
    title: 'In a hurry',
    affectedEntities: ['resource:default/db-server'],
  });
  expect(allowedActions).not.toContain('start');
  await expect(amina.takeStep('startChange', id, {})).rejects.toMatchObject({
    response: { status: 400 },
    body: {
      error: {
        fields: [
          { path: 'emergency.reason' },
          { path: 'emergency.incidentRef' },
        ],
      },
    },
  });
});
