import {
  Change,
  ChangeCommand,
  ChangeState,
  openStates,
} from 'backstage-plugin-change-management-common';
import { ChangeService } from 'backstage-plugin-change-management-backend/src/changes/ChangeService';
import { Outcome } from 'backstage-plugin-change-management-backend/src/changes/ChangeWriter';
import { allGranted } from 'backstage-plugin-change-management-backend/src/permissions/Grants';
import { form } from './forms';
import { actor, busyService, ownerOf, people, service } from './organisation';

/** The youngest of all are still on their way. */
const OPEN_SHARE = 0.03;

/** Where the n-th of some changes ends up: most of them closed, the youngest anywhere on the way. */
function endOf(n: number, of: number): ChangeState {
  if (n >= of * (1 - OPEN_SHARE)) {
    return openStates[n % openStates.length];
  }
  switch (n % 20) {
    case 7:
    case 13:
      return 'canceled';
    case 17:
      return 'rejected';
    default:
      return 'closed';
  }
}

/** One in ten touches the busy service, one in three a second one; one in five is a standard change. */
function formOf(n: number) {
  const first = n % 10 === 0 ? busyService : service(1 + ((n * 7) % 199));
  const second = service(1 + ((n * 11 + 100) % 199));
  return form(n, n % 5 === 1 ? 'standard' : 'normal', [
    ...new Set(n % 3 === 0 ? [first, second] : [first]),
  ]);
}

type Next = [who: ReturnType<typeof actor>, command: ChangeCommand];

const requester = actor(people.requester);
const manager = actor(people.manager);

function next(change: Change, end: ChangeState, at: Date): Next {
  const hence = (hours: number) =>
    new Date(at.getTime() + hours * 60 * 60 * 1000).toISOString();
  switch (change.state) {
    case 'draft':
      return end === 'canceled'
        ? [requester, { type: 'cancel', reason: 'No longer needed' }]
        : [requester, { type: 'submit' }];
    case 'assessment': {
      const open = change.impact.direct.find(
        ({ entityRef }) =>
          !change.assessments.some(a => a.entityRef === entityRef),
      )!;
      return [
        ownerOf(open),
        {
          type: 'assess',
          entityRef: open.entityRef,
          impactOnClients: 'None is expected during the roll-out.',
          impactOnData: 'None.',
          objection: false,
          comment: '',
        },
      ];
    }
    case 'authorization':
      return end === 'rejected'
        ? [
            manager,
            { type: 'decide', decision: 'reject', comment: 'Not this year' },
          ]
        : [manager, { type: 'decide', decision: 'approve', comment: 'Fine' }];
    case 'approved':
      return [
        manager,
        {
          type: 'schedule',
          plannedStart: hence(1),
          plannedEnd: hence(8),
          override: { reason: 'All agreed', waives: ['notice', 'conflicts'] },
        },
      ];
    case 'scheduled':
      return change.testResults.length
        ? [requester, { type: 'start' }]
        : [
            requester,
            {
              type: 'add-test-result',
              environment: 'staging',
              outcome: 'passed',
              notes: 'All of the suite',
            },
          ];
    case 'implementation':
      return [
        requester,
        { type: 'complete', outcome: 'successful', result: 'As planned' },
      ];
    default:
      return [
        manager,
        { type: 'close', closeCode: 'successful', summary: 'As planned' },
      ];
  }
}

/**
 * The life of the n-th of so many changes, by the usual steps of the usual people.
 *
 * @param after - sets the clock to so many hours after the request
 */
export async function live(
  changes: ChangeService,
  n: number,
  of: number,
  after: (hours: number) => Date,
): Promise<void> {
  const end = endOf(n, of);
  const respond = ({ change }: Outcome) => change;
  after(0);
  let change = await changes.create(
    { actor: requester, grants: allGranted },
    formOf(n),
    respond,
  );
  // A standard change does not stop where others are assessed.
  for (let step = 1; ![end, 'closed'].includes(change.state); step++) {
    const [who, command] = next(change, end, after(step * 2));
    const caller = { actor: who, grants: allGranted };
    change = await changes.execute(caller, change.id, command, respond);
  }
}
