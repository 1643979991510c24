import { screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import { NoticeView } from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { aChange, amina } from '../../__testUtils__/samples';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });
const at = '2026-12-01T12:00:00.000Z';

function aNotice(more: Partial<NoticeView> = {}): NoticeView {
  return {
    id: 'n1',
    changeId: 'CHG-1042',
    kind: 'schedule',
    purpose: 'advance',
    title: 'CHG-1042 is scheduled for 2 Dec 2026, 22:00 UTC',
    description: 'It is carried out in the evening.',
    createdAt: at,
    recipients: ['group:default/payments'],
    addresses: [],
    unreached: false,
    deliveries: [
      {
        channel: 'notifications',
        status: 'handed-over',
        attempts: 1,
        handedOverAt: at,
      },
    ],
    readers: [{ userRef: amina.userRef, manner: 'direct', handedOverAt: at }],
    acknowledgements: [],
    mayAcknowledge: true,
    ...more,
  };
}

/** Opens the change with these notices; an acknowledgement is kept. */
function open(notices: NoticeView[], tail = '', answers = {}) {
  const change = aChange();
  let shown = notices;
  const backend = fakeBackend({
    'GET /me': () => amina,
    'GET /changes/{id}': () => change,
    'GET /changes/{id}/notices': () => ({
      items: shown,
      pageInfo: {},
      lead: { demandedHours: 24, givenHours: 34 },
    }),
    'POST /notices/{id}/acknowledgements': ({ path }: { path: string }) => {
      shown = shown.map(notice =>
        path.includes(notice.id)
          ? {
              ...notice,
              mayAcknowledge: false,
              acknowledgements: [{ userRef: amina.userRef, at }],
            }
          : notice,
      );
      return shown[0];
    },
    ...answers,
  });
  openPage(backend.client, `/changes/${change.id}${tail}`);
  return backend;
}

const acknowledgeButtons = () =>
  screen.queryAllByRole('button', { name: 'Acknowledge' });

describe('what somebody was told in advance', () => {
  it('meets them on the page, where one click acknowledges it', async () => {
    open([aNotice()]);
    const title = await screen.findByText(/is scheduled for 2 Dec/);
    expect(title).toBeVisible();
    await userEvent.click(acknowledgeButtons()[0]);

    await waitFor(() => expect(title).not.toBeInTheDocument());
  });

  it('is the latest only: a time that has moved asks for nothing', async () => {
    const acknowledgements = [{ userRef: amina.userRef, at }];
    open([
      aNotice({ id: 'n2', mayAcknowledge: false, acknowledgements }),
      aNotice(),
    ]);
    await screen.findByRole('region', { name: 'What is missing' });

    expect(acknowledgeButtons()).toEqual([]);
  });

  it('stays where it could not be acknowledged, with the reason', async () => {
    open([aNotice()], '', {
      'POST /notices/{id}/acknowledgements': () =>
        refuse(403, 'This notice is not for you.'),
    });
    await screen.findByText(/is scheduled for 2 Dec/);
    await userEvent.click(acknowledgeButtons()[0]);

    expect(
      await screen.findByText(/not acknowledged.*This notice is not for you/),
    ).toBeVisible();
  });
});

describe('the proof of notice', () => {
  const rowOf = async (name: RegExp) => {
    const table = await screen.findByRole('table', { name: 'Notices' });
    return within(table).getByRole('row', { name });
  };

  it('says to whom, by which channel, and who acknowledged it', async () => {
    open(
      [
        aNotice({
          mayAcknowledge: false,
          acknowledgements: [{ userRef: amina.userRef, at }],
        }),
      ],
      '?tab=notices',
    );
    const row = await rowOf(/is scheduled/);

    expect(row).toHaveTextContent('Handed over Notifications');
    expect(within(row).getByText('1 person')).toBeVisible();
    expect(
      within(row).getAllByRole('link', { name: /amina/i }).length,
    ).toBeGreaterThan(0);
    expect(screen.getByText(/asks for: 24 h.*Given: 34 h/)).toBeVisible();
  });

  it('shows a channel that fails, and whom none leads to', async () => {
    open(
      [
        aNotice({
          addresses: ['noc@bank.example'],
          unreached: true,
          deliveries: [
            {
              channel: 'crm',
              status: 'failing',
              attempts: 3,
              failure: 'crm answered 503',
              nextAttemptAt: at,
            },
          ],
        }),
      ],
      '?tab=notices',
    );
    const row = await rowOf(/is scheduled/);

    expect(row).toHaveTextContent('noc@bank.example');
    expect(row).toHaveTextContent('No channel leads to these addresses');
    expect(row).toHaveTextContent('Failing crm');
    expect(row).toHaveTextContent('crm answered 503. 3 attempts');
  });

  it('says so where nobody was told', async () => {
    open([], '?tab=notices');

    expect(
      await screen.findByText('Nobody has been told anything yet'),
    ).toBeVisible();
  });
});

describe('what somebody wants to get', () => {
  function openPreferences(answers = {}) {
    const backend = fakeBackend({
      'GET /me': () => amina,
      'GET /notice-preferences': () => ({
        digest: 'none',
        muted: ['conversation'],
        digestHour: 7,
      }),
      'PATCH /notice-preferences': ({ body }: { body: object }) => ({
        digest: 'none',
        muted: ['conversation'],
        digestHour: 7,
        ...body,
      }),
      ...answers,
    });
    openPage(backend.client, '/notices');
    return backend;
  }

  it('is kept as soon as it is chosen', async () => {
    const { sentTo } = openPreferences();
    await userEvent.click(
      await screen.findByRole('radio', { name: /Once a day, at 07:00 UTC/ }),
    );
    expect(await screen.findByText('Saved')).toBeVisible();
    expect(
      screen.getByRole('checkbox', { name: 'Comments' }),
    ).not.toBeChecked();
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Delegations' }),
    );

    await waitFor(() =>
      expect(sentTo('PATCH /notice-preferences')).toEqual([
        { digest: 'daily' },
        { muted: ['conversation', 'delegation'] },
      ]),
    );
  });

  it('goes back to what it was where it was not kept', async () => {
    openPreferences({
      'PATCH /notice-preferences': () => refuse(409, 'Not now.'),
    });
    const comments = await screen.findByRole('checkbox', { name: 'Comments' });
    await userEvent.click(comments);

    expect(await screen.findByText(/not saved.*Not now/)).toBeVisible();
    expect(comments).not.toBeChecked();
  });
});
