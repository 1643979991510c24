import { createServiceFactory } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { withMembers } from './startPortal';

const isChangeable = (ref: string) => !/^(user|group):/.test(ref);

/**
 * A catalog that a test changes while the portal runs; asked for an entity of `broken`, or while `isAway`, it fails. `calls`
 * counts those for anything but people.
 */
export function movingCatalog(entities: Entity[]) {
  const state = { entities, isAway: false, broken: [] as string[], calls: 0 };
  const feature = createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () =>
      Object.assign(Object.create(catalogServiceMock({ entities })), {
        getEntitiesByRefs: (
          ...[asked, options]: Parameters<
            ReturnType<typeof catalogServiceMock>['getEntitiesByRefs']
          >
        ) => {
          // Who is behind a group is asked for notices, too, whenever they leave.
          state.calls += asked.entityRefs.some(isChangeable) ? 1 : 0;
          if (
            state.isAway ||
            asked.entityRefs.some(ref => state.broken.includes(ref))
          ) {
            throw new Error('connect ECONNREFUSED');
          }
          const now = catalogServiceMock({
            entities: withMembers(state.entities),
          });
          return now.getEntitiesByRefs(asked, options);
        },
      }),
  });
  return { state, feature };
}
