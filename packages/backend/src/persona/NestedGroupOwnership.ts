import type { AuthService } from '@backstage/backend-plugin-api';
import {
  type Entity,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { AuthOwnershipResolver } from '@backstage/plugin-auth-node';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/**
 * A member of a group acts for the groups above it too: a developer of the
 * payments team belongs to engineering. The framework's own rule stops at the
 * groups that a user is directly in.
 */
export class NestedGroupOwnership implements AuthOwnershipResolver {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(catalog: CatalogService, auth: AuthService) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  async resolveOwnershipEntityRefs(
    user: Entity,
  ): Promise<{ ownershipEntityRefs: string[] }> {
    const refs = new Set([stringifyEntityRef(user)]);
    let level = targets(user, RELATION_MEMBER_OF);
    // One request per level of the tree; a group seen before ends a circle.
    while (level.length > 0) {
      level.forEach(ref => refs.add(ref));
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: level, fields: ['kind', 'metadata', 'relations'] },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      const parents = items.flatMap(group =>
        group ? targets(group, RELATION_CHILD_OF) : [],
      );
      level = [...new Set(parents)].filter(ref => !refs.has(ref));
    }
    return { ownershipEntityRefs: [...refs] };
  }
}

function targets(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef)
    .filter(ref => ref.startsWith('group:'));
}
