import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { ChangeCategory } from 'backstage-plugin-change-management-common';

function usualCategory(entity: Entity | undefined): ChangeCategory | '' {
  const type = String(entity?.spec?.type ?? '');
  switch (entity?.kind.toLowerCase()) {
    case 'component':
    case 'api':
      return 'application';
    case 'resource':
      return type === 'database' || type === 'server' ? type : 'infrastructure';
    default:
      return '';
  }
}

/**
 * The category that changes of an entity mostly have, so that what the catalog knows is not asked; it can be altered.
 * Undefined while the catalog is asked; empty where it cannot say.
 */
export function useUsualCategory(
  entityRef: string | undefined,
): ChangeCategory | '' | undefined {
  const catalogApi = useApi(catalogApiRef);
  const { data, isPending } = useQuery({
    queryKey: ['usual category', entityRef],
    queryFn: async () =>
      // A catalog that does not answer must not keep anybody from filing a change.
      usualCategory(
        await catalogApi.getEntityByRef(entityRef!).catch(() => undefined),
      ),
    enabled: Boolean(entityRef),
  });
  return entityRef && isPending ? undefined : data ?? '';
}
