import { screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import {
  ChangeModelView,
  defaultPolicy,
} from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { aChange, amina, aPreview, orders } from '../../__testUtils__/samples';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const form = {
  category: 'application' as const,
  implementationPlan: 'Roll it out',
  testPlan: 'Order something',
  rollbackPlan: { steps: ['Roll back'], tested: true },
  affectedEntities: [orders],
};

function aModel(differences: Partial<ChangeModelView> = {}): ChangeModelView {
  return {
    id: 'MDL-1',
    title: 'Upgrade orders',
    status: 'probation',
    version: 1,
    latestVersion: 1,
    cleanRuns: 1,
    cleanRunsNeeded: 3,
    standing: 'It needs 2 more successful changes in a row.',
    proposedBy: amina.userRef,
    createdAt: '2026-11-20T08:00:00.000Z',
    updatedAt: '2026-11-20T08:00:00.000Z',
    allowedActions: ['edit', 'use'],
    form,
    versions: [
      {
        version: 1,
        title: 'Upgrade orders',
        form,
        proposedBy: amina.userRef,
        proposedAt: '2026-11-20T08:00:00.000Z',
        approvedBy: 'user:default/salma',
        approvedAt: '2026-11-21T08:00:00.000Z',
      },
    ],
    history: [
      {
        subject: 'change-model:MDL-1',
        sequence: 1,
        type: 'demoted',
        actor: 'user:default/salma',
        occurredAt: '2026-11-22T08:00:00.000Z',
        data: { because: 'CHG-7 was rolled back.' },
        previousHash: '',
        hash: '',
      },
    ],
    ...differences,
  };
}

function open(path: string, model = aModel(), answers = {}) {
  const backend = fakeBackend({
    'GET /me': () => amina,
    'GET /policy': () => defaultPolicy,
    'GET /changes': () => ({ items: [], pageInfo: {} }),
    'GET /change-models': () => ({ items: [model], pageInfo: {} }),
    'GET /change-models/{id}': () => model,
    'POST /changes/preview': () => aPreview({}),
    ...answers,
  });
  openPage(backend.client, path);
  return backend;
}

describe('change models', () => {
  it('are listed with what they have earned', async () => {
    open('/models');

    const row = await screen.findByRole('row', { name: /Upgrade orders/ });
    expect(row).toHaveTextContent(/MDL-1.*On probation.*1 of 3/);
    expect(
      within(row).getByRole('link', { name: 'Upgrade orders' }),
    ).toHaveAttribute('href', '/change-management/models/MDL-1');
  });

  it('say why they stand where they stand, and offer only what is allowed', async () => {
    open('/models/MDL-1');

    expect(await screen.findByText(/2 more successful changes/)).toBeVisible();
    expect(screen.getByText(/CHG-7 was rolled back/)).toBeVisible();
    expect(screen.getByText('Order something')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: /Approve|Retire/ }),
    ).not.toBeInTheDocument();
  });

  it('are approved in the version that is shown; a refusal is said', async () => {
    const backend = open(
      '/models/MDL-1',
      aModel({ latestVersion: 2, allowedActions: ['approve'] }),
      {
        'POST /change-models/{id}/approve': () =>
          refuse(409, 'MDL-1 has changed since you read it.'),
      },
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve version 2' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'MDL-1 has changed since you read it.',
    );
    expect(backend.sentTo('POST /change-models/{id}/approve')[0]).toMatchObject(
      { version: 2 },
    );
  });

  it('are retired with a reason', async () => {
    const backend = open(
      '/models/MDL-1',
      aModel({ allowedActions: ['retire'] }),
      { 'POST /change-models/{id}/retire': () => aModel() },
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Retire' }),
    );
    const dialog = await screen.findByRole('dialog');
    const retire = within(dialog).getByRole('button', { name: 'Retire' });
    await userEvent.click(retire);
    expect(await within(dialog).findByRole('alert')).toBeVisible();
    expect(backend.sentTo('POST /change-models/{id}/retire')).toEqual([]);
    await userEvent.type(within(dialog).getByLabelText('Reason'), 'Replaced');
    await userEvent.click(retire);
    await waitFor(() =>
      expect(
        backend.sentTo('POST /change-models/{id}/retire')[0],
      ).toMatchObject({ reason: 'Replaced' }),
    );
  });

  it('are proposed from a change that went well', async () => {
    const backend = open('/changes/CHG-1042', aModel(), {
      'GET /changes/{id}': () =>
        aChange({ state: 'closed', closeCode: 'successful' }),
      'GET /changes/{id}/audit': () => ({ items: [], pageInfo: {} }),
      'POST /change-models': () => aModel(),
    });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Propose as model' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Propose as model' }),
    );
    await waitFor(() =>
      expect(backend.sentTo('POST /change-models')[0]).toMatchObject({
        fromChangeId: 'CHG-1042',
      }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Upgrade orders' }),
    ).toBeVisible();
  });

  it('are proposed from scratch; what is refused is said at its field', async () => {
    let refused = false;
    const backend = open('/models', aModel(), {
      'POST /change-models': () => {
        if (refused) {
          return aModel();
        }
        refused = true;
        return refuse(400, 'Invalid', [
          { path: 'form.expectedDowntimeMinutes', message: 'is too long' },
        ]);
      },
    });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Propose a model' }),
    );
    await userEvent.type(await screen.findByLabelText('Title'), 'Vacuum');
    expect(screen.queryByLabelText('Type')).not.toBeInTheDocument();
    await userEvent.selectOptions(
      screen.getByLabelText('Category'),
      'Database',
    );
    await userEvent.type(screen.getByLabelText('Rollback step 1'), 'Stop it');
    const propose = screen.getByRole('button', { name: 'Propose a model' });
    await userEvent.click(propose);
    expect(
      await screen.findByRole('link', { name: 'Expected downtime in minutes' }),
    ).toBeVisible();
    await userEvent.click(propose);
    expect(
      await screen.findByRole('heading', { name: 'Upgrade orders' }),
    ).toBeVisible();
    expect(backend.sentTo('POST /change-models')[1]).toEqual({
      title: 'Vacuum',
      form: {
        category: 'database',
        rollbackPlan: { steps: ['Stop it'], tested: false },
        links: [],
      },
    });
  });

  it('get a new version that begins with the latest one', async () => {
    const scope = { kind: 'component' };
    const [version] = aModel().versions;
    const backend = open(
      '/models/MDL-1',
      aModel({
        latestVersion: 2,
        versions: [
          { ...version, version: 2, form: { ...form, scope }, title: 'Better' },
          version,
        ],
      }),
      { 'PATCH /change-models/{id}': () => aModel() },
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Propose a new version' }),
    );
    const plan = await screen.findByLabelText('Test plan');
    expect(screen.getByLabelText('Title')).toHaveValue('Better');
    await userEvent.type(plan, ' twice');
    await userEvent.click(
      screen.getByRole('button', { name: 'Propose a new version' }),
    );
    await waitFor(() =>
      expect(backend.sentTo('PATCH /change-models/{id}')[0]).toMatchObject({
        version: 2,
        title: 'Better',
        form: { testPlan: 'Order something twice', scope },
      }),
    );
  });

  it('fill the form of a change, and keep what they fix', async () => {
    const backend = open('/new?model=MDL-1', aModel(), {
      'POST /changes': () => aChange(),
      'GET /changes/{id}': () => aChange(),
      'GET /changes/{id}/audit': () => ({ items: [], pageInfo: {} }),
    });

    expect(await screen.findByText(/cannot be altered here/)).toBeVisible();
    const plan = screen.getByLabelText('Test plan');
    expect(plan).toHaveValue('Order something');
    await userEvent.type(plan, ' else');
    expect(plan).toHaveValue('Order something');
    expect(screen.getByLabelText('Category')).toBeDisabled();
    await userEvent.type(screen.getByLabelText('Title'), ' again');
    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));
    await waitFor(() =>
      expect(backend.sentTo('POST /changes')[0]).toMatchObject({
        title: 'Upgrade orders again',
        changeModel: { id: 'MDL-1', version: 1 },
        testPlan: 'Order something',
        affectedEntities: [orders],
      }),
    );
  });
});
