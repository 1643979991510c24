import { expect } from '@playwright/test';
import { clientOf, test } from './people';
import { authorizedBy, lowRiskForm } from './prepare';
import {
  expectState,
  fillForm,
  highRisk,
  openChange,
  openEntityChanges,
  submitForm,
  take,
} from './steps';

test('high risk: the change manager alone is not enough', async ({
  signIn,
}) => {
  const amina = await signIn('amina');
  await openEntityChanges(amina, 'component/payments-api');
  await amina.getByRole('button', { name: 'New change' }).first().click();
  await fillForm(amina, {
    title: 'Replace the payment gateway',
    risk: highRisk,
  });
  await expect(amina.getByText('Critical risk').first()).toBeVisible();
  await expect(
    amina.getByText(/High risk needs the CTO or the security manager/).first(),
  ).toBeVisible();
  const id = await submitForm(amina);

  const youssef = await clientOf('youssef');
  await youssef.takeStep('assessChange', id, {
    entityRef: 'component:default/payments-api',
    impactOnClients: 'None',
    impactOnData: 'None',
  });

  const salma = await signIn('salma');
  await openChange(salma, id);
  await take(salma, 'Approve');
  await expectState(salma, 'authorization');
  await expect(
    salma.getByRole('button', { name: 'Approve', exact: true }),
  ).toHaveCount(0);

  const rachid = await signIn('rachid');
  await openChange(rachid, id);
  await expect(
    rachid.getByRole('button', { name: 'Approve', exact: true }),
  ).toHaveCount(0);

  const nadia = await signIn('nadia');
  await openChange(nadia, id);
  await take(nadia, 'Approve', { Comment: 'With the team on call' });
  await expectState(nadia, 'approved');
});

test('nobody approves a change of their own', async ({ signIn }) => {
  const salmasClient = await clientOf('salma');
  const { id } = await salmasClient.createChange({
    ...lowRiskForm,
    title: 'A change of the change manager’s own',
  });
  await salmasClient.takeStep('submitChange', id, {});
  const youssef = await clientOf('youssef');
  await youssef.takeStep('assessChange', id, {
    entityRef: 'component:default/payments-api',
    impactOnClients: 'None',
    impactOnData: 'None',
  });

  const salma = await signIn('salma');
  await openChange(salma, id);
  await expectState(salma, 'authorization');
  await expect(
    salma.getByRole('button', { name: 'Cancel change' }),
  ).toBeVisible();
  await expect(
    salma.getByRole('button', { name: 'Approve', exact: true }),
  ).toHaveCount(0);
  await expect(
    salmasClient.takeStep('decideChange', id, { decision: 'approve' }),
  ).rejects.toMatchObject({
    response: { status: 403 },
    body: { error: { message: expect.stringContaining('somebody else') } },
  });

  const rachid = await signIn('rachid');
  await openChange(rachid, id);
  await take(rachid, 'Approve');
  await expectState(rachid, 'approved');
});

test('what is asked for goes back as a draft and returns', async ({
  signIn,
}) => {
  const { id } = await authorizedBy('youssef');
  const salma = await signIn('salma');
  await openChange(salma, id);
  await take(salma, 'Request changes', { Comment: 'Which clients notice?' });
  await expectState(salma, 'draft');

  const amina = await signIn('amina');
  await openChange(amina, id);
  await expect(amina.getByText('Which clients notice?').first()).toBeVisible();
  await take(amina, 'Submit for approval');
  await expectState(amina, 'authorization');
});
