import { screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import { Schedule } from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import {
  aChange,
  aFreeze,
  amina,
  aSchedule,
  aScheduled,
  aSimulation,
  orders,
  twoHopsApart,
} from '../../__testUtils__/samples';
import { readTyped } from '../display';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

// The calendar is large: read once, before anything waits for it.
beforeAll(() => import('./Calendar'));

const november = '/schedule?view=month&date=2026-11-15';
const november28 = '/schedule?view=list&date=2026-11-28';
const movable = aScheduled({ allowedActions: ['schedule'] });

function open(
  path: string,
  schedule: Partial<Schedule>,
  answers: Parameters<typeof fakeBackend>[0] = {},
) {
  const backend = fakeBackend({
    'GET /me': () => amina,
    'GET /schedule': () => aSchedule(schedule),
    'GET /windows': () => ({ items: [], pageInfo: {} }),
    'POST /schedule/simulate': () => aSimulation(),
    'POST /changes/{id}/schedule': () => aChange(),
    ...answers,
  });
  openPage(backend.client, path);
  return backend;
}

const bar = (title: RegExp) => screen.findByRole('link', { name: title });
const address = () => screen.getByLabelText('address').textContent;

async function openMove() {
  await userEvent.click(
    await screen.findByRole('button', { name: /^Move Rotate/ }),
  );
  return within(await screen.findByRole('region', { name: /^Move CHG-1042/ }));
}

async function retype(field: HTMLElement, text: string) {
  await userEvent.clear(field);
  await userEvent.type(field, text);
}

describe('the schedule', () => {
  it('says the state, the risk and the marks of a change without colour', async () => {
    open(november, {
      changes: [aScheduled({ onHold: true, overrun: true })],
      conflicts: [{ ...twoHopsApart, changeIds: ['CHG-1042'] }],
    });

    const link = await bar(/Rotate the credentials/);
    expect(link).toHaveAttribute('href', '/change-management/changes/CHG-1042');
    for (const name of [
      'Scheduled',
      'High risk',
      'On hold',
      'Overrun',
      'In conflict',
    ]) {
      expect(within(link).getByTitle(name)).toBeInTheDocument();
    }
  });

  it('asks for no more than it shows, by the filters of the address', async () => {
    const backend = open(
      '/schedule?view=week&date=2026-11-25&riskLevel=high,critical&mine=true',
      {},
    );

    await waitFor(() => {
      const query = backend.queriesOf('GET /schedule').pop()!;
      const [from, to] = [query.get('from')!, query.get('to')!];
      expect(new Date(from)).toEqual(new Date(2026, 10, 23));
      expect(new Date(to)).toEqual(new Date(2026, 10, 30));
      expect(query.get('riskLevel')).toBe('high,critical');
      expect(query.get('mine')).toBe('true');
    });
    await userEvent.click(screen.getByRole('button', { name: 'Later' }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Take away Risk: Critical risk' }),
    );
    expect(new URLSearchParams(address()!).get('date')).toBe('2026-12-02');
    await waitFor(() =>
      expect(backend.queriesOf('GET /schedule').pop()!.get('riskLevel')).toBe(
        'high',
      ),
    );
  });

  it('names both changes of a conflict, and the path between them', async () => {
    open(november28, {
      changes: [aScheduled(), aScheduled({ id: 'CHG-1039', title: 'Other' })],
      conflicts: [twoHopsApart],
    });

    const conflicts = within(
      await screen.findByRole('region', { name: 'Conflicts (1)' }),
    );
    expect(
      conflicts.getAllByRole('link').map(link => link.getAttribute('href')),
    ).toEqual([
      '/change-management/changes/CHG-1042',
      '/change-management/changes/CHG-1039',
      '/catalog/default/resource/orders-db',
      '/catalog/default/api/orders-api',
      '/catalog/default/component/orders',
    ]);
  });

  it('lists day by day, with freezes among the changes', async () => {
    open(november28, {
      changes: [aScheduled()],
      freezes: [
        {
          windowId: 'WIN-7',
          kind: 'freeze',
          status: 'approved',
          title: 'Black Friday',
          reason: 'Sales',
          start: '2026-11-26T00:00:00.000Z',
          end: '2026-11-30T00:00:00.000Z',
        },
      ],
    });

    expect(
      await screen.findByRole('link', { name: 'Freeze: Black Friday' }),
    ).toHaveAttribute('href', '/change-management/windows/WIN-7');
    // What began before the first day stands on it.
    expect(
      screen.getAllByRole('heading', { level: 3 }).map(h => h.textContent),
    ).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/28 November|November 28/),
      ]),
    );
    expect(screen.queryByRole('button', { name: /^Move/ })).toBeNull();
  });

  it('stays readable with 500 changes in a month', async () => {
    const changes = Array.from({ length: 500 }, (_, index) => {
      const day = String((index % 28) + 1).padStart(2, '0');
      return aScheduled({
        id: `CHG-${index}`,
        title: `Change ${index}`,
        plannedStart: `2026-11-${day}T10:00:00.000Z`,
        plannedEnd: `2026-11-${day}T11:00:00.000Z`,
      });
    });
    open(november, { changes });

    expect((await screen.findAllByText(/^\+\d+ more$/)).length).toBe(28);
    const bars = screen.getAllByRole('link', { name: /Change \d+$/ });
    expect(bars.length).toBeLessThanOrEqual(28 * 4);
  });

  it('shows by keyboard who, what and when', async () => {
    open(november, { changes: [movable], conflicts: [twoHopsApart] });

    const link = await bar(/Rotate the credentials/);
    link.focus();
    const card = within(
      await screen.findByRole('dialog', { name: /Rotate the credentials/ }),
    );
    expect(card.getByText('Implementer')).toBeVisible();
    expect(card.getByRole('link', { name: 'CHG-1039' })).toBeVisible();
    await userEvent.keyboard(' ');
    await waitFor(() => expect(document.activeElement).not.toBe(link));
    await userEvent.keyboard('{Escape}');
    expect(link).toHaveFocus();

    await userEvent.keyboard(' ');
    await userEvent.click(await screen.findByRole('button', { name: 'Move…' }));
    expect(
      await screen.findByRole('region', { name: /^Move CHG-1042/ }),
    ).toBeVisible();
  });

  it('says why it cannot be shown', async () => {
    open(
      november28,
      {},
      {
        'GET /schedule': () => refuse(403, 'You need the role auditor.'),
      },
    );
    expect(await screen.findByText('You need the role auditor.')).toBeVisible();
  });
});

describe('moving a change', () => {
  const differs = () =>
    aSimulation({
      conflicts: { gone: [], new: [twoHopsApart] },
      shortNotice: [
        {
          changeId: 'CHG-1042',
          title: 'Rotate',
          neededHours: 24,
          givenHours: 5,
          text: 'It needs 24 h of notice, and has 5 h.',
        },
      ],
    });

  it('shows the difference first, and is saved with a reason', async () => {
    const backend = open(
      november28,
      { changes: [movable] },
      { 'POST /schedule/simulate': differs },
    );
    const panel = await openMove();
    await retype(panel.getByLabelText('Start'), '2026-11-29 04:00');

    expect(await panel.findByText('New conflicts (1)')).toBeVisible();
    expect(panel.getByText(/It needs 24 h of notice/)).toBeVisible();
    expect(backend.sentTo('POST /changes/{id}/schedule')).toEqual([]);
    // The end keeps its distance.
    expect(panel.getByLabelText('End')).toHaveValue('2026-11-29 05:00');

    await userEvent.type(panel.getByLabelText('Reason'), 'The vendor is here');
    await userEvent.click(panel.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(
        screen.queryByRole('region', { name: /^Move/ }),
      ).not.toBeInTheDocument(),
    );
    const [sent] = backend.sentTo('POST /changes/{id}/schedule');
    expect(sent).toMatchObject({
      revision: 3,
      override: { reason: 'The vendor is here' },
    });
    expect(new Date(sent.plannedStart)).toEqual(
      new Date(readTyped('2026-11-29 04:00')!),
    );
    const [asked] = backend.sentTo('POST /schedule/simulate').slice(-1);
    expect(asked.moves[0]).toMatchObject({
      changeId: 'CHG-1042',
      plannedStart: sent.plannedStart,
      plannedEnd: sent.plannedEnd,
    });
  });

  it('is dropped without a trace', async () => {
    const backend = open(november28, { changes: [movable] });
    const panel = await openMove();
    await retype(panel.getByLabelText('Start'), '2026-11-29 04:00');
    expect(
      await panel.findByText('It makes no difference to anything else.'),
    ).toBeVisible();

    await userEvent.click(panel.getByRole('button', { name: 'Drop' }));
    expect(screen.queryByRole('region', { name: /^Move/ })).toBeNull();
    expect(backend.sentTo('POST /changes/{id}/schedule')).toEqual([]);
  });

  it('asks for a reason where the server wants one, and keeps the time', async () => {
    open(
      november28,
      { changes: [movable] },
      {
        'POST /changes/{id}/schedule': () =>
          refuse(409, 'orders is frozen: “Black Friday”. Give a reason.'),
      },
    );
    const panel = await openMove();
    await retype(panel.getByLabelText('Start'), '2026-11-29 04:00');
    await panel.findByText(/makes no difference/);
    await userEvent.click(panel.getByRole('button', { name: 'Save' }));

    expect(await panel.findByRole('alert')).toHaveTextContent(/is frozen/);
    expect(panel.getByLabelText('Reason')).toBeVisible();
    expect(panel.getByLabelText('Start')).toHaveValue('2026-11-29 04:00');
  });
});

describe('moving a freeze', () => {
  it('shows the changes that it would hit, and edits the freeze', async () => {
    const freeze = aFreeze();
    const backend = open(
      '/schedule?view=list&date=2026-12-20',
      {
        freezes: [
          {
            windowId: freeze.id,
            kind: 'freeze',
            status: 'approved',
            title: freeze.title,
            reason: freeze.reason,
            ...freeze.next!,
          },
        ],
      },
      {
        'GET /windows': () => ({ items: [freeze], pageInfo: {} }),
        'PATCH /windows/{id}': () => freeze,
        'POST /schedule/simulate': () =>
          aSimulation({
            changesHit: [
              {
                changeId: 'CHG-1042',
                title: 'Rotate',
                state: 'scheduled',
                plannedStart: '2026-12-23T02:00:00.000Z',
                plannedEnd: '2026-12-23T03:00:00.000Z',
                held: true,
                text: 'orders is frozen: “End of the year”.',
              },
            ],
          }),
      },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Move End of the year' }),
    );
    const panel = within(
      await screen.findByRole('region', { name: 'Move End of the year' }),
    );
    const start = panel.getByLabelText('Start');
    await retype(start, '2026-12-22 00:00');

    expect(await panel.findByText('Changes it would hit (1)')).toBeVisible();
    expect(panel.getByText('Would be put on hold')).toBeVisible();
    await userEvent.click(panel.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(backend.sentTo('PATCH /windows/{id}')).toEqual([
        {
          revision: 4,
          start: expect.any(String),
          durationMinutes: 3 * 24 * 60,
        },
      ]),
    );
    const [{ start: sent }] = backend.sentTo('PATCH /windows/{id}');
    expect(new Date(sent)).toEqual(new Date(readTyped('2026-12-22 00:00')!));
  });
});

describe('an entity in the schedule', () => {
  it('is a filter with what is meant of it', async () => {
    const backend = open(`/schedule?view=list&entityRef=${orders}`, {});

    await userEvent.selectOptions(
      await screen.findByLabelText('Of it'),
      'And dependents',
    );
    await waitFor(() => {
      const query = backend.queriesOf('GET /schedule').pop()!;
      expect(query.get('entityRef')).toBe(orders);
      expect(query.get('scope')).toBe('dependencies');
    });
  });
});
