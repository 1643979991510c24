import { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { setTimeout } from 'node:timers/promises';

const pollMillis = 4_000;

/**
 * Waits until the catalog holds these entities and two looks at it find the same relations. A new catalog relates its
 * entities by and by; to changes that were judged in between, that would look like a catalog that drifts under them.
 */
export async function catalogSettled(
  { catalog, auth }: { catalog: CatalogService; auth: AuthService },
  entityRefs: string[],
): Promise<void> {
  let before: string | undefined;
  for (;;) {
    const { items } = await catalog.getEntities(
      { fields: ['kind', 'metadata', 'relations'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    const relations = new Map(
      items.map(entity => [
        stringifyEntityRef(entity),
        entity.relations?.map(({ type, targetRef }) => `${type} ${targetRef}`),
      ]),
    );
    const now = JSON.stringify([...relations].sort());
    if (now === before && entityRefs.every(ref => relations.has(ref))) {
      return;
    }
    before = now;
    await setTimeout(pollMillis);
  }
}
