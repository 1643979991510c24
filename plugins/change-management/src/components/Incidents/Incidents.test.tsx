import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import {
  IncidentCandidates,
  IncidentView,
  Me,
} from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage, surroundings } from '../../__testUtils__/renderPage';
import { aChange, amina, orders } from '../../__testUtils__/samples';
import { PluginRoot } from '../PluginRoot';
import { ChangeIncidents } from './ChangeIncidents';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const developer: Me = {
  ...amina,
  roles: [{ role: 'implementer', via: 'group:default/devops' }],
};

function anIncident(more: Partial<IncidentView> = {}): IncidentView {
  return {
    id: 'INC-7',
    title: 'Nobody can order',
    severity: 'critical',
    major: true,
    startedAt: '2026-11-20T10:00:00.000Z',
    endedAt: '2026-11-20T11:30:00.000Z',
    entityRefs: [orders],
    externalRef: 'Q1PAGER',
    source: 'pipeline:incidents/pager',
    recordedBy: 'pipeline:incidents/pager',
    recordedAt: '2026-11-20T10:01:00.000Z',
    revision: 3,
    cause: 'open',
    suspect: { changeId: 'CHG-1042', confidence: 0.728 },
    allowedActions: ['edit', 'attribute'],
    ...more,
  };
}

const candidates: IncidentCandidates = {
  items: [
    {
      changeId: 'CHG-1042',
      title: 'Rotate the credentials of orders',
      type: 'normal',
      state: 'review',
      riskLevel: 'high',
      actualStart: '2026-11-20T09:30:00.000Z',
      actualEnd: '2026-11-20T09:50:00.000Z',
      confidence: 0.728,
      reasons: [
        { id: 'time', because: 'It ended 10 minutes before the incident.' },
      ],
      allowedActions: ['confirm', 'reject'],
    },
    {
      changeId: 'CHG-1041',
      title: 'Paint the fence',
      type: 'standard',
      state: 'closed',
      closeCode: 'successful',
      actualStart: '2026-11-14T09:30:00.000Z',
      actualEnd: '2026-11-14T09:50:00.000Z',
      confidence: 0.001,
      reasons: [],
      allowedActions: ['confirm', 'reject'],
    },
    {
      changeId: 'CHG-1040',
      title: 'Upgrade the mail service',
      type: 'normal',
      state: 'closed',
      closeCode: 'successful',
      actualStart: '2026-11-19T09:30:00.000Z',
      actualEnd: '2026-11-19T09:50:00.000Z',
      confidence: 0,
      reasons: [],
      rejection: {
        by: 'user:default/salma',
        at: '2026-11-20T12:00:00.000Z',
        reason: 'It was elsewhere',
      },
      allowedActions: ['confirm'],
    },
  ],
  otherCauses: 0.272,
  mayRuleOut: true,
};

const page = (...items: unknown[]) => ({ items, pageInfo: {} });

function backendWith(answers: Parameters<typeof fakeBackend>[0] = {}) {
  return fakeBackend({
    'GET /me': () => developer,
    'GET /incidents': () => page(anIncident()),
    'GET /incidents/{id}/candidates': () => candidates,
    'GET /incidents/{id}': () => ({ ...anIncident(), history: [] }),
    'GET /changes': () => page(),
    ...answers,
  });
}

function open(path: string, answers?: Parameters<typeof fakeBackend>[0]) {
  const backend = backendWith(answers);
  openPage(backend.client, path);
  return backend;
}

describe('the list of incidents', () => {
  it('says what probably caused each, and never rounds up', async () => {
    open('/incidents');
    const table = await screen.findByRole('table', { name: 'Incidents' });
    const [, row] = within(table).getAllByRole('row');
    expect(
      within(row).getByRole('link', { name: 'Nobody can order' }),
    ).toHaveAttribute('href', '/change-management/incidents/INC-7');
    expect(within(row).getByText('Critical')).toBeVisible();
    expect(within(row).getByText('Major')).toBeVisible();
    expect(within(row).getByText('1 h 30 min')).toBeVisible();
    expect(
      within(row).getByRole('link', { name: /probably CHG-1042 \(72\s?%\)/ }),
    ).toHaveAttribute('href', '/change-management/changes/CHG-1042');
  });

  it('is narrowed by filters that stand in the address', async () => {
    const backend = open('/incidents?which=major');
    await screen.findByRole('table', { name: 'Incidents' });
    await userEvent.selectOptions(screen.getByLabelText('Cause'), 'A change');
    await waitFor(() => {
      const query = backend.queriesOf('GET /incidents').pop()!;
      expect(query.get('cause')).toBe('change');
      expect(query.get('major')).toBe('true');
    });
    expect(screen.getByLabelText('address')).toHaveTextContent('cause=change');
  });

  it('offers recording to those who may', async () => {
    open('/incidents');
    expect(
      await screen.findByRole('button', { name: 'Record incident' }),
    ).toHaveAttribute('href', '/change-management/incidents/new');
  });

  it('offers nothing to others, and says that there is nothing', async () => {
    open('/incidents', {
      'GET /me': () => amina,
      'GET /incidents': () => page(),
    });
    expect(await screen.findByText('No incidents')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Record incident' }),
    ).not.toBeInTheDocument();
  });
});

describe('the form of an incident', () => {
  it('says what is missing at its field, and sends what was typed', async () => {
    const backend = open('/incidents/new?entityRef=component:default/orders', {
      'POST /incidents': () => anIncident(),
    });
    const record = await screen.findByRole('button', {
      name: 'Record incident',
    });
    await userEvent.click(record);
    expect(screen.getByLabelText('What happened')).toHaveAccessibleDescription(
      'This is needed.',
    );
    await userEvent.type(
      screen.getByLabelText('What happened'),
      'Nobody can order',
    );
    await userEvent.type(
      screen.getByLabelText('Ended, unless it goes on'),
      '2001-01-01 10:00',
    );
    await userEvent.click(record);
    expect(screen.getByText('It ends before it begins.')).toBeVisible();
    await userEvent.clear(screen.getByLabelText('Ended, unless it goes on'));
    await userEvent.click(screen.getByLabelText('Major incident'));
    await userEvent.type(
      screen.getByLabelText('Minutes of downtime, if known'),
      '12',
    );
    await userEvent.click(record);
    await waitFor(() =>
      expect(backend.sentTo('POST /incidents')).toEqual([
        {
          title: 'Nobody can order',
          severity: 'medium',
          major: true,
          entityRefs: [orders],
          startedAt: expect.any(String),
          downtimeMinutes: 12,
        },
      ]),
    );
    expect(
      await screen.findByRole('heading', { name: 'Nobody can order' }),
    ).toBeVisible();
  });

  it('sends only what was altered, and keeps it when it is refused', async () => {
    const backend = open('/incidents/INC-7/edit', {
      'PATCH /incidents/{id}': () => refuse(409, 'INC-7 has changed meanwhile'),
    });
    const ended = await screen.findByLabelText('Ended, unless it goes on');
    await userEvent.clear(ended);
    await userEvent.selectOptions(screen.getByLabelText('Severity'), 'Low');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/has changed meanwhile/)).toBeVisible();
    expect(backend.sentTo('PATCH /incidents/{id}')).toEqual([
      { revision: 3, severity: 'low', endedAt: null },
    ]);
    expect(screen.getByLabelText('Severity')).toHaveValue('low');
  });
});

describe('an incident', () => {
  it('says how likely each change caused it, and why', async () => {
    open('/incidents/INC-7');
    const list = within(
      await screen.findByRole('list', { name: 'What caused it' }),
    );
    expect(list.getByText(/^72\s?%$/)).toBeVisible();
    expect(list.getByText(/^27\s?%$/)).toBeVisible();
    expect(
      list.getByText('It ended 10 minutes before the incident.'),
    ).toBeVisible();
    expect(list.getByText(/It was elsewhere/)).toBeVisible();
    expect(list.queryByText('Paint the fence')).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Show 1 that are next to impossible',
      }),
    );
    expect(list.getByText('Paint the fence')).toBeVisible();
    expect(
      list.queryByRole('button', { name: 'Rule out: CHG-1040' }),
    ).not.toBeInTheDocument();
  });

  it('has its cause confirmed with a reason', async () => {
    const backend = open('/incidents/INC-7', {
      'POST /incidents/{id}/cause': () => anIncident(),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Confirm: CHG-1042' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Confirm' }),
    );
    const confirm = dialog.getByRole('button', { name: 'Confirm' });
    await userEvent.click(confirm);
    expect(dialog.getByRole('alert')).toHaveTextContent('This is needed.');
    await userEvent.type(dialog.getByLabelText('How you know'), 'The log');
    await userEvent.click(confirm);
    await waitFor(() =>
      expect(backend.sentTo('POST /incidents/{id}/cause')).toEqual([
        { changeId: 'CHG-1042', reason: 'The log', revision: 3 },
      ]),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('has changes ruled out, one or all, and another one named', async () => {
    const backend = open('/incidents/INC-7', {
      'POST /incidents/{id}/cause': () => anIncident(),
      'POST /incidents/{id}/rejections': () => anIncident(),
    });
    const give = async (button: string, change?: string) => {
      await userEvent.click(
        await screen.findByRole('button', { name: button }),
      );
      const dialog = within(await screen.findByRole('dialog'));
      if (change) {
        await userEvent.type(
          dialog.getByLabelText('Number of the change, such as CHG-1042'),
          change,
        );
      }
      await userEvent.type(dialog.getByLabelText('How you know'), 'So it was');
      await userEvent.click(
        dialog.getByRole('button', { name: button.split(':')[0] }),
      );
      await waitFor(() =>
        expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
      );
    };
    await give('Rule out: CHG-1042');
    await give('No change caused it');
    await give('Name another change', 'chg-7');
    expect(backend.sentTo('POST /incidents/{id}/rejections')).toEqual([
      { changeId: 'CHG-1042', reason: 'So it was' },
    ]);
    expect(
      backend.sentTo('POST /incidents/{id}/cause').map(b => b.changeId),
    ).toEqual([null, 'CHG-7']);
  });

  it('offers nothing to those who may only look', async () => {
    open('/incidents/INC-7', {
      'GET /incidents/{id}': () => ({
        ...anIncident({ allowedActions: [] }),
        history: [],
      }),
      'GET /incidents/{id}/candidates': () => ({
        ...candidates,
        mayRuleOut: false,
        items: candidates.items.map(each => ({ ...each, allowedActions: [] })),
      }),
    });
    const list = await screen.findByRole('list', { name: 'What caused it' });
    expect(within(list).queryByRole('button')).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Name another change' }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Edit' }),
    ).not.toBeInTheDocument();
  });
});

describe('the incidents of a change', () => {
  it('tell what it caused, probably caused, and answers', async () => {
    const backend = backendWith({
      'GET /incidents': ({ query }) =>
        query.get('causedBy')
          ? page(
              anIncident({
                title: 'The cache was cold',
                cause: 'change',
                suspect: undefined,
              }),
            )
          : page(
              query.get('suspectedOf')
                ? anIncident()
                : anIncident({ title: 'The leak', suspect: undefined }),
            ),
    });
    renderInTestApp(
      <PluginRoot>
        <ChangeIncidents
          change={aChange({
            actualStart: '2026-11-20T09:30:00.000Z',
            emergency: {
              reason: 'security-issue',
              incidentRef: 'Q1PAGER',
              explanation: '',
            },
          })}
        />
      </PluginRoot>,
      surroundings(backend.client),
    );
    expect(
      await screen.findByRole('link', { name: 'The cache was cold' }),
    ).toBeVisible();
    expect(
      await screen.findByText(/\(72\s?% likely, not decided\)/),
    ).toBeVisible();
    expect(await screen.findByRole('link', { name: 'The leak' })).toBeVisible();
    expect(
      backend.queriesOf('GET /incidents').map(query => query.get('ref')),
    ).toContain('Q1PAGER');
  });
});
