import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  Actor,
  PolicyAction,
  policyActions,
  PolicyState,
  Role,
} from 'backstage-plugin-change-management-common';
import { StoredPolicy } from './PolicyStore';

const writers: Role[] = ['changeManager', 'securityManager', 'cto'];
const overseers: Role[] = [...writers, 'auditor'];
const takenBy: Record<PolicyAction, Role[]> = {
  edit: writers,
  approve: ['cto'],
  publish: ['changeManager', 'cto'],
  withdraw: writers,
};
const takenIn: Record<PolicyAction, PolicyState[]> = {
  edit: ['draft'],
  approve: ['draft'],
  publish: ['approved'],
  withdraw: ['draft', 'approved'],
};
const names: Record<Role, string> = {
  changeManager: 'change manager',
  securityManager: 'security manager',
  cto: 'CTO',
  auditor: 'auditor',
  implementer: 'implementer',
};

function lacksRole(actor: Actor, wanted: Role[]): Error | undefined {
  return actor.roles.some(({ role }) => wanted.includes(role))
    ? undefined
    : new NotAllowedError(
        `This takes the role ${wanted.map(role => names[role]).join(' or ')}.`,
      );
}

/** Why a person may not propose a version of the policy; undefined where they may. */
export function refusesProposal(actor: Actor): Error | undefined {
  return lacksRole(actor, writers);
}

/** Why a person may not simulate versions, or see who has read them; undefined where they may. */
export function refusesOversight(actor: Actor): Error | undefined {
  return lacksRole(actor, overseers);
}

/** Why a person may not do something with a version; undefined where they may (policy §8, §9.2). */
export function refusesAct(
  action: PolicyAction,
  { version, state, authors }: StoredPolicy,
  actor: Actor,
): Error | undefined {
  const missing = lacksRole(actor, takenBy[action]);
  if (missing) {
    return missing;
  }
  if (!takenIn[action].includes(state)) {
    return new ConflictError(
      `The policy ${version} is ${
        state === 'draft' ? 'still a draft' : `${state} already`
      }.`,
    );
  }
  return action === 'approve' && !isIndependent(actor, authors)
    ? new NotAllowedError(
        'Whoever wrote on a policy does not approve it: somebody else with the role CTO has to.',
      )
    : undefined;
}

/** Who wrote on a policy does not approve it, and nobody stands in for them to do so (policy §8). */
function isIndependent(actor: Actor, authors: string[]): boolean {
  return (
    !authors.includes(actor.userRef) &&
    actor.roles.some(
      ({ role, delegatedBy }) =>
        takenBy.approve.includes(role) &&
        !(delegatedBy && authors.includes(delegatedBy)),
    )
  );
}

/** What the person may do with the version now. */
export function allowedActs(
  policy: StoredPolicy,
  actor: Actor,
): PolicyAction[] {
  return policyActions.filter(action => !refusesAct(action, policy, actor));
}
