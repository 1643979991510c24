import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  HeldRole,
  Role,
  roles,
} from 'backstage-plugin-change-management-common';

const key = 'changeManagement.roles';

function toHolder(value: string): string {
  const ref = stringifyEntityRef(parseEntityRef(value));
  if (!/^(user|group):/.test(ref)) {
    throw new InputError('is neither a user nor a group');
  }
  return ref;
}

/** Which users and groups hold each role, as `changeManagement.roles` says (policy §8). */
export class RoleRegister {
  readonly #holders: Record<Role, string[]>;

  private constructor(holders: Record<Role, string[]>) {
    this.#holders = holders;
  }

  /** @throws InputError that names everything wrong in the configuration at once. */
  static fromConfig(config: RootConfigService): RoleRegister {
    const section = config.getOptionalConfig(key);
    const problems: string[] = [];
    const holders = Object.fromEntries(
      roles.map(role => [role, [] as string[]]),
    ) as Record<Role, string[]>;
    for (const role of section?.keys() ?? []) {
      if (!roles.includes(role as Role)) {
        problems.push(`${role} is not a role, use ${roles.join(', ')}`);
        continue;
      }
      for (const value of section!.getStringArray(role)) {
        try {
          holders[role as Role].push(toHolder(value));
        } catch (error) {
          problems.push(`${role}: ${value}: ${(error as Error).message}`);
        }
      }
    }
    if (problems.length) {
      throw new InputError(`Invalid ${key}: ${problems.join('; ')}`);
    }
    return new RoleRegister(holders);
  }

  /** The users and groups that the configuration names for each role; a role without any is empty. */
  get holders(): Record<Role, string[]> {
    return this.#holders;
  }

  /** The roles of somebody who is, or belongs to, all of these; `via` is the configured entry that gives the role. */
  rolesOf(ownership: string[]): HeldRole[] {
    return roles.flatMap(role =>
      this.#holders[role]
        .filter(ref => ownership.includes(ref))
        .map(via => ({ role, via })),
    );
  }
}
