import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { Actor, Role, roles } from 'backstage-plugin-change-management-common';
import { PeopleDirectory } from '../people/PeopleDirectory';

const key = 'changeManagement.policy.announceTo';

/** @throws InputError that names everything that is neither a user nor a group */
function readAnnounceTo(config: RootConfigService): string[] {
  const problems: string[] = [];
  const refs = (config.getOptionalStringArray(key) ?? []).flatMap(value => {
    try {
      const ref = stringifyEntityRef(parseEntityRef(value));
      if (/^(user|group):/.test(ref)) {
        return [ref];
      }
      problems.push(`${value}: is neither a user nor a group`);
    } catch (error) {
      problems.push(`${value}: ${(error as Error).message}`);
    }
    return [];
  });
  if (problems.length) {
    throw new InputError(`Invalid ${key}: ${problems.join('; ')}`);
  }
  return refs;
}

/** Whom the policy concerns: everybody who holds a role, and those to whom the configuration has it announced (policy §9). */
export class Audience {
  /** Users and groups. */
  readonly refs: string[];
  readonly #announceTo: string[];
  readonly #people: Pick<PeopleDirectory, 'find'>;

  constructor(options: {
    config: RootConfigService;
    /** Users and groups that hold each role: `RoleRegister.holders`. */
    holders: Record<Role, string[]>;
    people: Pick<PeopleDirectory, 'find'>;
  }) {
    this.#announceTo = readAnnounceTo(options.config);
    this.#people = options.people;
    const holders = Object.values(options.holders).flat();
    this.refs = [...new Set([...holders, ...this.#announceTo])];
  }

  /** What a person stands in for somebody for concerns that one. */
  includes({ roles: held, ownership }: Actor): boolean {
    return (
      held.some(({ delegatedBy }) => !delegatedBy) ||
      this.#announceTo.some(ref => ownership.includes(ref))
    );
  }

  /**
   * Everybody, by name, with their roles, as the catalog has them now.
   *
   * @throws ServiceUnavailableError when the catalog does not answer
   */
  async list(): Promise<{ userRef: string; roles: Role[] }[]> {
    const { holders, members } = await this.#people.find(this.refs, {
      orStale: true,
    });
    const users = new Set(this.refs.flatMap(ref => members[ref] ?? []));
    const held = new Map<string, Role[]>();
    for (const role of roles) {
      for (const userRef of holders[role]) {
        held.set(userRef, [...(held.get(userRef) ?? []), role]);
      }
    }
    return [...users]
      .sort()
      .map(userRef => ({ userRef, roles: held.get(userRef) ?? [] }));
  }
}
