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
  waiting: [],
  total: { ...figures, changes: 30 },
  groups: [{ ...figures, key: 'group:default/payments-team' }],
};
const bins = [
  { from: 0, to: 0.1, changes: 0 },
  { from: 0.1, to: 0.2, changes: 40, predicted: 0.15, failed: 0.175 },
];

function open(answers = {}) {
  const backend = fakeBackend({
    'GET /me': () => amina,
    'GET /policy': () => defaultPolicy,
    'GET /metrics': () => metrics,
    'GET /risk/back-test': () => refuse(403, 'Not for everybody'),
    ...answers,
  });
  openPage(backend.client, '/figures');
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
    const row = await screen.findByRole('row', { name: /payments-team/ });
    expect(row).toHaveTextContent('25 %');
    const unlogged = within(row).getAllByRole('link', { name: '2' })[0];
    expect(queryOf(unlogged)).toEqual({
      view: 'all',
      owner: 'group:default/payments-team',
      type: 'emergency',
      workLogged: 'false',
      startedFrom: expect.stringMatching(/^\d{4}-/),
    });
    expect(screen.getByRole('row', { name: /In total/ })).toHaveTextContent(
      '30',
    );
    expect(
      screen.queryByRole('heading', { name: 'How well history predicts' }),
    ).not.toBeInTheDocument();
  });

  it('tells them apart by what is chosen', async () => {
    const backend = open({
      'GET /metrics': ({ query }: { query: URLSearchParams }) => ({
        ...metrics,
        groups: [
          {
            ...figures,
            key: query.get('groupBy') === 'category' ? 'database' : 'group:a/b',
          },
        ],
      }),
    });
    await userEvent.selectOptions(
      await screen.findByLabelText('By'),
      'Category',
    );
    expect(
      await screen.findByRole('row', { name: /Database/ }),
    ).toBeInTheDocument();
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
      'GET /metrics': () => ({ ...metrics, total: { ...figures, changes: 0 } }),
    });
    expect(
      await screen.findByText(/Nothing can be predicted yet.*there are 3/),
    ).toBeVisible();
    expect(
      await screen.findByText('Nothing was carried out in this time'),
    ).toBeVisible();
  });
});
