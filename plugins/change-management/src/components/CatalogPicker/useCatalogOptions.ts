import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSettled } from '../../hooks';

/** What somebody needs to see to choose the right entity. */
export interface CatalogOption {
  entityRef: string;
  title: string;
  kind: string;
  owner?: string;
  system?: string;
}

/** Kinds that a change can affect. */
export const affectableKinds = [
  'component',
  'api',
  'resource',
  'system',
  'domain',
];

/** Kinds that can implement a change. */
export const peopleKinds = ['user', 'group'];

const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.owner',
  'spec.system',
  'spec.profile.displayName',
];

function nameOf(ref: unknown): string | undefined {
  return typeof ref === 'string'
    ? parseEntityRef(ref, { defaultKind: 'any', defaultNamespace: 'default' })
        .name
    : undefined;
}

function toOption(entity: Entity): CatalogOption {
  const profile = entity.spec?.profile as { displayName?: string } | undefined;
  return {
    entityRef: stringifyEntityRef(entity),
    title:
      entity.metadata.title ?? profile?.displayName ?? entity.metadata.name,
    kind: entity.kind.toLowerCase(),
    owner: nameOf(entity.spec?.owner),
    system: nameOf(entity.spec?.system),
  };
}

/** An entity that is chosen already, by what its ref says. */
export function optionOf(entityRef: string): CatalogOption {
  const { kind, name } = parseEntityRef(entityRef);
  return { entityRef, title: name, kind };
}

/** An entity that is chosen already, as the catalog calls it. */
export function useChosenOption(entityRef: string): CatalogOption | null {
  const catalogApi = useApi(catalogApiRef);
  const { data } = useQuery({
    queryKey: ['catalog', 'chosen', entityRef],
    queryFn: async () => (await catalogApi.getEntityByRef(entityRef)) ?? null,
    enabled: Boolean(entityRef),
    staleTime: 60_000,
  });
  return useMemo(() => {
    if (!entityRef) {
      return null;
    }
    return data ? toOption(data) : optionOf(entityRef);
  }, [entityRef, data]);
}

/** Entities of the catalog whose name holds the term; asked only while the list is open. */
export function useCatalogOptions(options: {
  term: string;
  kinds: string[];
  open: boolean;
}) {
  const { kinds, open } = options;
  const catalogApi = useApi(catalogApiRef);
  const term = useSettled(options.term.trim(), 250);
  return useQuery({
    queryKey: ['catalog', kinds, term],
    queryFn: async () => {
      const { items } = await catalogApi.queryEntities({
        filter: { kind: kinds },
        fullTextFilter: term
          ? {
              term,
              fields: [
                'metadata.name',
                'metadata.title',
                'spec.profile.displayname',
              ],
            }
          : undefined,
        orderFields: { field: 'metadata.name', order: 'asc' },
        fields,
        limit: 20,
      });
      return items.map(toOption);
    },
    enabled: open,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
