import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Knex } from 'knex';
import { verifyChain } from '../../plugins/change-management-backend/src/audit/chain';
import { Person } from './people';
import { Acknowledged, Writers } from './Writers';

/** The databases behind the portals, looked at from outside. */
export interface Inside {
  changes: Knex;
  notifications: Knex;
}

/** The audit trail of a change, which has to be whole. */
export async function trailOf(url: string, auditor: Person, id: string) {
  const { items, pageInfo } = await auditor.ask(url, 'listAuditEvents', { id });
  assert.equal(pageInfo.nextCursor, undefined, `${id} has one page of events`);
  assert.equal(verifyChain(items), undefined, `the trail of ${id} is whole`);
  return items as { type: string; sequence: number; hash: string }[];
}

/** Every acknowledged write is there once with its event, and nothing else is. */
export async function checkWrites(
  url: string,
  auditor: Person,
  { acknowledged, mark, surprises }: Writers,
  { changes }: Inside,
): Promise<void> {
  assert.deepEqual(surprises, []);
  const byChange = new Map<string, string[]>();
  for (const { changeId, event } of acknowledged as Acknowledged[]) {
    byChange.set(changeId, [...(byChange.get(changeId) ?? []), event]);
  }
  const found = await changes('changes')
    .where('title', 'like', `${mark}%`)
    .select('number', 'revision', 'audit_sequence', 'audit_hash');
  assert.deepEqual(
    found.map(({ number }) => `CHG-${number}`).sort(),
    [...byChange.keys()].sort(),
    'each change that was acknowledged exists once',
  );
  for (const row of found) {
    const id = `CHG-${row.number}`;
    const done = byChange.get(id)!;
    const trail = await trailOf(url, auditor, id);
    assert.equal(row.revision, done.length, `${id} has one revision a write`);
    assert.deepEqual(
      trail.map(({ type }) => type).filter(type => done.includes(type)),
      done,
      `${id} has one event a write, in order`,
    );
    const { sequence, hash } = trail[trail.length - 1];
    assert.deepEqual([row.audit_sequence, row.audit_hash], [sequence, hash]);
  }
}

/** Who is told when a group is: its members, and those of the groups below it. */
async function readMembers(url: string, reader: Person) {
  const response = await reader.fetch(
    `${url}/api/catalog/entities?filter=kind=group`,
  );
  const groups = new Map<string, { members: string[]; below: string[] }>();
  for (const { metadata, relations } of await response.json()) {
    const related = (wanted: string) =>
      relations
        .filter(({ type }: any) => type === wanted)
        .map(({ targetRef }: any) => targetRef);
    groups.set(`group:default/${metadata.name}`, {
      members: related('hasMember'),
      below: related('parentOf'),
    });
  }
  const usersOf = (ref: string): string[] => {
    const group = groups.get(ref);
    return group ? [...group.members, ...group.below.flatMap(usersOf)] : [ref];
  };
  return usersOf;
}

/** What every reader of every notice is owed, of it or of its bundle, beside what they have got. */
async function compareNotices(
  usersOf: (ref: string) => string[],
  { changes, notifications }: Inside,
) {
  const notices = await changes('notices').select(
    'id',
    'recipients',
    'excluded',
  );
  const bundled = await changes('notice_readers').whereNotNull('bundle_id');
  const bundles = new Map(
    bundled.map(row => [`${row.notice_id} ${row.user_ref}`, row.bundle_id]),
  );
  const owed = notices.flatMap(({ id, recipients, excluded }) => {
    const users = new Set<string>(JSON.parse(recipients).flatMap(usersOf));
    JSON.parse(excluded).forEach((user: string) => users.delete(user));
    return [...users].map(
      user => `change-notice:${bundles.get(`${id} ${user}`) ?? id} ${user}`,
    );
  });
  const rows = await notifications('notification').select('scope', 'user');
  return {
    notices: notices.length,
    got: rows.map(({ scope, user }) => `${scope} ${user}`).sort(),
    owed: [...new Set(owed)].sort(),
  };
}

/** Every notice has reached each of its readers, once; the portals go on, so that new ones may come while it looks. */
export async function checkNotices(
  url: string,
  reader: Person,
  inside: Inside,
  within: number,
): Promise<number> {
  const deadline = Date.now() + within;
  const undelivered = async () => [
    ...(await inside
      .changes('notice_deliveries')
      .whereNull('delivered_at')
      .select('notice_id', 'channel', 'attempts', 'failure')),
    ...(await inside
      .changes('notice_readers')
      .whereNotNull('bundle_at')
      .whereNull('bundle_id')
      .select('notice_id', 'user_ref')),
  ];
  const usersOf = await readMembers(url, reader);
  for (;;) {
    const left = await undelivered();
    const { notices, got, owed } = await compareNotices(usersOf, inside);
    const isWell = left.length === 0 && isDeepStrictEqual(got, owed);
    if (isWell || Date.now() > deadline) {
      assert.deepEqual(left, [], 'every notice is delivered');
      assert.deepEqual(got, owed, 'every reader has one notification of each');
      return notices;
    }
    await setTimeout(500);
  }
}
