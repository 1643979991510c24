import {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  Change,
  changeCreatePermission,
  changeReadPermission,
} from 'backstage-plugin-change-management-common';
import {
  ChangeRequestResource,
  changeRequestResourceRef,
} from 'backstage-plugin-change-management-node';
import { ownersOf } from '../changes/parties';
import { changePermissions } from './actions';
import { Grants, Visibility } from './Grants';

/** A change as permission rules see it. */
export function toResource(change: Change): ChangeRequestResource {
  return {
    id: change.id,
    state: change.state,
    type: change.type,
    category: change.category,
    requestedBy: change.requestedBy,
    implementer: change.implementer,
    affectedEntities: change.affectedEntities,
    riskLevel: change.risk.level,
    owners: ownersOf(change),
  };
}

/**
 * Asks the permission policy. One call per request decides on every permission at once; conditions are then applied
 * here, to a change or to a list's query, without a call back.
 */
export class ChangeAuthorizer {
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;

  constructor(options: {
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
  }) {
    this.#permissions = options.permissions;
    this.#registry = options.permissionsRegistry;
  }

  async grantsFor(credentials: BackstageCredentials): Promise<Grants> {
    const answers = await this.#permissions.authorizeConditional(
      changePermissions.map(permission => ({ permission })),
      { credentials },
    );
    const decisions = new Map(
      changePermissions.map((permission, i) => [
        permission.name,
        answers[i] as PolicyDecision,
      ]),
    );
    const ruleset = this.#registry.getPermissionRuleset(
      changeRequestResourceRef,
    );
    const isAuthorized = createConditionAuthorizer(ruleset);
    return {
      allows(permission, change) {
        const decision = decisions.get(permission.name)!;
        return decision.result === AuthorizeResult.CONDITIONAL
          ? isAuthorized(decision, toResource(change))
          : decision.result === AuthorizeResult.ALLOW;
      },
      visible: this.#visibility(decisions.get(changeReadPermission.name)!),
    };
  }

  /** @throws NotAllowedError */
  async requireCreate(credentials: BackstageCredentials): Promise<void> {
    const [{ result }] = await this.#permissions.authorize(
      [{ permission: changeCreatePermission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `The permission ${changeCreatePermission.name} is missing.`,
      );
    }
  }

  #visibility(decision: PolicyDecision): Visibility {
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      const toFilter = createConditionTransformer(
        this.#registry.getPermissionRuleset(changeRequestResourceRef),
      );
      return toFilter(decision.conditions);
    }
    return decision.result === AuthorizeResult.ALLOW ? 'all' : 'none';
  }
}
