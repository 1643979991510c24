import {
  RELATION_HAS_MEMBER,
  RELATION_PARENT_OF,
} from '@backstage/catalog-model';
import {
  HOLDERS_LISTED,
  Role,
  RoleRegisterView,
  roles,
} from 'backstage-plugin-change-management-common';
import { CatalogNode, CatalogReader } from '../catalog/CatalogReader';
import { RoleRegister } from './RoleRegister';

/** Refs in one question to the catalog, whose requests have a size limit. */
const ASKED_AT_ONCE = 1_000;
/** Ways to one role that are named for a person. */
const WAYS_LISTED = 5;

/** Whoever has these looks after what others with the second do (policy §8). */
const watches: [Role, Role[]][] = [
  ['auditor', ['changeManager', 'securityManager', 'cto', 'implementer']],
  ['changeManager', ['implementer', 'cto']],
  ['securityManager', ['implementer', 'changeManager']],
  ['cto', ['implementer']],
];

function conflict(held: Role[]): boolean {
  return watches.some(
    ([role, others]) =>
      held.includes(role) && others.some(other => held.includes(other)),
  );
}

function partsOf(node: CatalogNode | undefined): string[] {
  return [RELATION_HAS_MEMBER, RELATION_PARENT_OF].flatMap(
    relation => node?.relations[relation] ?? [],
  );
}

/** The shortest way from a user or group down to each user of the catalog below it, both included. */
function waysBelow(
  root: string,
  nodes: Map<string, CatalogNode>,
): Map<string, string[]> {
  const ways = new Map([[root, [root]]]);
  // A map may grow while it is gone through: nearest first.
  for (const [ref, way] of ways) {
    for (const part of partsOf(nodes.get(ref))) {
      if (!ways.has(part)) {
        ways.set(part, [...way, part]);
      }
    }
  }
  return new Map(
    [...ways].filter(([ref]) => ref.startsWith('user:') && nodes.has(ref)),
  );
}

/** Who holds which role, through which groups, nested ones included (policy §8). */
export class RoleBook {
  readonly #reader: CatalogReader;
  readonly #register: RoleRegister;

  constructor(options: { reader: CatalogReader; register: RoleRegister }) {
    this.#reader = options.reader;
    this.#register = options.register;
  }

  /**
   * One question to the catalog for each level of groups.
   *
   * @throws ServiceUnavailableError when the catalog does not answer
   */
  async read(): Promise<RoleRegisterView> {
    const configured = this.#register.holders;
    const nodes = await this.#readBelow(Object.values(configured).flat());
    const held = new Map<string, Role[]>();
    const items = roles.map(role => {
      const ways = new Map<string, string[][]>();
      const entries = configured[role].map(ref => {
        const below = waysBelow(ref, nodes);
        for (const [userRef, way] of below) {
          ways.set(userRef, [...(ways.get(userRef) ?? []), way]);
        }
        return { ref, exists: nodes.has(ref), holders: below.size };
      });
      const users = [...ways.keys()].sort();
      users.forEach(user => held.set(user, [...(held.get(user) ?? []), role]));
      return {
        role,
        entries,
        holders: users.slice(0, HOLDERS_LISTED).map(userRef => ({
          userRef,
          via: ways.get(userRef)!.slice(0, WAYS_LISTED),
        })),
        holderCount: users.length,
        vacant: users.length === 0,
      };
    });
    const several = [...held]
      .filter(([, roleNames]) => roleNames.length > 1)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, HOLDERS_LISTED)
      .map(([userRef, roleNames]) => ({
        userRef,
        roles: roleNames,
        conflicting: conflict(roleNames),
      }));
    return { items, several };
  }

  async #readBelow(refs: string[]): Promise<Map<string, CatalogNode>> {
    const nodes = new Map<string, CatalogNode>();
    const asked = new Set(refs);
    let level = [...asked];
    while (level.length) {
      for (let start = 0; start < level.length; start += ASKED_AT_ONCE) {
        const found = await this.#reader.read(
          level.slice(start, start + ASKED_AT_ONCE),
        );
        found.forEach((node, ref) => nodes.set(ref, node));
      }
      level = level
        .flatMap(ref => partsOf(nodes.get(ref)))
        .filter(ref => !asked.has(ref) && asked.add(ref));
    }
    return nodes;
  }
}
