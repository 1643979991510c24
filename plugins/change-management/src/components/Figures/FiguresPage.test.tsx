import { screen, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import {
  defaultPolicy,
  Metrics,
} from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { amina } from '../../__testUtils__/samples';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const figures = {
  changes: 20,
  closed: 16,
  successful: 12,
  failed: 2,
  rolledBack: 1,
  emergencies: 5,
  emergenciesWithoutWorkLogged: 2,
  emergenciesDocumentedLate: 1,
  completed: 15,
  changesWithDowntime: 3,
  changeDowntimeMinutes: 45,
  failures: 4,
  changeFailureRate: 0.2,
  restored: 2,
  incidentsRestored: 1,
  timeToRestoreMinutes: { median: 30, p90: 90 },
  leadTimeHours: { median: 20, p90: 90 },
  rework: 3,
  reworkRate: 0.15,
  incidents: 6,
  majorIncidents: 1,
  incidentsByChange: 2,
  incidentDowntimeMinutes: 80,
  unauthorizedChanges: 1,
  emergencyShare: 0.25,
  successRate: 0.75,
  failureRate: 0.125,
  rollbackRate: 0.0625,
};
const metrics: Metrics = {
  groupBy: 'team',
  scope: 'self',
  waiting: [
    {
      role: 'changeManager',
      riskLevel: 'high',
      decisions: 7,
      hours: { median: 1.5, p90: 50 },
    },
  ],
  total: { ...figures, changes: 30 },
  groups: [{ ...figures, key: 'group:default/payments-team' }],
};
const month: Metrics = {
  ...metrics,
  groupBy: 'month',
  groups: [
    { ...figures, key: '2026-10', leadTimeHours: { median: 20, p90: 90 } },
    { ...figures, key: '2026-11', successful: 14 },
  ],
};
const bins = [
  { from: 0, to: 0.1, changes: 0 },
  { from: 0.1, to: 0.2, changes: 40, predicted: 0.15, failed: 0.175 },
];

function open(answers = {}, path = '/figures') {
  const backend = fakeBackend({
    'GET /me': () => amina,
    'GET /policy': () => defaultPolicy,
    'GET /metrics': ({ query }: { query: URLSearchParams }) =>
      query.get('groupBy') === 'month' ? month : metrics,
    'GET /risk/back-test': () => refuse(403, 'Not for everybody'),
    ...answers,
  });
  openPage(backend.client, path);
  return backend;
}

function queryOf(link: HTMLElement) {
  return Object.fromEntries(
    new URL(link.getAttribute('href')!, 'http://portal').searchParams,
  );
}

describe('the page of figures', () => {
  it('says what share of a team’s changes were emergencies, and leads to those without any work logged', async () => {
    open();
    const table = await screen.findByRole('table', {
      name: 'What is left undone of emergencies',
    });
    const row = within(table).getByRole('row', { name: /payments-team/ });
    expect(row).toHaveTextContent('25 %');
    const unlogged = within(row).getAllByRole('link', { name: '2' })[0];
    expect(queryOf(unlogged)).toEqual({
      view: 'all',
      owner: 'group:default/payments-team',
      type: 'emergency',
      workLogged: 'false',
      startedFrom: expect.stringMatching(/^\d{4}-/),
    });
    expect(
      within(table).getByRole('row', { name: /In total/ }),
    ).toHaveTextContent('5 (25 %)');
    expect(
      screen.queryByRole('heading', { name: 'How well history predicts' }),
    ).not.toBeInTheDocument();
  });

  it('says how long changes waited for whom, and leads to those that did', async () => {
    open();
    const table = await screen.findByRole('table', {
      name: 'For whom changes wait',
    });
    const row = within(table).getByRole('row', { name: /manager, high/i });
    expect(
      queryOf(within(row).getByRole('link', { name: '7 decisions' })),
    ).toEqual({
      view: 'all',
      decidedAs: 'changeManager',
      decidedAtRisk: 'high',
      decidedFrom: expect.stringMatching(/^\d{4}-/),
    });
  });

  it('leads from each key figure to the rows that it counts', async () => {
    open();
    const list = within(
      await screen.findByRole('list', { name: 'Key figures' }),
    );
    const item = (name: string) => list.getByText(name).closest('li')!;
    expect(item('Change failure rate')).toHaveTextContent('20 %');
    expect(
      queryOf(within(item('Change failure rate')).getByRole('link')),
    ).toMatchObject({ view: 'all', figure: 'failures' });
    expect(item('Downtime')).toHaveTextContent('2.1 h');
    const incidents = within(item('Incidents caused by a change'));
    expect(incidents.getByRole('link', { name: '2' })).toHaveAttribute(
      'href',
      expect.stringMatching(/incidents\?cause=change&from=/),
    );
    const linksOf = (name: string) =>
      Object.fromEntries(
        within(item(name))
          .getAllByRole('link')
          .map(link => {
            const { startedFrom, from, ...query } = queryOf(link);
            return [link.textContent, query];
          }),
      );
    expect(linksOf('Downtime')).toEqual({
      '45 min of changes': { view: 'all', figure: 'changesWithDowntime' },
      '80 min of incidents they caused': { cause: 'change', downtime: 'true' },
    });
    expect(linksOf('Time to restore')).toEqual({
      '1 rolled back': { view: 'all', figure: 'restored' },
      '1 after incidents': { cause: 'change', which: 'ended' },
    });
    expect(linksOf('Incidents caused by a change')).toMatchObject({
      'of 6 incidents': {},
      '1 major': { which: 'major' },
    });
  });

  it('leads from every number of a team to rows of that team', async () => {
    open();
    const table = await screen.findByRole('table', {
      name: 'How changes went',
    });
    const row = within(table).getByRole('row', { name: /payments-team/ });
    // The first says which team.
    const [, ...cells] = within(row).getAllByRole('cell');
    const team = 'group:default/payments-team';
    for (const cell of cells.filter(({ textContent }) => textContent)) {
      const links = within(cell).getAllByRole('link');
      for (const link of links) {
        const { team: things, owner: changes } = queryOf(link);
        expect([cell.textContent, things ?? changes]).toEqual([
          cell.textContent,
          team,
        ]);
      }
    }
    const delivery = screen.getByRole('table', { name: /DORA/ });
    const lead = within(delivery).getAllByRole('link', {
      name: '20 h, 90 % in 3.8 days',
    })[0];
    expect(queryOf(lead)).toMatchObject({ figure: 'completed', owner: team });
  });

  it('draws each trend, and says the same in numbers that lead to the rows of the month', async () => {
    open();
    expect(
      await screen.findByRole('img', { name: 'Outcomes of changes' }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Show the numbers: Outcomes of changes',
      }),
    );
    const table = screen.getByRole('table', { name: 'Outcomes of changes' });
    const row = within(table).getByRole('row', { name: /November 2026/ });
    expect(queryOf(within(row).getByRole('link', { name: '14' }))).toEqual({
      view: 'all',
      closeCode: 'successful',
      startedFrom: '2026-11-01T00:00:00.000Z',
      startedTo: '2026-12-01T00:00:00.000Z',
    });
  });

  it('says for whom changes wait, and how long', async () => {
    open();
    const table = await screen.findByRole('table', {
      name: 'For whom changes wait',
    });
    expect(
      within(table).getByRole('row', { name: /change manager, High risk/ }),
    ).toHaveTextContent('90 min, 90 % in 2.1 days7 decisions');
  });

  it('is limited to what the address says', async () => {
    const backend = open({}, '/figures?category=database&days=90');
    const list = within(
      await screen.findByRole('list', { name: 'Key figures' }),
    );
    for (const query of backend.queriesOf('GET /metrics')) {
      expect(query.get('category')).toBe('database');
    }
    expect(queryOf(list.getAllByRole('link')[0])).toMatchObject({
      category: 'database',
    });
  });

  it('tells them apart by what is chosen', async () => {
    const backend = open({
      'GET /metrics': ({ query }: { query: URLSearchParams }) => ({
        ...metrics,
        groupBy: query.get('groupBy'),
        groups: [
          {
            ...figures,
            key:
              { category: 'database', month: '2026-11' }[
                query.get('groupBy') as string
              ] ?? 'group:a/b',
          },
        ],
      }),
    });
    await userEvent.selectOptions(
      await screen.findByLabelText('By'),
      'Category',
    );
    expect(
      await screen.findAllByRole('row', { name: /Database/ }),
    ).toHaveLength(3);
    expect(backend.queriesOf('GET /metrics').pop()!.get('groupBy')).toBe(
      'category',
    );
  });

  it('shows those who may read it how well history predicts', async () => {
    open({
      'GET /risk/back-test': () => ({
        changes: 140,
        predicted: 40,
        failureRate: 0.15,
        brier: 0.121,
        baseBrier: 0.13,
        bins,
      }),
    });
    expect(
      await screen.findByText('Learning helps.', { exact: false }),
    ).toBeVisible();
    const rows = within(
      screen.getByRole('table', { name: 'Reliability' }),
    ).getAllByRole('row');
    expect(rows).toHaveLength(2);
    expect(rows[1]).toHaveTextContent(/10–20 %.*40.*15 %.*18 %/);
  });

  it('says so where there is too little to learn from', async () => {
    open({
      'GET /risk/back-test': () => ({ changes: 3, predicted: 0, bins }),
      'GET /metrics': () => ({
        ...metrics,
        total: {
          ...figures,
          changes: 0,
          incidents: 0,
          unauthorizedChanges: 0,
        },
      }),
    });
    expect(
      await screen.findByText(/Nothing can be predicted yet.*there are 3/),
    ).toBeVisible();
    expect(
      await screen.findByText('Nothing was carried out in this time'),
    ).toBeVisible();
  });
});
