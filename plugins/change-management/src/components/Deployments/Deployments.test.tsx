import { screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import {
  DarkChangeView,
  DeploymentView,
  GateCheck,
} from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { aChange, amina } from '../../__testUtils__/samples';
import { formatTime } from '../display';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const deployed: DeploymentView = {
  id: 'DEP-7',
  source: 'pipeline:external/ci',
  externalId: 'run-7',
  entityRef: 'component:default/orders',
  environment: 'production',
  production: true,
  version: '4.0.0',
  status: 'succeeded',
  startedAt: '2026-11-20T10:00:00.000Z',
  url: 'https://ci.example/7',
  authorization: 'covered',
  changeId: 'CHG-1042',
  recordedAt: '2026-11-20T10:00:00.000Z',
};
const unauthorized: DeploymentView = {
  ...deployed,
  id: 'DEP-8',
  version: '4.0.1',
  authorization: 'unauthorized',
  changeId: undefined,
  darkChangeId: 'DARK-3',
};
const dark: DarkChangeView = {
  id: 'DARK-3',
  kind: 'deployment',
  entityRef: 'component:default/orders',
  environment: 'production',
  reference: 'DEP-8',
  version: '4.0.1',
  url: 'https://ci.example/8',
  actor: 'bilal',
  occurredAt: '2026-11-21T10:00:00.000Z',
  detectedAt: '2026-11-21T10:00:00.000Z',
  status: 'open',
  allowedActions: ['explain', 'regularize'],
};
const page = (...items: unknown[]) => ({ items, pageInfo: {} });

function open(path: string, answers: Parameters<typeof fakeBackend>[0] = {}) {
  const backend = fakeBackend({
    'GET /me': () => amina,
    'GET /deployments': () => page(deployed, unauthorized),
    'GET /deployments/coverage': () => ({
      groupBy: 'month',
      total: {
        deployments: 200,
        configurationVersions: 0,
        covered: 199,
        unauthorized: 1,
        coverage: 0.995,
      },
      groups: [],
    }),
    'GET /dark-changes': () => page(dark),
    ...answers,
  });
  openPage(backend.client, path);
  return backend;
}

describe('the page of deployments', () => {
  it('says of each whether a change stands behind it, and never rounds up to all', async () => {
    const backend = open('/deployments');
    const table = await screen.findByRole('table', { name: 'Deployments' });
    const [, first, second] = within(table).getAllByRole('row');
    expect(
      within(first).getByRole('link', { name: 'CHG-1042' }),
    ).toHaveAttribute('href', '/change-management/changes/CHG-1042');
    expect(within(first).getByText('Pipeline ci')).toBeInTheDocument();
    expect(within(second).getByText('No change')).toBeInTheDocument();
    expect(
      within(second).getByRole('link', { name: 'DARK-3' }),
    ).toHaveAttribute('href', expect.stringContaining('view=unauthorized'));
    expect(await screen.findByText(/^99\s?% of what came/)).toBeInTheDocument();

    await userEvent.selectOptions(
      screen.getByLabelText('Behind it'),
      'No change',
    );
    await waitFor(() =>
      expect(
        backend.queriesOf('GET /deployments').pop()!.get('authorization'),
      ).toBe('unauthorized'),
    );
    expect(screen.getByLabelText('address')).toHaveTextContent(
      'authorization=unauthorized',
    );
  });

  it('explains an unauthorized change, and keeps what was typed when it is refused', async () => {
    let refused = true;
    const backend = open('/deployments?view=unauthorized', {
      'POST /dark-changes/{id}/explain': () =>
        refused ? refuse(409, 'DARK-3 is accepted') : dark,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Explain: DARK-3' }),
    );
    const dialog = await screen.findByRole('dialog', { name: 'Explain' });
    const explain = within(dialog).getByRole('button', { name: 'Explain' });
    await userEvent.click(explain);
    expect(within(dialog).getByRole('alert')).toHaveTextContent('Explanation');
    await userEvent.type(
      within(dialog).getByLabelText('Explanation'),
      'The site was down',
    );
    await userEvent.click(explain);
    expect(await within(dialog).findByText(/DARK-3 is accepted/)).toBeVisible();
    refused = false;
    await userEvent.click(explain);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(backend.sentTo('POST /dark-changes/{id}/explain').pop()).toEqual({
      explanation: 'The site was down',
    });
  });

  it('offers nothing that would be refused, and shows what was settled when asked', async () => {
    const backend = open('/deployments?view=unauthorized', {
      'GET /dark-changes': () =>
        page({ ...dark, status: 'accepted', allowedActions: [] }),
    });
    const table = await screen.findByRole('table', {
      name: 'Unauthorized changes',
    });
    expect(within(table).queryByRole('button')).not.toBeInTheDocument();
    expect(backend.queriesOf('GET /dark-changes')[0].get('status')).toBe(
      'open,explained',
    );
    await userEvent.click(screen.getByLabelText('Settled ones, too'));
    await waitFor(() =>
      expect(
        backend.queriesOf('GET /dark-changes').pop()!.get('status'),
      ).toBeNull(),
    );
  });

  it('says that there is nothing, and what failed', async () => {
    open('/deployments', { 'GET /deployments': () => page() });
    expect(await screen.findByText('No deployments')).toBeInTheDocument();
  });
});

describe('what the gate answered', () => {
  const refused: GateCheck = {
    id: 'GATE-7',
    at: '2026-11-20T10:00:00.000Z',
    by: 'pipeline:external/ci',
    entityRef: 'component:default/orders',
    environment: 'production',
    version: '4.0.0',
    allowed: false,
    changeId: 'CHG-1042',
    reasons: [
      { code: 'not-tested', message: 'CHG-1042 has not been tested yet.' },
      {
        code: 'outside-time',
        message: 'CHG-1042 starts at 2026-11-20T12:30:00.000Z.',
      },
    ],
  };
  const allowed: GateCheck = {
    ...refused,
    id: 'GATE-8',
    allowed: true,
    reasons: [],
  };
  const hidden: GateCheck = {
    ...refused,
    id: 'GATE-9',
    changeId: undefined,
    reasons: [],
  };

  it('is told with every reason, and by which change', async () => {
    const backend = open('/deployments?view=gate', {
      'GET /gate-checks': () => page(refused, allowed, hidden),
    });
    const table = await screen.findByRole('table', {
      name: 'Answers of the gate',
    });
    const [, first, second, third] = within(table).getAllByRole('row');
    expect(within(first).getByText('Refused')).toBeInTheDocument();
    expect(
      within(first)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'CHG-1042 has not been tested yet.',
      `CHG-1042 starts at ${formatTime('2026-11-20T12:30:00.000Z')}.`,
    ]);
    expect(
      within(first).getByRole('link', { name: 'CHG-1042' }),
    ).toHaveAttribute('href', '/change-management/changes/CHG-1042');
    expect(within(first).getByText('Pipeline ci')).toBeInTheDocument();
    expect(within(second).getByText('Allowed')).toBeInTheDocument();
    expect(third).toHaveTextContent('For a change that you may not see.');

    await userEvent.selectOptions(screen.getByLabelText('Answer'), 'Refused');
    await waitFor(() =>
      expect(backend.queriesOf('GET /gate-checks').pop()!.get('allowed')).toBe(
        'false',
      ),
    );
  });

  it('is read page by page', async () => {
    const backend = open('/deployments?view=gate', {
      'GET /gate-checks': ({ query }) =>
        query.get('cursor')
          ? page(allowed)
          : { items: [refused], pageInfo: { nextCursor: 'next' } },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show more' }),
    );
    expect(
      await screen.findByText('Allowed', { selector: 'td *' }),
    ).toBeVisible();
    expect(backend.queriesOf('GET /gate-checks').pop()!.get('cursor')).toBe(
      'next',
    );
  });

  it('is told on the page of its change', async () => {
    const change = aChange();
    const backend = open(`/changes/${change.id}?tab=deployments`, {
      'GET /changes/{id}': () => change,
      'GET /deployments': () => page(),
      'GET /gate-checks': () => page(refused),
    });
    expect(
      await screen.findByText('CHG-1042 has not been tested yet.'),
    ).toBeVisible();
    expect(backend.queriesOf('GET /gate-checks')[0].get('changeId')).toBe(
      change.id,
    );
  });

  it('says that there is nothing, and what failed', async () => {
    let works = false;
    open('/deployments?view=gate', {
      'GET /gate-checks': () =>
        works ? page() : refuse(409, 'The database is away.'),
    });
    expect(
      await screen.findByText(/The database is away\./),
    ).toBeInTheDocument();
    works = true;
    await userEvent.click(screen.getByRole('button', { name: /try again/i }));
    expect(
      await screen.findByText('The gate has not been asked'),
    ).toBeVisible();
  });
});
