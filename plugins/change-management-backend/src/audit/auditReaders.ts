import { NotAllowedError } from '@backstage/errors';
import { Actor, Role } from 'backstage-plugin-change-management-common';

const readers: Role[] = ['changeManager', 'securityManager', 'cto', 'auditor'];

/** Whether somebody may read the trail of everything: of changes and of all other records. */
export function isTrailReader({ roles }: Actor): boolean {
  return roles.some(({ role }) => readers.includes(role));
}

/** @throws NotAllowedError naming the roles of which one is missing */
export function requireTrailReader(actor: Actor, act: string): void {
  if (!isTrailReader(actor)) {
    throw new NotAllowedError(
      `Only the change manager, the security manager, the CTO or an auditor may ${act} the audit trail (role ${readers.join(
        ' or ',
      )} is missing).`,
    );
  }
}
