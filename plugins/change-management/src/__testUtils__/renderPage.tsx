import { Entity } from '@backstage/catalog-model';
import { StorageApi, storageApiRef } from '@backstage/core-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { mockApis } from '@backstage/test-utils';
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
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'karim', namespace: 'default' },
    spec: { profile: { displayName: 'Karim' }, memberOf: [] },
  },
];

/** What screens need around them; settings are kept in `storage`. */
export function surroundings(
  client: ChangeManagementApi,
  storage: StorageApi = mockApis.storage(),
) {
  return {
    mountedRoutes: {
      '/change-management': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      [changeManagementApiRef, client],
      [catalogApiRef, catalogApiMock({ entities })],
      [storageApiRef, storage],
    ] as const,
  };
}

/** Opens the plugin's page at an address below it. */
export function openPage(
  client: ChangeManagementApi,
  path: string,
  storage?: StorageApi,
) {
  return renderInTestApp(
    <>
      <ChangeManagementPage />
      <Address />
    </>,
    {
      ...surroundings(client, storage),
      mountPath: '/change-management/*',
      initialRouteEntries: [`/change-management${path}`],
    },
  );
}
