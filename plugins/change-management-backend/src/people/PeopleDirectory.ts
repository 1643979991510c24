import {
  RELATION_HAS_MEMBER,
  RELATION_PARENT_OF,
} from '@backstage/catalog-model';
import { PeopleFacts, Role } from 'backstage-plugin-change-management-common';
import { CatalogNode, CatalogReader } from '../catalog/CatalogReader';
import { RecentReads, StaleOptions } from '../catalog/RecentReads';
import { RoleRegister } from './RoleRegister';
import { StandIns } from './StandIns';

/** Milliseconds for which the users behind a role or a group are taken as read. */
export const PEOPLE_KEPT_FOR = 30_000;
const REFS_AT_MOST = 5_000;
/** Refs in one question to the catalog, whose requests have a size limit. */
const ASKED_AT_ONCE = 1_000;

/** Those directly in a group, users and groups. */
function partsOf(node: CatalogNode): string[] {
  return [RELATION_HAS_MEMBER, RELATION_PARENT_OF].flatMap(
    relation => node.relations[relation] ?? [],
  );
}

/**
 * Finds the users behind roles and groups, nested ones included, as the catalog has them now: who has left it is nobody's
 * member any more, whatever a group still says of them.
 */
export class PeopleDirectory {
  readonly #reader: CatalogReader;
  readonly #register: RoleRegister;
  readonly #standIns: StandIns;
  readonly #recent: RecentReads<string[]>;

  constructor(options: {
    reader: CatalogReader;
    register: RoleRegister;
    standIns: StandIns;
    now?: () => number;
  }) {
    this.#reader = options.reader;
    this.#register = options.register;
    this.#standIns = options.standIns;
    this.#recent = new RecentReads({
      keepFor: PEOPLE_KEPT_FOR,
      keepAbsentFor: 0,
      atMost: REFS_AT_MOST,
      now: options.now,
    });
  }

  /**
   * Everybody behind the roles and these refs; one question to the catalog for each level of groups, none if they were
   * asked for in the last 30 seconds.
   *
   * @throws ServiceUnavailableError when the catalog does not answer.
   */
  async find(refs: string[], options?: StaleOptions): Promise<PeopleFacts> {
    const configured = this.#register.holders;
    const standIns = await this.#standIns.now(options);
    const wanted = [
      ...refs,
      ...Object.values(configured).flat(),
      ...standIns.map(({ delegate }) => delegate),
    ];
    const members = Object.fromEntries(
      await this.#recent.get(wanted, missing => this.#read(missing), options),
    );
    const holders = Object.fromEntries(
      Object.entries(configured).map(([role, entries]) => [
        role,
        [...new Set(entries.flatMap(ref => members[ref]))],
      ]),
    ) as Record<Role, string[]>;
    const delegates: PeopleFacts['delegates'] = {};
    for (const { delegator, delegate } of standIns) {
      (delegates[delegator] ??= []).push(...members[delegate]);
    }
    return { holders, members, delegates };
  }

  /** The users of each ref: themselves, or all below the group. */
  async #read(refs: string[]): Promise<Map<string, string[]>> {
    const parts = new Map<string, string[]>();
    const asked = new Set(refs);
    let level = refs;
    while (level.length) {
      for (let start = 0; start < level.length; start += ASKED_AT_ONCE) {
        const found = await this.#reader.read(
          level.slice(start, start + ASKED_AT_ONCE),
        );
        found.forEach((node, ref) => parts.set(ref, partsOf(node)));
      }
      level = level
        .flatMap(ref => parts.get(ref) ?? [])
        .filter(ref => !asked.has(ref) && asked.add(ref));
    }
    return new Map(refs.map(ref => [ref, this.#usersOf(ref, parts)]));
  }

  #usersOf(root: string, parts: Map<string, string[]>): string[] {
    const seen = new Set([root]);
    for (const ref of seen) {
      parts.get(ref)?.forEach(part => seen.add(part));
    }
    return [...seen]
      .filter(ref => ref.startsWith('user:') && parts.has(ref))
      .sort();
  }
}
