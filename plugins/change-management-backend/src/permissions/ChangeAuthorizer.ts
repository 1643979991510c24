import {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  PolicyDecision,
  QueryPermissionRequest,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  Change,
  changeAuditPermission,
  changeCreatePermission,
  changeReadPermission,
  configurationReadPermission,
} from 'backstage-plugin-change-management-common';
import {
  ChangeRequestResource,
  changeRequestResourceRef,
  configurationItemResourceRef,
} from 'backstage-plugin-change-management-node';
import { ownersOf } from '../changes/parties';
import { changePermissions } from './actions';
import { simplified } from './criteria';
import { ConfigurationGrants, Grants, Visibility } from './Grants';

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

/** An answer without the id of its question, so that the same decision is the same each time. */
function decisionOf(answer: PolicyDecision & { id?: string }): PolicyDecision {
  const { id, ...decision } = answer;
  return decision;
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
    const asked = [
      changeCreatePermission,
      ...changePermissions,
      configurationReadPermission,
    ];
    const answers = await this.#permissions.authorizeConditional(
      // The type knows resource permissions only; the permission backend decides on both kinds alike, in one call.
      asked.map(permission => ({ permission })) as QueryPermissionRequest[],
      { credentials },
    );
    const decisions = new Map(
      asked.map(({ name }, i) => [name, decisionOf(answers[i])]),
    );
    const ruleset = this.#registry.getPermissionRuleset(
      changeRequestResourceRef,
    );
    const isAuthorized = createConditionAuthorizer(ruleset);
    return {
      mayCreate:
        decisions.get(changeCreatePermission.name)!.result ===
        AuthorizeResult.ALLOW,
      allows(permission, change) {
        const decision = decisions.get(permission.name)!;
        return decision.result === AuthorizeResult.CONDITIONAL
          ? isAuthorized(decision, toResource(change))
          : decision.result === AuthorizeResult.ALLOW;
      },
      reading: decisions.get(changeReadPermission.name)!,
      visible: this.visibilityOf(decisions.get(changeReadPermission.name)!),
      auditable: this.visibilityOf(decisions.get(changeAuditPermission.name)!),
      configuration: this.#configurationBy(
        decisions.get(configurationReadPermission.name)!,
      ),
    };
  }

  /**
   * What a decision on reading lets somebody see.
   *
   * @throws Error for a condition whose rule is not known, or does not take such parameters; only an old one has such
   */
  visibilityOf(decision: PolicyDecision): Visibility {
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      const toFilter = createConditionTransformer(
        this.#registry.getPermissionRuleset(changeRequestResourceRef),
      );
      return simplified(toFilter(decision.conditions));
    }
    return decision.result === AuthorizeResult.ALLOW ? 'all' : 'none';
  }

  #configurationBy(decision: PolicyDecision): ConfigurationGrants {
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      const isAllowed = decision.result === AuthorizeResult.ALLOW;
      return { allows: () => isAllowed, visible: isAllowed ? 'all' : 'none' };
    }
    const ruleset = this.#registry.getPermissionRuleset(
      configurationItemResourceRef,
    );
    const isAuthorized = createConditionAuthorizer(ruleset);
    const toFilter = createConditionTransformer(ruleset);
    return {
      allows: item => isAuthorized(decision, item),
      visible: simplified(toFilter(decision.conditions)),
    };
  }
}
