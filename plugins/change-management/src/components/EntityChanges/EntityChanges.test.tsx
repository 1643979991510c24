import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import { EntitySummary } from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { surroundings } from '../../__testUtils__/renderPage';
import { aSummary, orders } from '../../__testUtils__/samples';
import { EntityChanges } from './EntityChanges';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const entity = (kind: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'orders', namespace: 'default' },
});

const quiet: EntitySummary = {
  upcoming: [],
  inProgress: [],
  recent: [],
  metrics: {
    days: 90,
    since: '2026-08-24T09:30:00.000Z',
    created: 4,
    closed: 4,
    successful: 3,
    rolledBack: 1,
    emergencies: 0,
    successRate: 0.75,
  },
};

function open(answers = {}, kind = 'Component') {
  const backend = fakeBackend({
    'GET /entities/{kind}/{namespace}/{name}/summary': () => ({
      ...quiet,
      recent: [aSummary({ state: 'closed' })],
    }),
    'GET /changes': () => ({ items: [], pageInfo: {} }),
    ...answers,
  });
  renderInTestApp(
    <EntityProvider entity={entity(kind)}>
      <EntityChanges />
    </EntityProvider>,
    surroundings(backend.client),
  );
  return backend;
}

const region = async (heading: string) => {
  const title = await screen.findByRole('heading', { name: heading });
  return within(title.parentElement!);
};

describe('the tab of an entity', () => {
  it('leads to a form that knows the entity', async () => {
    open();
    expect(
      await screen.findByRole('button', { name: 'New change' }),
    ).toHaveAttribute(
      'href',
      `/change-management/new?entityRef=${encodeURIComponent(orders)}`,
    );
  });

  it('shows what goes on, what is coming and what has been', async () => {
    open({
      'GET /entities/{kind}/{namespace}/{name}/summary': () => ({
        ...quiet,
        inProgress: [aSummary({ id: 'CHG-1', title: 'Running' })],
        upcoming: [aSummary({ id: 'CHG-2', title: 'Planned' })],
      }),
      'GET /changes': () => ({
        items: [
          aSummary({
            id: 'CHG-3',
            title: 'Done',
            state: 'closed',
            closeCode: 'successful',
            closedAt: '2026-10-02T10:00:00.000Z',
          }),
        ],
        pageInfo: {},
      }),
    });

    const now = await region('In progress');
    expect(now.getByRole('link', { name: 'Running' })).toBeVisible();
    const coming = await region('Coming');
    expect(coming.getByRole('link', { name: 'Planned' })).toBeVisible();
    const history = await region('October 2026');
    expect(history.getByRole('link', { name: 'Done' })).toBeVisible();
    expect(history.getByText('Successful')).toBeVisible();
  });

  it('offers to roll back only to those who may', async () => {
    open({
      'GET /entities/{kind}/{namespace}/{name}/summary': () => ({
        ...quiet,
        inProgress: [
          aSummary({ id: 'CHG-1', allowedActions: ['rollback'] }),
          aSummary({ id: 'CHG-2', allowedActions: ['comment'] }),
        ],
      }),
    });

    expect(
      await screen.findByRole('button', { name: 'Roll back' }),
    ).toHaveAttribute('href', '/change-management/changes/CHG-1?do=rollback');
  });

  it('links a figure to the very changes that it counts', async () => {
    open();
    const queryOf = async (name: string) => {
      const link = await screen.findByRole('link', { name });
      const { searchParams } = new URL(link.getAttribute('href')!, 'http://x');
      return Object.fromEntries(searchParams);
    };
    const here = { view: 'all', entityRef: orders, scope: 'self' };
    const ended = { state: 'closed', closedFrom: quiet.metrics.since };

    expect(await queryOf('4 requested')).toEqual({
      ...here,
      createdFrom: quiet.metrics.since,
    });
    expect(await queryOf('75 % successful (3 of 4 closed)')).toEqual({
      ...here,
      ...ended,
      closeCode: 'successful',
    });
    expect(await queryOf('1 rolled back')).toEqual({
      ...here,
      ...ended,
      closeCode: 'rolled-back',
    });
  });

  it('finds ended changes by type, outcome and words, kept in the address', async () => {
    const backend = open();
    await userEvent.selectOptions(
      await screen.findByLabelText('Type'),
      'Emergency',
    );
    await userEvent.selectOptions(
      screen.getByLabelText('Outcome'),
      'Rolled back',
    );
    await userEvent.type(screen.getByLabelText('Search'), 'vault');

    await waitFor(() => {
      const last = backend.queriesOf('GET /changes').pop();
      expect(last?.get('type')).toBe('emergency');
      expect(last?.get('closeCode')).toBe('rolled-back');
      expect(last?.get('q')).toBe('vault');
    });
    expect(await screen.findByText('No ended change matches.')).toBeVisible();

    await userEvent.selectOptions(screen.getByLabelText('Outcome'), 'Canceled');
    await waitFor(() => {
      const last = backend.queriesOf('GET /changes').pop();
      expect(last?.get('state')).toBe('canceled');
      expect(last?.has('closeCode')).toBe(false);
    });
  });

  it('leads to the others where there are more than it shows', async () => {
    const many = Array.from({ length: 10 }, (_, i) =>
      aSummary({ id: `CHG-${i}`, title: `Planned ${i}` }),
    );
    open({
      'GET /entities/{kind}/{namespace}/{name}/summary': () => ({
        ...quiet,
        upcoming: many,
      }),
    });

    const coming = await region('Coming');
    const { href } = coming.getByRole('link', { name: 'Show all' }) as any;
    expect(new URL(href).searchParams.get('state')).toContain('scheduled');
  });

  it('shows older changes on demand', async () => {
    const backend = open({
      'GET /changes': ({ query }: { query: URLSearchParams }) =>
        query.has('cursor')
          ? { items: [aSummary({ id: 'CHG-1', title: 'Old' })], pageInfo: {} }
          : {
              items: [aSummary({ id: 'CHG-2', title: 'New' })],
              pageInfo: { nextCursor: 'more' },
            },
    });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Show more' }),
    );

    expect(await screen.findByRole('link', { name: 'Old' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'New' })).toBeVisible();
    // The order goes over all pages, so it is the backend's.
    const asked = backend
      .queriesOf('GET /changes')
      .map(query => query.get('orderBy'));
    expect(new Set(asked)).toEqual(new Set(['closedAt,desc']));
  });

  it('looks at the parts of a system', async () => {
    const backend = open({}, 'System');
    await screen.findByRole('heading', { name: 'History' });
    await screen.findByText('No change has ended yet.');
    expect(backend.queriesOf('GET /changes').pop()?.get('scope')).toBe(
      'members',
    );
  });

  it('invites to file the first change', async () => {
    open({
      'GET /entities/{kind}/{namespace}/{name}/summary': () => quiet,
    });
    expect(await screen.findByText('No changes yet')).toBeVisible();
  });

  it('says what failed', async () => {
    open({
      'GET /entities/{kind}/{namespace}/{name}/summary': () =>
        refuse(409, 'Something is wrong'),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It could not be loaded',
    );
  });
});
