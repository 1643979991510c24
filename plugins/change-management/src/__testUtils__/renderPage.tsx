import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { ChangeManagementApi, changeManagementApiRef } from '../api';
import { ChangeManagementPage } from '../components/ChangeManagementPage';
import { rootRouteRef } from '../routes';
import { useQueryState } from '../routing';

/** The query of the address, for tests to read. */
const Address = () => {
  const [query] = useQueryState();
  return <output aria-label="address">{query.toString()}</output>;
};

const entities: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'orders', namespace: 'default', title: 'Orders' },
    spec: { type: 'service', owner: 'orders-team', system: 'shop' },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: 'orders-db', namespace: 'default', title: 'Orders DB' },
    spec: { type: 'database', owner: 'dba' },
  },
];

/** What screens need around them. */
export function surroundings(client: ChangeManagementApi) {
  return {
    mountedRoutes: {
      '/change-management': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      [changeManagementApiRef, client],
      [catalogApiRef, catalogApiMock({ entities })],
    ] as const,
  };
}

/** Opens the plugin's page at an address below it. */
export function openPage(client: ChangeManagementApi, path: string) {
  return renderInTestApp(
    <>
      <ChangeManagementPage />
      <Address />
    </>,
    {
      ...surroundings(client),
      mountPath: '/change-management/*',
      initialRouteEntries: [`/change-management${path}`],
    },
  );
}
