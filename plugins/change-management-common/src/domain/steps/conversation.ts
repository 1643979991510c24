import { waitingStates } from '../../contract/words';
import { conflict, invalid } from '../refusal';
import { freezesOver } from '../timing';
import { byRole, inState, Step } from './step';

export const comment: Step<'comment'> = {
  check: () => undefined,
  run: (_change, { text }) => [{ type: 'commented', text }],
};

export const hold: Step<'hold'> = {
  states: waitingStates,
  check: (change, { actor }) =>
    byRole(actor, ['changeManager'], `put ${change.id} on hold`) ??
    inState(change, waitingStates, 'holding') ??
    (change.hold ? conflict(`${change.id} is on hold already.`) : undefined),
  run: (_change, { reason }) => [{ type: 'held', reason }],
};

export const release: Step<'release'> = {
  check: (change, { actor }) =>
    byRole(actor, ['changeManager'], `release ${change.id}`) ??
    (change.hold ? undefined : conflict(`${change.id} is not on hold.`)),
  run(change, { reason }) {
    if (!change.hold!.windowId) {
      return [{ type: 'released', reason }];
    }
    const exempts = freezesOver(change).map(({ windowId }) => windowId!);
    return reason
      ? [{ type: 'released', reason, exempts }]
      : invalid([
          {
            path: 'reason',
            message: 'must say why the freeze does not bind this change',
          },
        ]);
  },
};
