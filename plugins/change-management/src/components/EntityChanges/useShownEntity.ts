import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';

/** The entity of the page; a system or domain stands for all its parts. */
export function useShownEntity(): {
  entity: Entity;
  entityRef: string;
  scope: 'self' | 'members';
} {
  const { entity } = useEntity();
  const isWhole = ['system', 'domain'].includes(entity.kind.toLowerCase());
  return {
    entity,
    entityRef: stringifyEntityRef(entity),
    scope: isWhole ? 'members' : 'self',
  };
}
