import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  criticalities,
  EntityFacts,
} from 'backstage-plugin-change-management-common';
import { createHash } from 'node:crypto';
import { inTime, unavailable } from '../platform/unavailable';

/** How much depends on an entity: `low`, `medium`, `high` or `critical`. */
export const CRITICALITY_ANNOTATION = 'change-management/criticality';

/** Who is told of changes of an entity besides its owners: users, groups and e-mail addresses, separated by commas. */
export const CLIENT_CONTACTS_ANNOTATION = 'change-management/client-contacts';

/** An entity with what leads on from it. */
export interface CatalogNode extends EntityFacts {
  /** The refs that it is related to, by type of relation, in alphabetical order. */
  relations: Record<string, string[]>;
  /** Another one whenever anything that was read of the entity is different. */
  revision: string;
}

// No more of the metadata than is used: annotations make up most of an entity's bytes.
const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.tags',
  `metadata.annotations.${CRITICALITY_ANNOTATION}`,
  `metadata.annotations.${CLIENT_CONTACTS_ANNOTATION}`,
  'spec.type',
  'spec.lifecycle',
  'relations',
];

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function contactsOf(entity: Entity): string[] {
  const annotation = entity.metadata.annotations?.[CLIENT_CONTACTS_ANNOTATION];
  const contacts = annotation?.split(',').map(contact => contact.trim()) ?? [];
  return contacts.filter(Boolean);
}

/**
 * Of what was read, not the entity's etag: where the source of an entity brings an etag along the catalog leaves it as it
 * is, whatever becomes of the relations.
 */
function revisionOf(content: object): string {
  return createHash('sha1').update(JSON.stringify(content)).digest('base64');
}

function toNode(entity: Entity): CatalogNode {
  const relations: Record<string, string[]> = {};
  for (const { type, targetRef } of entity.relations ?? []) {
    (relations[type] ??= []).push(targetRef);
  }
  // What is read of the catalog ends up in the audit trail, so its order must not depend on the catalog's.
  Object.values(relations).forEach(refs => refs.sort());
  const criticality = entity.metadata.annotations?.[CRITICALITY_ANNOTATION];
  const contacts = contactsOf(entity);
  const node = {
    entityRef: stringifyEntityRef(entity),
    exists: true,
    kind: entity.kind,
    type: textOf(entity.spec?.type),
    lifecycle: textOf(entity.spec?.lifecycle),
    criticality: criticalities.find(known => known === criticality),
    title: entity.metadata.title ?? entity.metadata.name,
    // `spec.owner` is what somebody wrote; the relation is what the catalog made of it.
    owners: relations[RELATION_OWNED_BY] ?? [],
    system: relations[RELATION_PART_OF]?.find(ref => ref.startsWith('system:')),
    tags: entity.metadata.tags ?? [],
    relations,
    ...(contacts.length > 0 && { clientContacts: contacts }),
  };
  return { ...node, revision: revisionOf(node) };
}

/**
 * Reads entities in one call with the plugin's own credentials: what a change touches, and who has to be asked, must not
 * depend on how much of the catalog the person who writes it may see.
 */
export class CatalogReader {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /**
   * The entities that exist, by ref; others are left out.
   *
   * @throws ServiceUnavailableError when the catalog does not answer.
   */
  async read(entityRefs: string[]): Promise<Map<string, CatalogNode>> {
    try {
      const { items } = await inTime(
        this.#catalog.getEntitiesByRefs(
          { entityRefs, fields },
          { credentials: await this.#auth.getOwnServiceCredentials() },
        ),
      );
      // By the ref that was asked: the answer has the order of the question.
      return new Map(
        items.flatMap((entity, index) =>
          entity ? [[entityRefs[index], toNode(entity)]] : [],
        ),
      );
    } catch (error) {
      throw unavailable(
        'The software catalog does not answer, so it is not known what this change touches and who is responsible. Try again in a moment.',
        error,
      );
    }
  }

  /**
   * Refs of the entities that carry an annotation with one of these values.
   *
   * @throws ServiceUnavailableError when the catalog does not answer.
   */
  async findAnnotated(annotation: string, values: string[]): Promise<string[]> {
    try {
      const { items } = await inTime(
        this.#catalog.getEntities(
          {
            filter: { [`metadata.annotations.${annotation}`]: values },
            fields: ['kind', 'metadata.name', 'metadata.namespace'],
          },
          { credentials: await this.#auth.getOwnServiceCredentials() },
        ),
      );
      return items.map(entity => stringifyEntityRef(entity)).sort();
    } catch (error) {
      throw unavailable(
        'The software catalog does not answer, so it is not known what has broken. Try again in a moment.',
        error,
      );
    }
  }
}
