import { renderInTestApp } from '@backstage/frontend-test-utils';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { act, screen } from '@testing-library/react';
import { AuditEvent } from 'backstage-plugin-change-management-common';
import { fakeBackend } from '../../__testUtils__/fakeBackend';
import { surroundings } from '../../__testUtils__/renderPage';
import { aChange, amina } from '../../__testUtils__/samples';
import { ChangeManagementPage } from '../ChangeManagementPage';

jest.setTimeout(90_000);

/** A portal's signals, which the test sends by hand. */
function fakeSignals() {
  const listeners = new Map<string, Set<(message: any) => void>>();
  const signals: SignalApi = {
    subscribe(channel, onMessage) {
      const those = listeners.get(channel) ?? new Set();
      listeners.set(channel, those.add(onMessage));
      return { unsubscribe: () => those.delete(onMessage) };
    },
  };
  return {
    signals,
    say: (message: object) =>
      listeners
        .get('change-management:changes')
        ?.forEach(listener => listener(message)),
  };
}

const change = aChange({ state: 'implementation' });

function logged(sequence: number, summary: string): AuditEvent {
  return {
    changeId: change.id,
    sequence,
    type: 'logged',
    actor: 'user:default/karim',
    occurredAt: '2026-11-26T04:00:00.000Z',
    data: {
      entry: {
        kind: 'step',
        summary,
        whatChanged: 'The pool',
        occurredAt: '2026-11-26T04:00:00.000Z',
      },
    },
    previousHash: '',
    hash: '',
  };
}

it('shows what somebody else has logged, without a click', async () => {
  const items = [logged(7, 'Set to 40')];
  const backend = fakeBackend({
    'GET /me': () => amina,
    'GET /changes/{id}': () => change,
    'GET /changes/{id}/audit': () => ({ items, pageInfo: {} }),
  });
  const { signals, say } = fakeSignals();
  const around = surroundings(backend.client);
  renderInTestApp(<ChangeManagementPage />, {
    ...around,
    apis: [...around.apis, [signalApiRef, signals]],
    mountPath: '/change-management/*',
    initialRouteEntries: [
      `/change-management/changes/${change.id}?tab=timeline`,
    ],
  });
  await screen.findByText(/logged: Set to 40/);
  const read = () => backend.queriesOf('GET /changes/{id}').length;
  const before = read();

  act(() => say({ id: 'CHG-7', revision: 2 }));
  expect(read()).toBe(before);

  items.push(logged(8, 'Restarted one instance'));
  act(() => {
    say({ id: change.id, revision: change.revision + 1 });
    say({ id: 'CHG-7', revision: 3 });
  });
  expect(await screen.findByText(/Restarted one instance/)).toBeVisible();
});
