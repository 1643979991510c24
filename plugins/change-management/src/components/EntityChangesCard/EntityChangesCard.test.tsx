import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { EntitySummary } from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { surroundings } from '../../__testUtils__/renderPage';
import { aSummary, orders } from '../../__testUtils__/samples';
import { EntityChangesCard } from './EntityChangesCard';

jest.setTimeout(90_000);

const nothing: EntitySummary = {
  upcoming: [],
  inProgress: [],
  recent: [],
  metrics: {
    days: 90,
    since: '2026-08-24T09:30:00.000Z',
    created: 7,
    closed: 0,
    successful: 0,
    rolledBack: 0,
    emergencies: 0,
  },
};

function open(answer: () => unknown) {
  const { client } = fakeBackend({
    'GET /entities/{kind}/{namespace}/{name}/summary': answer,
  });
  renderInTestApp(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'orders', namespace: 'default' },
      }}
    >
      <EntityChangesCard />
    </EntityProvider>,
    surroundings(client),
  );
}

describe('the card of an entity', () => {
  it('shows what is done now, what comes next, what was last, and figures', async () => {
    open(() => ({
      ...nothing,
      inProgress: [aSummary({ id: 'CHG-1', title: 'Running' })],
      upcoming: [1, 2, 3, 4].map(i =>
        aSummary({ id: `CHG-1${i}`, title: `Planned ${i}` }),
      ),
      recent: [
        aSummary({
          id: 'CHG-3',
          title: 'Done',
          state: 'closed',
          closeCode: 'rolled-back',
        }),
      ],
    }));

    expect(await screen.findByRole('link', { name: 'Running' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Planned 3' })).toBeVisible();
    expect(screen.queryByText('Planned 4')).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Done' })).toBeVisible();
    expect(screen.getByText('Rolled back')).toBeVisible();
    expect(screen.getByRole('link', { name: '7 requested' })).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'All changes and history' }),
    ).toHaveAttribute('href', '/catalog/default/component/orders/changes');
    expect(
      await screen.findByRole('button', { name: 'New change' }),
    ).toHaveAttribute(
      'href',
      `/change-management/new?entityRef=${encodeURIComponent(orders)}`,
    );
  });

  it('says that there was nothing yet', async () => {
    open(() => nothing);
    expect(await screen.findByText('No changes yet')).toBeVisible();
  });

  it('says why it shows nothing', async () => {
    open(() => refuse(403, 'You may not read changes.'));
    expect(await screen.findByText('You may not read changes.')).toBeVisible();
  });
});
