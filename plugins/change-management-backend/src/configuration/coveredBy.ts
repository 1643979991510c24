import { EntityCatalog } from '../impact/EntityCatalog';

/** The entity itself, then every system and domain that it is part of. */
export async function coveredBy(
  catalog: EntityCatalog,
  entityRef: string,
): Promise<string[]> {
  const memberships = await catalog.getMemberships([entityRef]);
  return [...new Set([entityRef, ...(memberships[entityRef] ?? [])])];
}
