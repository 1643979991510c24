import { screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import { ChangeView, Me } from 'backstage-plugin-change-management-common';
import { fakeBackend } from '../../../__testUtils__/fakeBackend';
import { openPage } from '../../../__testUtils__/renderPage';
import {
  aChange,
  amina,
  aSimulation,
  orders,
  twoHopsApart,
} from '../../../__testUtils__/samples';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const salma: Me = {
  userRef: 'user:default/salma',
  ownership: ['user:default/salma', 'group:default/billing-team'],
  roles: [],
};
function open(
  change: ChangeView,
  action: string,
  me: Me = salma,
  answers: Parameters<typeof fakeBackend>[0] = {},
) {
  const backend = fakeBackend({
    'GET /me': () => me,
    'GET /changes/{id}': () => change,
    'POST /changes/{id}/assessments': () => change,
    'POST /changes/{id}/complete': () => change,
    ...answers,
  });
  openPage(backend.client, `/changes/${change.id}?do=${action}`);
  return backend;
}

const billing = 'component:default/billing';

/** Salma's team owns billing, which the change only reaches. */
function reaching(differences: Partial<ChangeView> = {}) {
  return aChange({
    state: 'assessment',
    impact: {
      ...aChange().impact,
      indirect: [
        {
          entityRef: billing,
          title: 'Billing',
          kind: 'component',
          owners: ['group:default/billing-team'],
          distance: 1,
          via: [orders, billing],
          relations: ['dependencyOf'],
        },
      ],
    },
    allowedActions: ['assess'],
    ...differences,
  });
}

/** Somebody of Salma's team objected. */
const objected = reaching({
  assessmentRequirements: [
    {
      entityRef: billing,
      owners: ['group:default/billing-team'],
      status: 'objection',
      because: '',
    },
  ],
  assessments: [
    {
      entityRef: billing,
      by: 'user:default/salma',
      at: '2026-11-20T08:00:00.000Z',
      onBehalfOf: [],
      impactOnClients: '',
      impactOnData: '',
      objection: true,
      comment: 'Invoices go out that night',
      contentRevision: 2,
      selfAssessment: false,
    },
  ],
});

async function send(name: string) {
  const dialog = await screen.findByRole('dialog', { name });
  await userEvent.click(within(dialog).getByRole('button', { name }));
  await waitFor(() => expect(dialog).not.toBeInTheDocument());
}

describe('a change whose configuration has moved on', () => {
  it('is completed as unsuccessful, or made to fit first', async () => {
    const text = 'orders.yaml is at version 3.';
    const backend = open(
      aChange({
        state: 'implementation',
        waitingFor: [{ what: 'configuration', text, roles: [], people: [] }],
        allowedActions: ['complete'],
      }),
      'complete',
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Complete' }),
    );
    expect(dialog.getByText(text)).toBeVisible();
    expect(dialog.getByLabelText('Outcome')).toHaveTextContent(
      /^Unsuccessful$/,
    );
    await userEvent.type(dialog.getByLabelText('Result'), 'Not now');
    await send('Complete');
    expect(backend.sentTo('POST /changes/{id}/complete')).toMatchObject([
      { outcome: 'unsuccessful', result: 'Not now' },
    ]);
  });
});

describe('what an owner says of the impact', () => {
  it('is an objection and nothing else where their entity is only reached', async () => {
    const backend = open(reaching(), 'assess');

    const dialog = within(
      await screen.findByRole('dialog', { name: 'Object' }),
    );
    expect(dialog.getByText(/reaches this only through others/)).toBeVisible();
    const entities = within(dialog.getByLabelText('Entity'));
    expect(
      entities.getAllByRole('option').map(option => option.textContent),
    ).toEqual(['Billing']);
    expect(dialog.queryByLabelText('Impact on data')).not.toBeInTheDocument();

    await userEvent.click(dialog.getByRole('button', { name: 'Object' }));
    const reason = dialog.getByLabelText('Reason of the objection');
    expect(reason).toBeInvalid();
    await userEvent.type(reason, 'Invoices go out that night');
    await send('Object');
    expect(backend.sentTo('POST /changes/{id}/assessments')).toEqual([
      {
        entityRef: billing,
        impactOnClients: '',
        impactOnData: '',
        comment: 'Invoices go out that night',
        objection: true,
      },
    ]);
  });

  it('can take the objection back', async () => {
    const backend = open(objected, 'assess');

    await send('Withdraw the objection');
    expect(backend.sentTo('POST /changes/{id}/assessments')).toMatchObject([
      { entityRef: billing, objection: false },
    ]);
  });

  it('is a full statement for what the change affects, of all that they own', async () => {
    const both = reaching();
    both.impact.direct[0].owners = ['group:default/billing-team'];
    open(both, 'assess');

    const dialog = within(
      await screen.findByRole('dialog', { name: 'Assess impact' }),
    );
    const entity = dialog.getByLabelText('Entity');
    await waitFor(() => expect(entity).toHaveValue(orders));
    expect(dialog.getByLabelText('Impact on data')).toBeVisible();

    await userEvent.selectOptions(entity, 'Billing');
    expect(screen.getByRole('dialog', { name: 'Object' })).toBeVisible();
    expect(dialog.queryByLabelText('Impact on data')).not.toBeInTheDocument();
  });

  it('is open to who stands in for them', async () => {
    open(reaching(), 'assess', {
      userRef: 'user:default/karim',
      ownership: ['user:default/karim'],
      roles: [],
      actsFor: [salma],
    });

    expect(await screen.findByRole('dialog', { name: 'Object' })).toBeVisible();
  });

  it('is answered by the change manager', async () => {
    const backend = open(objected, 'assess', {
      userRef: 'user:default/karim',
      ownership: ['user:default/karim'],
      roles: [{ role: 'changeManager', via: 'user:default/karim' }],
    });

    const dialog = await screen.findByRole('dialog', {
      name: 'Answer the objection',
    });
    await userEvent.type(
      within(dialog).getByLabelText('Comment'),
      'It is moved to Monday',
    );
    await send('Answer the objection');
    expect(backend.sentTo('POST /changes/{id}/assessments')).toMatchObject([
      {
        entityRef: billing,
        objection: false,
        comment: 'It is moved to Monday',
      },
    ]);
  });

  it('stands in the list of what is missing', async () => {
    open(objected, '');

    const box = await screen.findByRole('region', { name: 'What is missing' });
    expect(box).toHaveTextContent(
      /Objection by salma \(billing\): Invoices go out that night/i,
    );
  });
});

const by = { by: amina.userRef, at: '2026-11-20T08:00:00.000Z' };

describe('the close code', () => {
  async function codes(differences: Partial<ChangeView>) {
    open(
      aChange({ state: 'review', allowedActions: ['close'], ...differences }),
      'close',
    );
    const select = await screen.findByLabelText('Close code');
    return {
      select,
      offered: within(select)
        .getAllByRole('option')
        .map(option => option.textContent),
    };
  }

  it('begins with what was reported', async () => {
    const { select, offered } = await codes({
      completion: { ...by, outcome: 'successful-with-issues', result: 'Slow' },
    });
    expect(offered).toEqual([
      'Successful',
      'Successful with issues',
      'Unsuccessful',
    ]);
    expect(select).toHaveValue('successful-with-issues');
  });

  it('is unsuccessful where that was reported', async () => {
    const { select, offered } = await codes({
      completion: { ...by, outcome: 'unsuccessful', result: 'It broke' },
    });
    expect(offered).toEqual(['Unsuccessful']);
    expect(select).toHaveAccessibleDescription(/leaves no other/);
  });

  it('is rolled back after a rollback, whatever was reported', async () => {
    const { offered } = await codes({
      completion: { ...by, outcome: 'unsuccessful', result: 'It broke' },
      rollback: { ...by, reason: 'Too slow' },
    });
    expect(offered).toEqual(['Rolled back']);
  });

  it('is unsuccessful where the approval was refused after the fact', async () => {
    const [requirement] = aChange().approvalRequirements;
    const { offered } = await codes({
      type: 'emergency',
      completion: { ...by, outcome: 'successful', result: 'It works' },
      approvalRequirements: [
        {
          ...requirement,
          decision: {
            ...by,
            decision: 'reject',
            comment: 'No emergency',
            contentRevision: 2,
            requirementId: requirement.id,
            roles: [],
            groups: [],
          },
        },
      ],
    });
    expect(offered).toEqual(['Unsuccessful']);
  });
});

describe('the decision of a delegate', () => {
  const delegate: Me = {
    userRef: 'user:default/karim',
    ownership: ['user:default/karim'],
    roles: [
      {
        role: 'changeManager',
        via: 'user:default/salma',
        delegatedBy: 'user:default/salma',
      },
    ],
    actsFor: [salma],
  };
  const note = /You decide on behalf of salma/i;

  it('says for whom it is', async () => {
    open(aChange({ allowedActions: ['approve'] }), '', delegate);

    const box = await screen.findByRole('region', { name: 'What is missing' });
    await waitFor(() => expect(box).toHaveTextContent(note));
  });

  it('is their own where their own role suffices', async () => {
    open(aChange({ allowedActions: ['approve'] }), '', {
      ...delegate,
      roles: [
        ...delegate.roles,
        { role: 'changeManager', via: 'user:default/karim' },
      ],
    });

    expect(
      await screen.findByRole('button', { name: 'Approve' }),
    ).toBeVisible();
    expect(
      screen.queryByText(/You decide on behalf of/),
    ).not.toBeInTheDocument();
  });
});

describe('the time of a change', () => {
  const approved = aChange({
    state: 'approved',
    plannedStart: '2026-11-28T02:00:00.000Z',
    plannedEnd: '2026-11-28T03:00:00.000Z',
    conflicts: [twoHopsApart],
    allowedActions: ['schedule'],
  });
  const free = {
    start: '2026-11-29T02:00:00.000Z',
    end: '2026-11-29T03:00:00.000Z',
    because: 'Nothing else touches it then.',
  };

  it('shows what it collides with, and offers free times to take', async () => {
    const backend = open(approved, 'schedule', salma, {
      'POST /schedule/slots': () => ({
        durationMinutes: 60,
        items: [free],
        inTheWay: ['It overlaps CHG-1039 on orders.'],
      }),
      'POST /schedule/simulate': () =>
        aSimulation({ conflicts: { gone: [twoHopsApart], new: [] } }),
      'POST /changes/{id}/schedule': () => approved,
    });
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Schedule' }),
    );
    expect(await dialog.findByText(/through/)).toBeVisible();
    expect(dialog.getByRole('link', { name: 'CHG-1039' })).toBeVisible();

    await userEvent.click(
      dialog.getByRole('button', { name: 'Next free times' }),
    );
    expect(
      await dialog.findByText('It overlaps CHG-1039 on orders.'),
    ).toBeVisible();
    await userEvent.click(dialog.getByTitle('Nothing else touches it then.'));
    expect(await dialog.findByText('Conflicts gone (1)')).toBeVisible();
    await send('Schedule');

    const [sent] = backend.sentTo('POST /changes/{id}/schedule');
    expect(new Date(sent.plannedStart)).toEqual(new Date(free.start));
    expect(new Date(sent.plannedEnd)).toEqual(new Date(free.end));
    expect(backend.sentTo('POST /schedule/slots')[0]).toEqual({
      changeId: 'CHG-1042',
    });
  });

  it('is named with its conflicts on the page of the change', async () => {
    open(approved, '');
    const box = await screen.findByRole('region', { name: 'What is missing' });
    const links = within(box)
      .getAllByRole('link')
      .map(link => link.getAttribute('href'));
    expect(links).toEqual(
      expect.arrayContaining([
        '/change-management/changes/CHG-1039',
        '/catalog/default/resource/orders-db',
        '/catalog/default/api/orders-api',
        '/catalog/default/component/orders',
      ]),
    );
  });
});

describe('the release of a change that a freeze holds', () => {
  it('takes a reason with it', async () => {
    const held = aChange({
      state: 'scheduled',
      hold: {
        by: 'system',
        at: '2026-11-20T08:00:00.000Z',
        reason: 'orders is frozen: “End of the year”.',
        windowId: 'WIN-7',
      },
      allowedActions: ['release'],
    });
    const backend = open(held, 'release', salma, {
      'POST /changes/{id}/release': () => held,
    });
    const dialog = await screen.findByRole('dialog', { name: 'Release' });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Release' }),
    );
    expect(within(dialog).getByLabelText('Reason')).toBeInvalid();
    await userEvent.type(
      within(dialog).getByLabelText('Reason'),
      'The auditors asked for it',
    );
    await send('Release');
    expect(backend.sentTo('POST /changes/{id}/release')).toEqual([
      { reason: 'The auditors asked for it' },
    ]);
  });
});
