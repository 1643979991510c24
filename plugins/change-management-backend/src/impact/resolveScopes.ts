import { EntityCatalog, EntityScope } from './EntityCatalog';

/**
 * The refs that a question about entities is about, each once; nothing where it is about all.
 *
 * @throws InputError where there are more entities than a list can be asked for
 */
export async function resolveScopes(
  catalog: Pick<EntityCatalog, 'resolveScope'>,
  refs: string[] | undefined,
  scope: EntityScope,
): Promise<string[] | undefined> {
  if (!refs) {
    return undefined;
  }
  const found = await Promise.all(
    refs.map(ref => catalog.resolveScope(ref, scope)),
  );
  return [...new Set(found.flat())];
}
