import { screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import {
  defaultPolicy,
  PolicyPage,
  PolicyReading,
  PolicyRecord,
  PolicySimulation,
  RoleRegisterView,
} from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const act = { by: 'user:default/karim', at: '2026-11-20T08:00:00.000Z' };
const asked: PolicyReading = { asked: true };

function record(version: string, more: Partial<PolicyRecord>): PolicyRecord {
  return {
    version,
    title: 'Our policy',
    state: 'published',
    inForce: false,
    effectiveDate: '2026-01-01',
    approvedBy: 'CTO',
    digest: 'f'.repeat(64),
    findings: [],
    proposed: act,
    reading: { asked: false },
    allowedActions: [],
    ...more,
  };
}

const nothing: PolicySimulation = {
  version: '1.1',
  against: '1.0',
  from: '2026-05-26T00:00:00.000Z',
  to: '2026-11-26T00:00:00.000Z',
  changes: 12,
  complete: true,
  differing: 0,
  approvals: [],
  load: [],
  refused: [],
  risk: [],
  owed: [],
  waiting: { changes: 0, unknown: 12, observed: [] },
  replay: { asRecorded: 12, otherwise: 0 },
};

function open(
  path: string,
  policy: Partial<PolicyRecord>,
  more: Parameters<typeof fakeBackend>[0] = {},
  page: Partial<PolicyPage> = {},
) {
  const shown = record('1.1', { basedOn: '1.0', ...policy });
  const others = [record('1.0', { inForce: true })];
  const viewOf = (one: PolicyRecord) => ({
    ...one,
    document: { ...defaultPolicy, version: one.version },
    history: [],
  });
  const backend = fakeBackend({
    'GET /policies': () => ({
      items: [shown, ...others],
      pageInfo: {},
      nextReview: { date: '2026-06-03', because: 'major-incident' },
      mayPropose: false,
      mayOversee: false,
      ...page,
    }),
    'GET /policies/1.1': () => viewOf(shown),
    'GET /policies/1.0': () => viewOf(others[0]),
    'GET /policies/1.1/diff': () => ({
      from: '1.0',
      to: '1.1',
      clauses: [],
      rules: [],
    }),
    ...more,
  });
  openPage(backend.client, path);
  return backend;
}

describe('the banner of the policy', () => {
  const announcement = {
    version: '1.1',
    title: 'Our policy',
    effectiveDate: '2027-01-01',
    inForce: false,
    supersedes: '1.0',
    publishedAt: act.at,
  };
  const announcements = {
    'GET /policy/announcements': () => ({ items: [announcement] }),
  };

  it('reminds on every page of what is to be read, and leads to what it changes', async () => {
    open('/delegations', {}, announcements);
    const alert = await screen.findByText(/Policy 1\.1 takes effect on/);
    expect(
      within(alert).getByRole('link', { name: 'Read it' }),
    ).toHaveAttribute(
      'href',
      '/change-management/policy?version=1.1&against=1.0',
    );
    expect(screen.queryByRole('button', { name: /close/i })).toBeNull();
  });

  it('gives way on the page of the policy to what it asks for', async () => {
    const backend = open(
      '/policy?version=1.1',
      { reading: asked, published: act },
      {
        ...announcements,
        'POST /policies/1.1/acknowledge': () => ({}),
      },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show what it changes' }),
    );
    expect(
      await screen.findByText('Nothing but version and dates differs.'),
    ).toBeVisible();
    expect(screen.queryByText(/takes effect on/)).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: 'I have read it' }),
    );
    await waitFor(() =>
      expect(backend.sentTo('POST /policies/1.1/acknowledge')).toEqual([{}]),
    );
  });
});

describe('a version of the policy', () => {
  it('offers what may be done with it, and nothing else', async () => {
    const backend = open(
      '/policy?version=1.1',
      { state: 'approved', allowedActions: ['publish'] },
      { 'POST /policies/1.1/publish': () => ({}) },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Publish' }),
    );
    for (const name of ['Approve', 'Withdraw', 'Edit draft', 'Amend']) {
      expect(screen.queryByText(name)).toBeNull();
    }
    const dialog = within(await screen.findByRole('dialog'));
    const date = dialog.getByLabelText('In force from');
    await userEvent.clear(date);
    await userEvent.type(date, '2027-02-01');
    await userEvent.click(dialog.getByRole('button', { name: 'Publish' }));
    await waitFor(() =>
      expect(backend.sentTo('POST /policies/1.1/publish')).toEqual([
        { effectiveDate: '2027-02-01' },
      ]),
    );
  });

  it('is approved as it was read', async () => {
    const backend = open(
      '/policy?version=1.1',
      { state: 'draft', allowedActions: ['approve'] },
      {
        'POST /policies/1.1/approve': () =>
          refuse(409, 'The policy 1.1 has been edited since you read it.'),
      },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
    expect(await dialog.findByText(/edited since you read it/)).toBeVisible();
    expect(backend.sentTo('POST /policies/1.1/approve')).toEqual([
      { digest: 'f'.repeat(64) },
    ]);
  });

  it('says which findings led to it, and when the one in force has to be reviewed', async () => {
    open('/policy?version=1.1', {
      state: 'draft',
      findings: [{ reviewId: 'REV-3', findingId: '2' }],
    });
    expect(
      await screen.findByRole('link', { name: 'REV-3/2' }),
    ).toHaveAttribute('href', '/change-management/reviews/REV-3');
    expect(screen.queryByText(/review overdue/)).toBeNull();
    await userEvent.click(screen.getByRole('link', { name: 'Version 1.0' }));
    expect(
      await screen.findByText(
        /review overdue since 3 Jun 2026 \(after a major incident\)|review overdue since Jun 3, 2026/,
      ),
    ).toBeVisible();
  });

  it('shows to those who oversee it who has read it', async () => {
    const backend = open(
      '/policy?version=1.1',
      { published: act },
      {
        'GET /policies/1.1/readers': ({ query }) => ({
          items:
            query.get('status') === 'open'
              ? [{ userRef: 'user:default/amina', roles: ['implementer'] }]
              : [
                  {
                    userRef: 'user:default/karim',
                    roles: [],
                    acknowledgedAt: act.at,
                  },
                ],
          pageInfo: {},
          concerned: 2,
          acknowledged: 1,
        }),
      },
      { mayOversee: true },
    );
    const readers = within(
      await screen.findByRole('region', { name: 'Who has read it' }),
    );
    expect(
      await readers.findByText('1 of 2 have acknowledged it.'),
    ).toBeVisible();
    expect(readers.getByRole('listitem')).toHaveTextContent(
      'amina · implementer',
    );
    await userEvent.selectOptions(
      readers.getByLabelText('Show'),
      'Acknowledged',
    );
    expect(await readers.findByText('karim')).toBeVisible();
    expect(backend.queriesOf('GET /policies/1.1/readers')).toHaveLength(2);
  });
});

describe('the simulation of a draft', () => {
  const simulate = async (simulation: PolicySimulation | Response) => {
    const backend = open(
      '/policy?version=1.1',
      { state: 'draft' },
      { 'POST /policies/simulate': () => simulation },
      { mayOversee: true },
    );
    await userEvent.selectOptions(
      await screen.findByLabelText('Look back'),
      '3 months',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Simulate' }));
    return backend;
  };
  const examples = [{ id: 'CHG-7', title: 'Upgrade' }];

  it('tells what would have been different, with the changes behind it and how it was reckoned', async () => {
    const backend = await simulate({
      ...nothing,
      differing: 9,
      complete: false,
      reachedBackTo: '2026-08-01T00:00:00.000Z',
      approvals: [
        {
          id: 'security',
          rule: 'Security looks.',
          roles: ['securityManager'],
          people: true,
          added: 8,
          removed: 1,
          examples,
        },
      ],
      load: [{ who: 'securityManager', before: 1, after: 8 }],
      refused: [
        {
          step: 'submit',
          reason: 'missing-field',
          path: 'testPlan',
          message: 'Say how.',
          changes: 1,
          examples,
        },
      ],
      risk: [{ from: 'low', to: 'high', changes: 3, examples }],
      owed: [{ what: 'review', added: 2, removed: 0, examples }],
      waiting: {
        beforeHours: 4,
        afterHours: 72,
        changes: 10,
        unknown: 2,
        observed: [],
      },
    });
    const region = await screen.findByRole('region', { name: 'Simulation' });
    await within(region).findByText(/9 of 12 changes since/);
    expect(region).toHaveTextContent(/Only the latest were looked at/);
    const itemOf = (list: string) =>
      within(within(region).getByRole('list', { name: list })).getByRole(
        'listitem',
      );
    expect(itemOf('Approvals')).toHaveTextContent(
      /\+8 −1security manager or owners and others by name: Security looks\.CHG-7 and 8 more/,
    );
    expect(itemOf('Would have been refused')).toHaveTextContent(
      /1on submit: Say how\. \(testPlan\)CHG-7/,
    );
    expect(itemOf('Risk')).toHaveTextContent(/3Low risk → High risk/);
    expect(itemOf('Owed')).toHaveTextContent(/\+2Post-implementation reviews/);
    expect(itemOf('Waiting for approval')).toHaveTextContent(
      'Median 4 h → 3 d over 10 changes.',
    );
    expect(within(region).getByRole('table')).toHaveTextContent(
      /security manager18\+7/,
    );
    expect(
      within(region).getAllByRole('link', { name: 'CHG-7' })[0],
    ).toHaveAttribute('href', '/change-management/changes/CHG-7');
    expect(backend.sentTo('POST /policies/simulate')).toEqual([
      { version: '1.1', months: 3 },
    ]);
  });

  it('says that nothing would', async () => {
    await simulate(nothing);
    expect(await screen.findByText(/None of 12 changes since/)).toBeVisible();
  });

  it('says why there is none', async () => {
    await simulate(refuse(409, 'Others are simulating.'));
    expect(await screen.findByText('Others are simulating.')).toBeVisible();
  });
});

describe('the register of roles', () => {
  const register: RoleRegisterView = {
    items: [
      {
        role: 'cto',
        entries: [{ ref: 'user:default/gone', exists: false, holders: 0 }],
        holders: [],
        holderCount: 0,
        vacant: true,
      },
      {
        role: 'changeManager',
        entries: [{ ref: 'group:default/office', exists: true, holders: 1 }],
        holders: [
          {
            userRef: 'user:default/karim',
            via: [
              [
                'group:default/office',
                'group:default/desk',
                'user:default/karim',
              ],
            ],
          },
        ],
        holderCount: 1,
        vacant: false,
      },
    ],
    several: [
      {
        userRef: 'user:default/karim',
        roles: ['changeManager', 'auditor'],
        conflicting: true,
      },
    ],
  };

  it('says who holds which role through which groups, what nobody holds, and who holds several', async () => {
    open('/policy', {}, { 'GET /roles': () => register });
    await userEvent.click(await screen.findByRole('tab', { name: 'Roles' }));
    const manager = await screen.findByRole('list', { name: 'change manager' });
    expect(manager).toHaveTextContent(
      /karim through office › desk.*Holds several roles/,
    );
    expect(screen.getByText('Nobody holds it')).toBeVisible();
    expect(screen.getByRole('list', { name: 'CTO' })).toHaveTextContent(
      'user:default/gone: not in the catalog',
    );
    expect(
      screen.getByRole('list', { name: 'Several roles in one hand' }),
    ).toHaveTextContent(/karim.*change manager, auditor.*One watches over/);
    expect(screen.getByLabelText('address')).toHaveTextContent('view=roles');
  });

  it('says what failed', async () => {
    open(
      '/policy?view=roles',
      {},
      { 'GET /roles': () => refuse(403, 'Not for you.') },
    );
    expect(await screen.findByText('Not for you.')).toBeVisible();
  });
});
