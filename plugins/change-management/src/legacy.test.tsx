import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { Route, Routes, useLocation } from 'react-router-dom';
import { fakeBackend } from './__testUtils__/fakeBackend';
import { amina, aSummary } from './__testUtils__/samples';
import { changeManagementApiRef } from './api';
import { ChangeManagementPage, useRequestChangeMenuItems } from './legacy';
import { rootRouteRef } from './routes';

describe('the plugin in a portal on the old frontend system', () => {
  it('shows its page with a header of its own', async () => {
    const { client } = fakeBackend({
      'GET /me': () => amina,
      'GET /changes': () => ({ items: [aSummary()], pageInfo: {} }),
    });
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [changeManagementApiRef, client],
          [catalogApiRef, catalogApiMock()],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <Routes>
          <Route path="/change-management" element={<ChangeManagementPage />} />
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: ['/change-management'],
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
      },
    );

    expect(
      await screen.findByRole('link', { name: /Rotate the credentials/ }),
    ).toHaveAttribute('href', '/change-management/changes/CHG-1042');
    const [title, ...others] = screen.getAllByRole('heading', {
      name: 'Changes',
    });
    expect(title.tagName).toBe('H1');
    expect(others).toEqual([]);
  });
  it('brings an item for the menu of an entity’s page', async () => {
    const Menu = () => (
      <>
        {useRequestChangeMenuItems().map(({ title, onClick }) => (
          <button key={title} onClick={onClick}>
            {title}
          </button>
        ))}
      </>
    );
    const Address = () => <p>{useLocation().search}</p>;
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [permissionApiRef, mockApis.permission()],
          [
            changeManagementApiRef,
            {
              getMe: async () => ({
                userRef: 'user:default/amina',
                ownership: [],
                roles: [],
              }),
            },
          ],
        ]}
      >
        <EntityProvider
          entity={{
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'orders', namespace: 'default' },
          }}
        >
          <Menu />
          <Address />
        </EntityProvider>
      </TestApiProvider>,
      { mountedRoutes: { '/change-management': rootRouteRef } },
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Request change' }),
    );

    expect(
      screen.getByText('?entityRef=component%3Adefault%2Forders'),
    ).toBeVisible();
  });
});
