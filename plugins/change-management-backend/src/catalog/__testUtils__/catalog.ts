import { mockServices } from '@backstage/backend-test-utils';
import { Entity, EntityMeta, parseEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { CatalogReader } from '../CatalogReader';

/** An entity of the catalog: `relations` lists `type target` pairs such as `dependsOn resource:default/db`. */
export function entity(
  ref: string,
  relations: string[] = [],
  metadata: Partial<EntityMeta> = {},
  spec: JsonObject = {},
): Entity {
  const { kind, namespace, name } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind[0].toLocaleUpperCase('en-US') + kind.slice(1),
    metadata: { ...metadata, namespace, name },
    spec: { owner: 'written-by-hand', ...spec },
    relations: relations.map(relation => {
      const [type, targetRef] = relation.split(' ');
      return { type, targetRef };
    }),
  };
}

function awayCatalog(): CatalogService {
  return catalogServiceMock.mock({
    getEntitiesByRefs: async () => {
      throw new Error('connect ECONNREFUSED');
    },
  });
}

/**
 * A reader of these entities, with the refs of each call that it made to the catalog. `become` gives the catalog other
 * entities, or takes it away.
 */
export function readerOf(entities: Entity[]) {
  let catalog: CatalogService = catalogServiceMock({ entities });
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
  const become = (other: Entity[] | 'away') => {
    catalog =
      other === 'away'
        ? awayCatalog()
        : catalogServiceMock({ entities: other });
  };
  return { reader, calls, become };
}

/** A reader whose catalog is down. */
export function unreachableReader() {
  return new CatalogReader({
    auth: mockServices.auth(),
    catalog: awayCatalog(),
  });
}
