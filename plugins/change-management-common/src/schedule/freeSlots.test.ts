import fc from 'fast-check';
import { findConflicts } from './conflicts';
import { findFreeSlots, SlotWish } from './freeSlots';
import { entity, hour, reached, slot, window } from './__testUtils__/slots';

const { start, end, ...wished } = slot('CHG-1', [0, 1], ['orders-db'], {
  reach: [reached('orders-db', 'orders')],
});

function wish(more: Partial<SlotWish> = {}): SlotWish {
  return {
    slot: wished,
    durationMinutes: 60,
    reached: [entity('orders')],
    span: { start: Date.parse(hour(0)), end: Date.parse(hour(48)) },
    limit: 3,
    ...more,
  };
}

describe('the next free times', () => {
  it('begin at once where nothing stands in the way', () => {
    const { items } = findFreeSlots(wish(), [], [], hour(0));
    expect(items.map(item => item.start)).toEqual([hour(0), hour(1), hour(2)]);
  });

  it('keep clear of changes on what it touches and reaches, of freezes, and inside the windows of all of these', () => {
    const others = [
      slot('CHG-2', [2, 4], ['orders']),
      slot('CHG-3', [5, 6], ['elsewhere']),
    ];
    const windows = [
      window('W', 'maintenance', [1, 9], {
        scope: { entityRef: 'component:default/orders' },
      }),
      window('F', 'freeze', [6, 8], {
        scope: { entityRef: 'component:default/orders-db' },
      }),
    ];
    const { items, blocking } = findFreeSlots(
      wish({ limit: 20 }),
      others,
      windows,
      hour(0),
    );
    expect(items.map(item => item.start)).toEqual([1, 4, 5, 8].map(hour));
    expect(blocking.map(({ changeId }) => changeId)).toEqual(['CHG-2']);
  });

  it('are none where there is no room', () => {
    const busy = slot('CHG-2', [0, 48], ['orders-db']);
    expect(findFreeSlots(wish(), [busy], [], hour(0)).items).toEqual([]);
  });

  it('are free of conflicts, whatever is planned', () => {
    const plans = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom('orders-db', 'orders', 'mail'),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(
        plans,
        fc.integer({ min: 15, max: 300 }),
        (planned, length) => {
          const others = planned.map(([from, hours, name], n) =>
            slot(`CHG-${n + 2}`, [from, from + hours], [name]),
          );
          const windows = [
            window('F', 'freeze', [3, 5], { rrule: 'FREQ=DAILY' }),
          ];
          const { items } = findFreeSlots(
            wish({ durationMinutes: length }),
            others,
            windows,
            hour(0),
          );
          for (const time of items) {
            expect(
              findConflicts({ ...wished, ...time }, others, windows, hour(0)),
            ).toEqual([]);
            expect(Date.parse(time.end) - Date.parse(time.start)).toBe(
              length * 60_000,
            );
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
