import { ChangeState, Role } from '../../contract/words';
import { AnyCommand, CommandOf } from '../commands';
import { ChangeEvent } from '../events';
import { hasImplemented, isImplementer, isRequester } from '../people';
import { checkTrust } from '../pipelines';
import { conflict, forbidden, Refusal } from '../refusal';
import { approvalRequirements } from '../requirements';
import { Actor, Change, Facts, Requirement } from '../types';

/** One step of the lifecycle. */
export interface Step<T extends AnyCommand['type']> {
  /**
   * Where a change may be when it is taken; {@link Step.check} refuses it to everybody in any other state. Lists look here
   * first, for each of their rows.
   */
  states?: readonly ChangeState[];
  /** Whether this person may take the step now, whatever they would write. */
  check(change: Change, facts: Facts): Refusal | undefined;
  /** What taking it means, once {@link Step.check} has passed. */
  run(
    change: Change,
    command: CommandOf<T>,
    facts: Facts,
  ): ChangeEvent[] | Refusal;
}

const roleNames: Record<Role, string> = {
  changeManager: 'change manager',
  securityManager: 'security manager',
  cto: 'CTO',
  auditor: 'auditor',
  implementer: 'implementer',
};

/** `the CTO or the security manager`, or the users and groups themselves */
export function nameApprovers({
  roles,
  people,
  needed,
}: Pick<Requirement, 'roles' | 'people' | 'needed'>): string {
  const names = [...roles.map(role => `the ${roleNames[role]}`), ...people];
  return `${needed > 1 ? `${needed} of ` : ''}${names.join(' or ')}`;
}

/** `the CTO or the security manager` */
export function nameRoles(roles: Role[]): string {
  return roles.map(role => `the ${roleNames[role]}`).join(' or ');
}

export function inState(
  change: Change,
  states: readonly ChangeState[],
  doing: string,
): Refusal | undefined {
  return states.includes(change.state)
    ? undefined
    : conflict(
        `${change.id} is in state ${
          change.state
        }; ${doing} is possible in ${states.join(', ')}.`,
      );
}

export function notHeld(change: Change): Refusal | undefined {
  return change.hold
    ? conflict(
        `${change.id} is on hold: ${change.hold.reason}. The change manager can release it.`,
      )
    : undefined;
}

const differencesNamed = 3;

/** What the catalog says otherwise since the change was judged, and who has to look again, where that stands in the way. */
export function notDrifted(change: Change): Refusal | undefined {
  const open = approvalRequirements(change).filter(r => !r.decision);
  if (change.state !== 'authorization' || !change.drift || !open.length) {
    return undefined;
  }
  const texts = change.drift.differences.map(({ text }) => text);
  const more = texts.length - differencesNamed;
  return conflict(
    `The catalog has changed under ${change.id}: ${texts
      .slice(0, differencesNamed)
      .join(' ')}${
      more > 0 ? ` And ${more} more.` : ''
    } Before that it was judged otherwise, so ${open
      .map(nameApprovers)
      .join(', and ')} has to approve it again.`,
  );
}

export function byRequesterOrImplementer(
  change: Change,
  actor: Actor,
  doing: string,
): Refusal | undefined {
  return isRequester(change, actor) || isImplementer(change, actor)
    ? undefined
    : forbidden(
        `Only its requester (${change.requestedBy}) or implementer (${change.implementer}) may ${doing} ${change.id}.`,
      );
}

export function byImplementer(
  change: Change,
  actor: Actor,
  doing: string,
): Refusal | undefined {
  return isImplementer(change, actor)
    ? undefined
    : forbidden(
        `Only its implementer (${change.implementer}) may ${doing} ${change.id}.`,
      );
}

/** A pipeline carries out what is entrusted to it, whoever implements the change otherwise. */
export function byImplementerOrPipeline(
  change: Change,
  { actor, entities }: Facts,
  doing: string,
): Refusal | undefined {
  return actor.pipeline && !isImplementer(change, actor)
    ? checkTrust(actor, change.affectedEntities, entities)
    : byImplementer(change, actor, doing);
}

export function byRole(
  actor: Actor,
  roles: Role[],
  doing: string,
): Refusal | undefined {
  return actor.roles.some(held => roles.includes(held.role))
    ? undefined
    : forbidden(
        `Only ${nameRoles(roles)} may ${doing} (role ${roles.join(
          ' or ',
        )} is missing).`,
        roles,
      );
}

/** Nobody decides on a change that they requested or implement, whatever roles they hold. */
export function bySomeoneElse(
  change: Change,
  actor: Actor,
  doing: string,
): Refusal | undefined {
  if (isRequester(change, actor)) {
    return forbidden(
      `You requested ${change.id}, so somebody else has to ${doing}.`,
    );
  }
  if (isImplementer(change, actor) || hasImplemented(change, actor)) {
    return forbidden(
      `You implement ${change.id}, so somebody else has to ${doing}.`,
    );
  }
  return undefined;
}
