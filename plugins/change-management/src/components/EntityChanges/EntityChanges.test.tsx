import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import { EntitySummary } from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { surroundings } from '../../__testUtils__/renderPage';
import { aSummary, orders } from '../../__testUtils__/samples';
import { EntityChanges } from './EntityChanges';

jest.setTimeout(30_000);
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
    created: 4,
    closed: 3,
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
            actualEnd: '2026-10-02T10:00:00.000Z',
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

  it('links a figure to the changes that it counts', async () => {
    open();
    const link = await screen.findByRole('link', { name: '1 rolled back' });
    const { searchParams } = new URL(link.getAttribute('href')!, 'http://x');
    expect(searchParams.get('entityRef')).toBe(orders);
    expect(searchParams.get('closeCode')).toBe('rolled-back');
  });

  it('shows older changes on demand', async () => {
    open({
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
