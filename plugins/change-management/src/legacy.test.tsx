import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { fakeBackend } from './__testUtils__/fakeBackend';
import { amina, aSummary } from './__testUtils__/samples';
import { changeManagementApiRef } from './api';
import { ChangeManagementPage } from './legacy';

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
    expect(
      screen.getByRole('heading', { name: 'Changes', level: 1 }),
    ).toBeVisible();
  });
});
