import { screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import {
  ChangeFigures,
  defaultPolicy,
  Me,
  ReviewWithHistory,
} from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { amina } from '../../__testUtils__/samples';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const manager: Me = {
  ...amina,
  roles: [{ role: 'changeManager', via: amina.userRef }],
};
const total = {
  changes: 20,
  closed: 16,
  successful: 12,
  failed: 2,
  rolledBack: 1,
  emergencies: 5,
  emergenciesWithoutWorkLogged: 2,
  emergencyShare: 0.25,
  successRate: 0.75,
  failureRate: 0.125,
  rollbackRate: 0.0625,
} as ChangeFigures;

function aReview(more: Partial<ReviewWithHistory> = {}): ReviewWithHistory {
  return {
    id: 'REV-3',
    kind: 'monthly',
    period: '2026-11',
    openedAt: '2026-12-01T00:00:00.000Z',
    dueAt: '2026-12-05T23:59:59.999Z',
    status: 'open',
    overdue: false,
    clause: '§7.1',
    signOff: ['changeManager'],
    signatures: [],
    counts: {
      sampled: 2,
      lookedAt: 1,
      findings: 0,
      openActions: 0,
      overdueActions: 0,
    },
    allowedActions: ['look-at', 'add-finding'],
    revision: 4,
    policyVersion: '1.0',
    timeZone: 'UTC',
    data: {
      digest: 'abc123',
      takenAt: '2026-12-01T00:00:00.000Z',
      population: {
        changes: 34,
        events: 310,
        complete: true,
        sampled: 2,
        seed: 'seed',
      },
    },
    sample: [
      {
        changeId: 'CHG-1042',
        title: 'Rotate the credentials',
        type: 'normal',
        state: 'closed',
        closeCode: 'successful',
        requestedBy: 'user:default/omar',
        mayLookAt: true,
      },
      {
        changeId: 'CHG-1043',
        title: 'Resize the pool',
        type: 'standard',
        state: 'closed',
        requestedBy: 'user:default/omar',
        verdict: 'ok',
        by: 'user:default/karim',
        at: '2026-12-02T09:00:00.000Z',
        mayLookAt: true,
      },
    ],
    findings: [],
    openPoints: ['1 of the 2 changes drawn are not looked at'],
    narrowed: false,
    history: [],
    ...more,
  };
}

const finding: ReviewWithHistory['findings'][number] = {
  id: '2',
  severity: 'high',
  clause: '§3.1d',
  text: 'The rollback plan is one line',
  owner: 'user:default/karim',
  dueAt: '2027-01-05T23:59:59.999Z',
  changes: ['CHG-1042'],
  raisedBy: 'user:default/salma',
  raisedAt: '2026-12-02T09:00:00.000Z',
  status: 'open',
  ledTo: [{ version: '1.1', state: 'draft' }],
  actions: [
    {
      id: '1',
      text: 'Ask for steps',
      owner: 'user:default/karim',
      dueAt: '2026-12-03T23:59:59.999Z',
      status: 'open',
      overdue: true,
      addedBy: 'user:default/salma',
      addedAt: '2026-12-02T09:00:00.000Z',
      mayFinish: true,
    },
  ],
};

function open(
  path: string,
  answers: Parameters<typeof fakeBackend>[0] = {},
  review = aReview(),
) {
  const backend = fakeBackend({
    'GET /me': () => manager,
    'GET /policy': () => defaultPolicy,
    'GET /reviews': () => ({ items: [], pageInfo: {} }),
    'GET /reviews/{id}': () => review,
    ...answers,
  });
  openPage(backend.client, path);
  return backend;
}

describe('the list of reviews', () => {
  it('shows what is due first, whom it waits for, and what is signed off apart', async () => {
    const { signatures, ...rest } = aReview();
    open('/reviews', {
      'GET /reviews': ({ query }) => ({
        items:
          query.get('status') === 'open'
            ? [
                aReview({ id: 'REV-4', kind: 'quarterly', period: '2026-Q4' }),
                aReview({ overdue: true }),
              ]
            : [
                {
                  ...rest,
                  id: 'REV-1',
                  period: '2026-10',
                  status: 'signed-off',
                  signedOffAt: '2026-11-04T09:00:00.000Z',
                  signatures: [
                    {
                      role: 'changeManager',
                      by: 'user:default/karim',
                      at: '2026-11-04T09:00:00.000Z',
                    },
                  ],
                },
              ],
        pageInfo: {},
      }),
    });
    const todo = await screen.findByRole('table', { name: 'To be done' });
    const rows = within(todo).getAllByRole('row').slice(1);
    expect(rows[0]).toHaveTextContent(
      /Monthly review of November 2026.*Overdue.*change manager.*1 of 2 changes looked at/,
    );
    expect(rows[1]).toHaveTextContent(/Quarterly evaluation of Q4 2026.*Due/);
    expect(
      within(rows[0]).getByRole('link', { name: /Monthly review/ }),
    ).toHaveAttribute('href', '/change-management/reviews/REV-3');
    expect(
      within(
        await screen.findByRole('table', { name: 'Signed off' }),
      ).getByRole('row', { name: /October 2026/ }),
    ).toHaveTextContent('Signed off');
  });

  it('says that there is nothing to do', async () => {
    open('/reviews');
    expect(await screen.findByText('No review is due')).toBeVisible();
  });
});

describe('a monthly review', () => {
  it('has each change drawn looked at, with a note', async () => {
    const backend = open('/reviews/REV-3', {
      'PATCH /reviews/{id}/sample/{changeId}': () => aReview(),
    });
    await userEvent.type(
      await screen.findByLabelText('Note: CHG-1042'),
      'Plan followed',
    );
    expect(
      screen.queryByRole('button', { name: 'In order: CHG-1043' }),
    ).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'In order: CHG-1042' }),
    );
    await waitFor(() =>
      expect(backend.sentTo('PATCH /reviews/{id}/sample/{changeId}')).toEqual([
        { verdict: 'ok', note: 'Plan followed' },
      ]),
    );
  });

  it('takes a finding down beside the change, and says at each field what is wrong with it', async () => {
    const backend = open('/reviews/REV-3', {
      'POST /reviews/{id}/findings': () =>
        refuse(400, 'Bad', [{ path: 'clause', message: 'is not a clause' }]),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Write a finding: CHG-1042' }),
    );
    const form = await screen.findByRole('form', { name: 'Write a finding' });
    expect(within(form).getByLabelText(/^Changes/)).toHaveValue('CHG-1042');
    await userEvent.click(
      within(form).getByRole('button', { name: 'Save the finding' }),
    );
    expect(within(form).getAllByText('is needed')).toHaveLength(4);

    await userEvent.type(
      within(form).getByLabelText('What was found'),
      'Thin plan',
    );
    await userEvent.selectOptions(
      await within(form).findByLabelText('Clause of the policy'),
      '§3.1d',
    );
    await userEvent.type(
      within(form).getByLabelText('Who answers for it'),
      'Karim',
    );
    await userEvent.click(await screen.findByRole('option', { name: /Karim/ }));
    await userEvent.type(
      within(form).getByLabelText('What has to be done'),
      'Ask for steps',
    );
    await userEvent.click(
      within(form).getByRole('button', { name: 'Save the finding' }),
    );
    expect(await within(form).findByText('is not a clause')).toBeVisible();
    expect(backend.sentTo('POST /reviews/{id}/findings')[0]).toMatchObject({
      severity: 'medium',
      clause: '§3.1d',
      text: 'Thin plan',
      owner: 'user:default/karim',
      changes: ['CHG-1042'],
      actions: [{ text: 'Ask for steps' }],
    });
  });

  it('offers the sign-off to whoever may sign, and says what is missing to everybody', async () => {
    const backend = open(
      '/reviews/REV-3',
      { 'POST /reviews/{id}/sign-off': () => aReview() },
      aReview({ allowedActions: ['sign-off'], openPoints: [] }),
    );
    await userEvent.type(await screen.findByLabelText('Conclusion'), 'Sound');
    await userEvent.click(screen.getByRole('button', { name: 'Sign off' }));
    await waitFor(() =>
      expect(backend.sentTo('POST /reviews/{id}/sign-off')).toEqual([
        { revision: 4, comment: 'Sound' },
      ]),
    );
  });

  it('shows no button to those who only look on', async () => {
    const [first, second] = aReview().sample;
    open(
      '/reviews/REV-3',
      {},
      aReview({
        allowedActions: [],
        sample: [
          { ...first, mayLookAt: false },
          { ...second, mayLookAt: false },
        ],
      }),
    );
    expect(
      await screen.findByText('1 of the 2 changes drawn are not looked at'),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', {
        name: /finding|Sign off|In order|again/i,
      }),
    ).not.toBeInTheDocument();
  });
});

describe('findings', () => {
  it('lead to an amendment, and their actions are done', async () => {
    const backend = open(
      '/reviews/REV-3',
      {
        'PATCH /reviews/{id}/findings/{findingId}/actions/{actionId}': () =>
          aReview(),
      },
      aReview({ findings: [finding] }),
    );
    expect(
      await screen.findByRole('link', { name: 'Amend the policy' }),
    ).toHaveAttribute(
      'href',
      '/change-management/policy/amend?finding=REV-3%2F2',
    );
    expect(
      screen.getByRole('link', { name: 'Led to policy 1.1 (draft)' }),
    ).toBeVisible();
    expect(screen.getByText('Overdue')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Done: Ask for steps' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByLabelText('What came of it'),
      'It asks',
    );
    await userEvent.click(within(dialog).getByRole('button', { name: 'Done' }));
    await waitFor(() =>
      expect(
        backend.sentTo(
          'PATCH /reviews/{id}/findings/{findingId}/actions/{actionId}',
        ),
      ).toEqual([{ status: 'done', result: 'It asks' }]),
    );
  });
});

describe('a quarterly evaluation', () => {
  it('shows each figure among those of the quarters before, and as a table', async () => {
    const quarter = (period: string, failureRate: number) => ({
      period,
      from: '2026-07-01T00:00:00.000Z',
      to: '2026-10-01T00:00:00.000Z',
      figures: { ...total, failureRate },
    });
    const data: ReviewWithHistory['data'] = {
      ...aReview().data!,
      figures: {
        groupBy: 'month',
        total,
        groups: [],
      } as unknown as NonNullable<ReviewWithHistory['data']>['figures'],
      trend: [quarter('2026-Q3', 0.2), quarter('2026-Q4', 0.125)],
    };
    open(
      '/reviews/REV-3',
      {
        'GET /reviews/{id}/rows': () => ({
          items: [aReview().sample[0]],
          pageInfo: {},
        }),
      },
      aReview({ kind: 'quarterly', period: '2026-Q4', sample: [], data }),
    );
    expect(await screen.findByText('20 % the quarter before')).toBeVisible();
    const table = screen.getByRole('table', {
      name: 'All figures as a table',
      hidden: true,
    });
    expect(
      within(table).getByRole('row', { name: /Q3 2026/, hidden: true }),
    ).toHaveTextContent('20 %');
    expect(
      screen.getByText(/34 changes, 310 events of their logs; complete/),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show the changes' }),
    );
    expect(
      await screen.findByRole('row', { name: /Rotate the credentials/ }),
    ).toBeVisible();
  });
});

describe('a post-implementation review', () => {
  it('leads to its change, where it is written', async () => {
    open(
      '/reviews/REV-3',
      {},
      aReview({
        kind: 'pir',
        period: 'CHG-1042',
        changeId: 'CHG-1042',
        data: undefined,
        sample: [],
        openPoints: [],
        allowedActions: [],
      }),
    );
    expect(
      await screen.findByRole('link', { name: 'Open CHG-1042' }),
    ).toHaveAttribute('href', '/change-management/changes/CHG-1042');
    expect(
      screen.queryByRole('heading', { name: 'Sign-off' }),
    ).not.toBeInTheDocument();
  });
});

describe('the list of changes', () => {
  it('says how many reviews wait for the viewer’s signature', async () => {
    const backend = open('', {
      'GET /changes': () => ({ items: [], pageInfo: {} }),
      'GET /reviews': () => ({
        items: [aReview(), aReview({ id: 'REV-4' })],
        pageInfo: {},
      }),
    });
    expect(
      await screen.findByRole('link', {
        name: '2 reviews wait for your signature',
      }),
    ).toHaveAttribute('href', '/change-management/reviews');
    expect(
      backend.queriesOf('GET /reviews').map(query => query.get('waitsFor')),
    ).toEqual(['me']);
  });
});
