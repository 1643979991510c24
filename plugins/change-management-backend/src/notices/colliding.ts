import {
  Conflict,
  systemActor,
} from 'backstage-plugin-change-management-common';
import { Drafts } from './draft';

function sameAs(one: Conflict) {
  return ({ kind, changeId, windowId, entityRef }: Conflict) =>
    kind === one.kind &&
    changeId === one.changeId &&
    windowId === one.windowId &&
    entityRef === one.entityRef;
}

/** What others have moved into the way of a change; whoever moves their own sees it as they do. */
export const colliding: Drafts = {
  'conflicts-changed': ({ conflicts }, { actor, before, now }) => {
    const added = conflicts.filter(
      conflict => !before?.conflicts.some(sameAs(conflict)),
    );
    return added.length && actor.userRef === systemActor.userRef
      ? [
          {
            to: [now.requester, now.implementer, ...now.changeManagers],
            kind: 'schedule',
            says: 'collides now',
            description: added.map(({ text }) => text).join(' '),
          },
        ]
      : [];
  },
};
