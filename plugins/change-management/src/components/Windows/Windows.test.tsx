import { screen, waitFor, within } from '@testing-library/react';
import { fireEvent } from '@testing-library/dom';
import { userEvent as testingUser } from '@testing-library/user-event';
import { Me } from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { aFreeze, amina, aSimulation } from '../../__testUtils__/samples';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const manager: Me = {
  ...amina,
  roles: [{ role: 'changeManager', via: amina.userRef }],
};

const hit = () =>
  aSimulation({
    changesHit: [
      {
        changeId: 'CHG-1042',
        title: 'Rotate the credentials',
        state: 'scheduled',
        plannedStart: '2026-12-24T02:00:00.000Z',
        plannedEnd: '2026-12-24T03:00:00.000Z',
        held: true,
        text: 'orders is frozen: “End of the year”.',
      },
    ],
  });

function open(
  path: string,
  answers: Parameters<typeof fakeBackend>[0] = {},
  me = manager,
) {
  const backend = fakeBackend({
    'GET /me': () => me,
    'GET /windows': () => ({ items: [aFreeze()], pageInfo: {} }),
    'GET /windows/{id}': () => aFreeze(),
    'PATCH /windows/{id}': () => aFreeze(),
    'POST /windows': () => aFreeze({ id: 'WIN-8', status: 'draft' }),
    'POST /schedule/simulate': hit,
    ...answers,
  });
  openPage(backend.client, path);
  return backend;
}

function setTime(label: string, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

describe('the list of windows and freezes', () => {
  it('says for what each is and when, those in force first', async () => {
    const backend = open('/windows');

    expect(
      await screen.findByRole('link', { name: 'End of the year' }),
    ).toHaveAttribute('href', '/change-management/windows/WIN-7');
    expect(screen.getByText(/all parts of/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'shop' })).toBeVisible();

    await userEvent.click(screen.getByRole('tab', { name: 'Drafts' }));
    await waitFor(() =>
      expect(
        backend.queriesOf('GET /windows').map(query => query.get('status')),
      ).toEqual(['approved', 'draft']),
    );
  });
});

describe('a draft', () => {
  const draft = aFreeze({
    status: 'draft',
    allowedActions: ['edit', 'approve'],
  });

  it('shows what it would hit, then is approved', async () => {
    const backend = open('/windows/WIN-7', {
      'GET /windows/{id}': () => draft,
    });

    const preview = within(
      await screen.findByRole('region', { name: 'What it would mean' }),
    );
    expect(
      await preview.findByRole('link', { name: /CHG-1042/ }),
    ).toHaveAttribute('href', '/change-management/changes/CHG-1042');
    expect(preview.getByText('Would be put on hold')).toBeVisible();
    expect(backend.sentTo('POST /schedule/simulate')).toEqual([
      { moves: [{ windowId: 'WIN-7', status: 'approved' }] },
    ]);

    await userEvent.click(screen.getByRole('button', { name: 'Approve' }));
    await waitFor(() =>
      expect(backend.sentTo('PATCH /windows/{id}')).toEqual([
        { revision: 4, status: 'approved' },
      ]),
    );
  });

  it('says why it was not approved', async () => {
    open('/windows/WIN-7', {
      'GET /windows/{id}': () => draft,
      'PATCH /windows/{id}': () => refuse(409, 'It has been altered.'),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It was not done: It has been altered.',
    );
  });

  it('is not approved by those who may not', async () => {
    open('/windows/WIN-7', {
      'GET /windows/{id}': () => ({ ...draft, allowedActions: [] }),
    });
    await screen.findByRole('heading', { name: 'End of the year' });
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Retire' })).toBeNull();
  });
});

describe('a window in force', () => {
  it('is retired after a question', async () => {
    const backend = open('/windows/WIN-7', {
      'DELETE /windows/{id}': () => aFreeze({ status: 'retired' }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Retire' }),
    );
    expect(backend.sentTo('DELETE /windows/{id}')).toHaveLength(0);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Retire' }));
    await waitFor(() =>
      expect(backend.sentTo('DELETE /windows/{id}')).toHaveLength(1),
    );
  });

  it('is edited with the difference in sight', async () => {
    const backend = open('/windows/WIN-7/edit');
    await screen.findByLabelText('End');
    const zone = screen.getByLabelText('Time zone');
    expect(zone).toHaveValue('UTC');
    expect(screen.getByLabelText('Start')).toHaveValue('2026-12-24 00:00');
    setTime('End', '2026-12-28 00:00');

    await userEvent.click(
      screen.getByRole('button', { name: 'Show the difference' }),
    );
    expect(await screen.findByText('Changes it would hit (1)')).toBeVisible();
    expect(backend.sentTo('PATCH /windows/{id}')).toEqual([]);

    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(backend.sentTo('PATCH /windows/{id}')).toEqual([
        {
          revision: 4,
          title: 'End of the year',
          reason: 'Few are there to mend anything',
          start: '2026-12-24T00:00:00.000Z',
          durationMinutes: 4 * 24 * 60,
          timeZone: 'UTC',
          rrule: '',
          scope: { memberOf: { $contains: 'system:default/shop' } },
        },
      ]),
    );
  });
});

describe('the form of a new one', () => {
  it('says at each field what is needed, and sends nothing', async () => {
    const backend = open('/windows/new');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Save as draft' }),
    );
    for (const label of ['Title', 'Reason', 'Start', 'End']) {
      expect(screen.getByLabelText(label)).toBeInvalid();
    }
    expect(backend.sentTo('POST /windows')).toEqual([]);
  });

  it('sends simple choices as a rule and a predicate', async () => {
    const backend = open('/windows/new');
    await userEvent.selectOptions(
      await screen.findByLabelText('Kind'),
      'Maintenance window',
    );
    await userEvent.type(screen.getByLabelText('Title'), 'Saturday nights');
    await userEvent.type(screen.getByLabelText('Reason'), 'Quiet');
    await userEvent.selectOptions(
      screen.getByLabelText('Time zone'),
      'Europe/Paris',
    );
    setTime('Start', '2026-12-05 02:30');
    setTime('End', '2026-12-05 06:30');
    await userEvent.selectOptions(
      screen.getByLabelText('Repeats'),
      'Every week',
    );
    await userEvent.click(screen.getByRole('checkbox', { name: 'Sat' }));
    await userEvent.selectOptions(screen.getByLabelText('For'), 'Tags');
    await userEvent.type(
      screen.getByLabelText('Tags, separated by commas'),
      'pci, gdpr',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Put in force' }));

    await waitFor(() =>
      expect(backend.sentTo('POST /windows')).toEqual([
        {
          kind: 'maintenance',
          status: 'approved',
          title: 'Saturday nights',
          reason: 'Quiet',
          start: '2026-12-05T01:30:00.000Z',
          durationMinutes: 240,
          timeZone: 'Europe/Paris',
          rrule: 'FREQ=WEEKLY;BYDAY=SA',
          scope: {
            $any: [
              { tags: { $contains: 'pci' } },
              { tags: { $contains: 'gdpr' } },
            ],
          },
        },
      ]),
    );
  });

  it('lets whoever is no change manager draft one only', async () => {
    open('/windows/new', {}, amina);
    expect(
      await screen.findByRole('button', { name: 'Save as draft' }),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Put in force' })).toBeNull();
  });
});
