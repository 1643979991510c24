import fc from 'fast-check';
import { AccessAct, AccessList, accessKey } from '../contract/access';
import {
  AccessGrant,
  accessStatusAt,
  applyAccess,
  planAccess,
  undoAccess,
} from './ledger';

const horizon = 40;
const hours = Array.from({ length: horizon }, (_, hour) => hour);
const access = [
  { principal: 'user:default/amina', entityRef: 'resource:default/db' },
  { principal: 'external:reporting', entityRef: 'resource:default/db' },
].map(each => ({ ...each, permission: 'db:read' }));

function timeOf(hour: number): string {
  return new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
}

/** Whether it is held, hour by hour. */
type Held = boolean[];

/** What a list makes of the hours that lie ahead; those that have passed stay. */
function after(held: Held, list: AccessList, key: string, now: number): Held {
  const revoked = list.revocations.some(each => accessKey(each) === key);
  const granted = list.grants.filter(each => accessKey(each) === key);
  return held.map((was, hour) => {
    if (hour < now) {
      return was;
    }
    const at = timeOf(hour);
    const isGranted = granted.some(
      ({ from, until }) =>
        (from === undefined || from <= at) &&
        (until === undefined || at < until),
    );
    return isGranted || (was && !revoked);
  });
}

function read(ledger: AccessGrant[], key: string): Held {
  return hours.map(hour =>
    ledger.some(
      grant =>
        accessKey(grant) === key &&
        accessStatusAt(grant, timeOf(hour)) === 'active',
    ),
  );
}

const times = fc.record({
  from: fc.option(fc.integer({ min: 0, max: horizon }), { nil: undefined }),
  lasts: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
});
const lists = fc
  .record({
    grants: fc.uniqueArray(
      fc.record({ of: fc.constantFrom(...access), times }),
      { selector: ({ of }) => accessKey(of), maxLength: 2 },
    ),
    revocations: fc.subarray(access),
  })
  .map(
    ({ grants, revocations }): AccessList => ({
      revocations,
      grants: grants.map(({ of, times: { from, lasts } }) => ({
        ...of,
        from: from === undefined ? undefined : timeOf(from),
        until: lasts === undefined ? undefined : timeOf((from ?? 0) + lasts),
      })),
    }),
  );
const steps = fc.array(
  fc.record({
    passes: fc.integer({ min: 0, max: 8 }),
    what: fc.oneof(
      { weight: 3, arbitrary: lists },
      fc.record({ rollback: fc.nat(10) }),
    ),
  }),
  { minLength: 1, maxLength: 12 },
);

interface Done {
  changeId: string;
  acts: AccessAct[];
  before: Map<string, Held>;
  rolledBack: boolean;
  /** How many acts there were before it. */
  touchedBefore: number;
}

describe('the ledger of access', () => {
  it('says at any time who had access, has it, and will have it', () => {
    fc.assert(
      fc.property(steps, taken => {
        const keys = access.map(accessKey);
        let ledger: AccessGrant[] = [];
        let held = new Map<string, Held>(
          keys.map(key => [key, hours.map(() => false)]),
        );
        const done: Done[] = [];
        const touched: string[] = [];
        let now = 0;
        for (const { passes, what } of taken) {
          now += passes;
          const [at, heldSoFar] = [now, held];
          const time = timeOf(at);
          if ('grants' in what) {
            const changeId = `CHG-${done.length + 1}`;
            const envelope = { changeId, now: time, made: 0 };
            const acts = planAccess(ledger, what, envelope);
            ledger = applyAccess(ledger, acts, envelope);
            done.push({
              ...{ changeId, acts, before: held, rolledBack: false },
              touchedBefore: touched.length,
            });
            touched.push(...acts.map(accessKey));
            held = new Map(
              keys.map(key => [key, after(heldSoFar.get(key)!, what, key, at)]),
            );
          } else if (done[what.rollback] && !done[what.rollback].rolledBack) {
            const change = done[what.rollback];
            const { changeId, acts, before } = change;
            const made = acts.filter(({ type }) => type === 'granted').length;
            const envelope = { changeId, now: time, made };
            const undo = undoAccess(ledger, acts, envelope);
            const undone = applyAccess(ledger, undo.acts, envelope);
            ledger = undone;
            change.rolledBack = true;
            // What other changes have done to the same access since is theirs, by their rollback, too.
            const later = touched.slice(change.touchedBefore + acts.length);
            touched.push(...undo.acts.map(accessKey));
            held = new Map(
              keys.map(key => {
                const was = heldSoFar.get(key)!;
                const isIdle = !acts.some(act => accessKey(act) === key);
                const wanted = later.includes(key)
                  ? read(undone, key)
                  : (isIdle ? heldSoFar : before).get(key)!;
                return [
                  key,
                  was.map((each, hour) => (hour < at ? each : wanted[hour])),
                ];
              }),
            );
          }
          for (const key of keys) {
            expect(read(ledger, key)).toEqual(held.get(key));
          }
          expect(new Set(ledger.map(({ id }) => id)).size).toBe(ledger.length);
          for (const hour of hours.slice(Math.min(now, horizon))) {
            const then = timeOf(hour);
            for (const key of keys) {
              const twice = ledger.filter(
                grant =>
                  accessKey(grant) === key &&
                  accessStatusAt(grant, then) === 'active',
              );
              expect(twice.length).toBeLessThanOrEqual(1);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('makes what is held already last longer', () => {
    const [of] = access;
    const first = { changeId: 'CHG-1', now: timeOf(0), made: 0 };
    const second = { changeId: 'CHG-2', now: timeOf(5), made: 0 };
    const held = applyAccess(
      [],
      planAccess(
        [],
        { grants: [{ ...of, until: timeOf(10) }], revocations: [] },
        first,
      ),
      first,
    );
    const longer = {
      grants: [{ ...of, from: timeOf(10), until: timeOf(20) }],
      revocations: [],
    };
    const acts = planAccess(held, longer, second);
    expect(acts).toEqual([
      {
        ...of,
        type: 'extended',
        id: 'CHG-1-1',
        from: timeOf(0),
        until: timeOf(20),
        previousUntil: timeOf(10),
      },
    ]);
    const extended = applyAccess(held, acts, second);
    expect(planAccess(extended, longer, second)).toEqual([]);
    const later = { changeId: 'CHG-3', now: timeOf(12), made: 0 };
    const revoked = applyAccess(
      extended,
      planAccess(extended, { grants: [], revocations: [of] }, later),
      later,
    );
    const { acts: undone, left } = undoAccess(revoked, acts, {
      ...second,
      now: timeOf(13),
    });
    expect(undone).toEqual([]);
    expect(left.map(({ because }) => because)).toEqual([
      'CHG-3 has revoked it since.',
    ]);
  });
});
