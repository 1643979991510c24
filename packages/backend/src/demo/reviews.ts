import { StoredReview } from 'backstage-plugin-change-management-common';
import { SeedDoor } from 'backstage-plugin-change-management-node';

const hour = 3_600_000;
const day = 24 * hour;
/** Reviews are opened at the beginning of this month and of so many before it. */
const monthsBefore = 3;
const salma = 'user:default/salma';
const karim = 'user:default/karim';
const nadia = 'user:default/nadia';

function startOfMonth(now: number, before: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - before, 1);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** What the quarter showed, and what is done about it. */
function findingOf({ sample }: StoredReview, due: number) {
  return {
    severity: 'medium' as const,
    clause: '§3.1d',
    text: 'Rollback plans of changes to databases say what to restore, but not how long it takes. Two rollbacks took longer than planned.',
    owner: 'user:default/amina',
    dueAt: iso(due),
    changes: sample.slice(0, 1).map(({ changeId }) => changeId),
    actions: [
      {
        text: 'Ask for the expected minutes of each step of a rollback',
        owner: 'user:default/amina',
      },
    ],
  };
}

/** Has each change that was drawn looked at, by somebody who had nothing to do with it. */
async function lookAt(
  door: SeedDoor,
  { id, sample }: StoredReview,
  most: number,
  from: number,
): Promise<void> {
  let at = from;
  for (const { changeId, involved } of sample.slice(0, most)) {
    at += hour / 6;
    await door.review({
      as: involved.includes(salma) ? karim : salma,
      at: iso(at),
      id,
      command: { type: 'look-at', changeId, verdict: 'ok' },
    });
  }
}

async function keep(
  door: SeedDoor,
  review: StoredReview,
  opened: number,
  now: number,
): Promise<void> {
  const { id, kind, signOff, sample } = review;
  const morning = opened + day + 9 * hour;
  const isLatest = opened === startOfMonth(now, 0);
  if (morning + 2 * hour > now) {
    return;
  }
  if (kind === 'quarterly') {
    const due = now + 12 * day;
    await door.review({
      as: salma,
      at: iso(morning),
      id,
      command: { type: 'add-finding', ...findingOf(review, due) },
    });
  }
  if (kind === 'monthly') {
    const most = isLatest ? sample.length - 3 : sample.length;
    await lookAt(door, review, Math.max(0, most), morning);
    if (isLatest) {
      return;
    }
  }
  for (const role of signOff) {
    await door.review({
      as: role === 'changeManager' ? salma : nadia,
      at: iso(morning + 2 * hour),
      id,
      command: { type: 'sign-off', comment: 'The policy was kept.' },
    });
  }
}

/**
 * Half a year ago the CTO reviewed the policy; to be called before there are changes, of which nothing else is due then. It
 * waits for nothing but the CTO: until then the portal shows a review that is overdue.
 */
export async function reviewPolicy(door: SeedDoor, now: number): Promise<void> {
  await door.entitiesReady([nadia]);
  const opened = now - 176 * day;
  for (const { id } of await door.openReviews({ at: iso(opened) })) {
    await door.review({
      as: nadia,
      at: iso(opened + day),
      id,
      command: {
        type: 'sign-off',
        comment: 'It still fits; nothing to amend.',
      },
    });
  }
}

/** The reviews of the last months: signed off in time, save the one of last month, which somebody is at. */
export async function keepReviews(door: SeedDoor, now: number): Promise<void> {
  for (let before = monthsBefore; before >= 0; before -= 1) {
    const opened = startOfMonth(now, before);
    for (const review of await door.openReviews({ at: iso(opened) })) {
      await keep(door, review, opened, now);
    }
  }
}
