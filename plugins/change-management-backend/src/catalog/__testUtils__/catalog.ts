import { mockServices } from '@backstage/backend-test-utils';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogReader } from '../CatalogReader';

/** An entity of the catalog: `relations` lists `type target` pairs such as `dependsOn resource:default/db`. */
export function entity(
  ref: string,
  relations: string[] = [],
  metadata: { title?: string; tags?: string[] } = {},
): Entity {
  const { kind, namespace, name } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind[0].toLocaleUpperCase('en-US') + kind.slice(1),
    metadata: { namespace, name, ...metadata },
    spec: { owner: 'written-by-hand' },
    relations: relations.map(relation => {
      const [type, targetRef] = relation.split(' ');
      return { type, targetRef };
    }),
  };
}

/** A reader of these entities, with the refs of each call that it made to the catalog. */
export function readerOf(entities: Entity[]) {
  const catalog = catalogServiceMock({ entities });
  const calls: string[][] = [];
  const reader = new CatalogReader({
    auth: mockServices.auth(),
    catalog: Object.assign(Object.create(catalog), {
      getEntitiesByRefs: (
        request: Parameters<typeof catalog.getEntitiesByRefs>[0],
        options: Parameters<typeof catalog.getEntitiesByRefs>[1],
      ) => {
        calls.push(request.entityRefs);
        return catalog.getEntitiesByRefs(request, options);
      },
    }),
  });
  return { reader, calls };
}

/** A reader whose catalog is down. */
export function unreachableReader() {
  return new CatalogReader({
    auth: mockServices.auth(),
    catalog: catalogServiceMock.mock({
      getEntitiesByRefs: async () => {
        throw new Error('connect ECONNREFUSED');
      },
    }),
  });
}
