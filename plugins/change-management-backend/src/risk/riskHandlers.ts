import { NotAllowedError } from '@backstage/errors';
import { Actor, Role } from 'backstage-plugin-change-management-common';
import { ActorDirectory } from '../people/ActorDirectory';
import { Handlers } from '../platform/createRouter';
import { FailureHistory } from './FailureHistory';

const readers: Role[] = ['changeManager', 'securityManager', 'cto', 'auditor'];

function requireReader({ roles }: Actor): void {
  if (!roles.some(({ role }) => readers.includes(role))) {
    throw new NotAllowedError(
      `Only the change manager, the security manager, the CTO or an auditor may read the back-test of risk (role ${readers.join(
        ' or ',
      )} is missing).`,
    );
  }
}

/** Routes on how risk is judged. */
export function createRiskHandlers(options: {
  actors: ActorDirectory;
  history: FailureHistory;
}): Pick<Handlers, 'getRiskBackTest'> {
  const { actors, history } = options;
  return {
    async getRiskBackTest({ credentials }) {
      requireReader(await actors.getActor(credentials, { orStale: true }));
      return history.backTest();
    },
  };
}
