import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { fakeBackend } from './__testUtils__/fakeBackend';
import { amina, aSummary } from './__testUtils__/samples';
import { changeManagementApiRef } from './api';
import plugin from './index';

// The first page of a run loads all that the plugin is made of.
jest.setTimeout(90_000);
const patiently = { timeout: 60_000 };

const { client } = fakeBackend({
  'GET /me': () => amina,
  'GET /changes': () => ({ items: [aSummary()], pageInfo: {} }),
});
const apis = [
  [changeManagementApiRef, client],
  [catalogApiRef, catalogApiMock()],
] as const;
const mountedRoutes = {
  '/catalog/:namespace/:kind/:name': entityRouteRef,
};

describe('the plugin', () => {
  it('brings its page to a portal on the new frontend system', async () => {
    renderTestApp({
      features: [plugin],
      apis,
      mountedRoutes,
      initialRouteEntries: ['/change-management'],
    });

    expect(
      await screen.findByRole(
        'link',
        { name: /Rotate the credentials/ },
        patiently,
      ),
    ).toHaveAttribute('href', '/change-management/changes/CHG-1042');
    expect(screen.getAllByRole('main')).toHaveLength(1);
  });
  it('brings a tab and a card to the page of an entity that can be changed', async () => {
    const openEntity = (kind: string) =>
      renderTestApp({
        features: [plugin],
        extensions: [
          createTestEntityPage({
            entity: {
              apiVersion: 'backstage.io/v1alpha1',
              kind,
              metadata: { name: 'orders', namespace: 'default' },
            },
          }),
        ],
        apis,
        mountedRoutes,
      });

    const { unmount } = openEntity('Component');
    expect(
      await screen.findByRole('link', { name: 'All changes and history' }),
    ).toHaveAttribute('href', '/catalog/default/component/orders/changes');
    expect(
      await screen.findAllByRole('button', { name: 'New change' }),
    ).toHaveLength(2);
    unmount();

    openEntity('User');
    await screen.findByRole('navigation');
    expect(
      screen.queryByRole('link', { name: 'All changes and history' }),
    ).not.toBeInTheDocument();
  });
});
