import { findAllConflicts, findConflicts } from './conflicts';
import {
  entity,
  hour,
  reached,
  ref,
  slot,
  window,
} from './__testUtils__/slots';

const now = hour(0);
const db = slot('CHG-1', [2, 4], ['orders-db'], {
  reach: [
    reached('orders-db', 'orders'),
    reached('orders-db', 'orders', 'shop'),
  ],
});
const shop = slot('CHG-2', [3, 5], ['shop']);

describe('two changes at the same time', () => {
  it('collide on the same entity', () => {
    const other = slot('CHG-2', [3, 5], ['mail', 'orders-db']);
    expect(findConflicts(db, [other], [], now)).toEqual([
      {
        kind: 'overlap',
        text: 'Overlaps CHG-2 on orders-db.',
        changeId: 'CHG-2',
        via: [ref('orders-db')],
        start: hour(3),
        end: hour(4),
      },
    ]);
  });

  it('collide through two hops, with the way, seen from either', () => {
    const via = ['orders-db', 'orders', 'shop'].map(ref);
    expect(findConflicts(db, [shop], [], now)).toMatchObject([
      { text: 'Overlaps CHG-2 through orders-db → orders → shop.', via },
    ]);
    expect(findConflicts(shop, [db], [], now)).toMatchObject([
      { text: 'Overlaps CHG-1 through orders-db → orders → shop.', via },
    ]);
  });

  it('do not collide where nothing leads from one to the other', () => {
    const mail = slot('CHG-2', [3, 5], ['mail']);
    expect(findConflicts(db, [mail], [], now)).toEqual([]);
  });

  it('do not collide when one only follows on the other', () => {
    const after = slot('CHG-2', [4, 6], ['orders-db']);
    const before = slot('CHG-3', [0, 2], ['orders-db']);
    expect(findConflicts(db, [after, before], [], now)).toEqual([]);
  });

  it('collide where one person implements both; a group can share the work', () => {
    const by = (implementer: string) =>
      findConflicts(
        { ...db, implementer },
        [slot('CHG-2', [3, 5], ['mail'], { implementer })],
        [],
        now,
      ).map(({ kind }) => kind);
    expect(by('user:default/amina')).toEqual(['same-implementer']);
    expect(by('group:default/devops')).toEqual([]);
  });

  it('collide as long as the one that runs late has not ended', () => {
    const late = slot('CHG-2', [0, 1], ['orders-db'], { running: true });
    const at = (hours: number) =>
      findConflicts(db, [late], [], hour(hours)).length;
    expect(at(2)).toBe(0);
    expect(at(2.5)).toBe(1);
    // What is told does not change while it goes on.
    expect(findConflicts(db, [late], [], hour(2.5))).toEqual(
      findConflicts(db, [late], [], hour(3)),
    );
  });
});

describe('windows and freezes', () => {
  const kinds = (...windows: ReturnType<typeof window>[]) =>
    findConflicts(db, [], windows, now).map(({ kind }) => kind);

  it('bind nobody where there are none', () => {
    expect(kinds()).toEqual([]);
  });

  it('are kept, missed or exceeded', () => {
    expect(kinds(window('W', 'maintenance', [1, 5]))).toEqual([]);
    expect(kinds(window('W', 'maintenance', [2, 4]))).toEqual([]);
    expect(kinds(window('W', 'maintenance', [3, 5]))).toEqual([
      'exceeds-window',
    ]);
    expect(kinds(window('W', 'maintenance', [4, 6]))).toEqual([
      'misses-window',
    ]);
  });

  it('that follow on each other are one', () => {
    expect(
      kinds(
        window('V', 'maintenance', [1, 3]),
        window('W', 'maintenance', [3, 5]),
      ),
    ).toEqual([]);
  });

  it('freeze what they are about, whatever window is open', () => {
    expect(
      findConflicts(
        db,
        [],
        [
          window('W', 'maintenance', [1, 5]),
          window('F', 'freeze', [3, 9], { title: 'Year end' }),
        ],
        now,
      ),
    ).toEqual([
      {
        kind: 'in-freeze',
        text: 'Falls into the freeze “Year end” of orders-db.',
        windowId: 'F',
        entityRef: ref('orders-db'),
        start: hour(3),
        end: hour(4),
      },
    ]);
    expect(kinds(window('F', 'freeze', [4, 9]))).toEqual([]);
  });

  it('are about the entities that their scope names: members of a system, owners, tags', () => {
    const paid = slot('CHG-1', [2, 4], [], {
      entities: [
        entity('ledger', {
          tags: ['pci'],
          memberOf: ['domain:default/money', 'system:default/payments'],
        }),
      ],
    });
    const frozenBy = (scope: unknown) =>
      findConflicts(paid, [], [window('F', 'freeze', [0, 9], { scope })], now)
        .length;
    expect(frozenBy({ memberOf: { $contains: 'domain:default/money' } })).toBe(
      1,
    );
    expect(frozenBy({ memberOf: { $contains: 'system:default/shop' } })).toBe(
      0,
    );
    expect(frozenBy({ tags: { $contains: 'pci' } })).toBe(1);
    expect(
      frozenBy({ owners: { $contains: 'group:default/ledger-team' } }),
    ).toBe(1);
    expect(frozenBy({ kind: 'Resource' })).toBe(0);
  });

  it('bind no emergency', () => {
    const emergency = { ...db, type: 'emergency' as const };
    const freeze = window('F', 'freeze', [0, 9]);
    expect(findConflicts(emergency, [], [freeze], now)).toEqual([]);
  });

  it('that recur are open every time', () => {
    const weekly = window('W', 'maintenance', [2 - 7 * 24, 5 - 7 * 24], {
      rrule: 'FREQ=WEEKLY;BYDAY=SA',
    });
    expect(kinds(weekly)).toEqual([]);
    expect(kinds({ ...weekly, rrule: 'FREQ=WEEKLY;BYDAY=SU' })).toEqual([
      'misses-window',
    ]);
  });
});

describe('the whole schedule', () => {
  it('tells each change what it collides with, as it would be told alone', () => {
    const all = [db, shop, slot('CHG-3', [20, 21], ['mail'])];
    const windows = [window('F', 'freeze', [20, 22])];
    const found = findAllConflicts(all, windows, now);
    for (const one of all) {
      expect(found.get(one.changeId)).toEqual(
        findConflicts(one, all, windows, now),
      );
    }
    expect(found.get('CHG-3')).toHaveLength(1);
  });
});
