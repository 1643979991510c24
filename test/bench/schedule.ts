// What a look at the whole schedule costs, and one at a single change: 2,000 open changes on a catalog of 5,000 entities.
import {
  findAllConflicts,
  findConflicts,
  ScopedEntity,
  Slot,
} from 'backstage-plugin-change-management-common';
import knexFactory from 'knex';
import { resolve } from 'node:path';
import { Schedule } from '../../plugins/change-management-backend/src/schedule/Schedule';
import { SlotStore } from '../../plugins/change-management-backend/src/schedule/SlotStore';
import { WindowStore } from '../../plugins/change-management-backend/src/schedule/WindowStore';

const ENTITIES = 5_000;
const CHANGES = 2_000;
const WINDOWS = 60;
/** Entities that depend on each, on average, and as far as they are followed. */
const DEPENDENTS = 3;
const REACHED = 60;
const DAYS = 60;
const hour = 3_600_000;
const now = new Date();

let seed = 7;
/** The same numbers in every run, from 0 until just below `below`. */
function pick(below: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
}

const ref = (n: number) => `component:default/service-${n}`;
const dependents = Array.from({ length: ENTITIES }, () =>
  Array.from({ length: pick(2 * DEPENDENTS) }, () => pick(ENTITIES)),
);

function reachOf(start: number): Slot['reach'] {
  const found = new Map<number, string[]>([[start, [ref(start)]]]);
  for (const [at, via] of found) {
    for (const next of dependents[at]) {
      if (!found.has(next) && found.size <= REACHED) {
        found.set(next, [...via, ref(next)]);
      }
    }
  }
  found.delete(start);
  return [...found].map(([n, via]) => ({ entityRef: ref(n), via }));
}

function entity(n: number): ScopedEntity {
  return {
    entityRef: ref(n),
    kind: 'Component',
    type: n % 5 ? 'service' : 'database',
    tags: [],
    owners: [`group:default/team-${n % 100}`],
    memberOf: [`system:default/system-${n % 200}`],
  };
}

function slot(number: number): Slot {
  const n = pick(ENTITIES);
  const start = now.getTime() + pick(DAYS * 24 * 4) * (hour / 4);
  return {
    changeId: `CHG-${number}`,
    type: 'normal',
    start: new Date(start).toISOString(),
    end: new Date(start + (1 + pick(4)) * hour).toISOString(),
    running: false,
    implementer: `user:default/person-${pick(300)}`,
    entities: [entity(n)],
    reach: reachOf(n),
  };
}

async function timed(label: string, aim: number, work: () => Promise<number>) {
  const taken: number[] = [];
  let found = 0;
  for (let i = 0; i < 7; i++) {
    const began = performance.now();
    found = await work();
    taken.push(performance.now() - began);
  }
  taken.sort((a, b) => a - b);
  const [median, longest] = [taken[3], taken[6]].map(ms => ms.toFixed(1));
  const verdict = taken[3] < aim ? 'reached' : 'MISSED';
  console.log(
    `${label}: median ${median} ms, longest ${longest} ms, ${found} collisions; under ${aim} ms ${verdict}`,
  );
}

async function main(connection: string) {
  const knex = knexFactory({ client: 'pg', connection });
  await knex.migrate.latest({
    directory: resolve(
      __dirname,
      '../../plugins/change-management-backend/migrations',
    ),
  });
  const slots = new SlotStore(knex);
  const windows = new WindowStore(knex);
  const schedule = new Schedule({ slots, windows, clock: () => now });
  await knex.transaction(async tx => {
    for (let n = 0; n < CHANGES; n++) {
      await slots.put(tx, slot(1000 + n), []);
    }
    for (let n = 0; n < WINDOWS; n++) {
      await windows.insert(tx, id => ({
        id,
        kind: n % 4 ? 'maintenance' : 'freeze',
        status: 'approved',
        title: `Window ${n}`,
        reason: 'Bench',
        start: new Date(now.getTime() - 300 * 24 * hour).toISOString(),
        durationMinutes: 6 * 60,
        rrule: n % 2 ? 'FREQ=WEEKLY;BYDAY=SA' : 'FREQ=DAILY',
        timeZone: 'Africa/Casablanca',
        scope: { memberOf: { $contains: `system:default/system-${n}` } },
        createdBy: 'user:default/salma',
        createdAt: now.toISOString(),
        updatedAt: now.toISOString(),
        revision: 1,
      }));
    }
  });
  await timed('the whole schedule', 2_000, async () => {
    const held = await slots.all();
    const found = findAllConflicts(
      held.map(one => one.slot),
      await windows.inForce(),
      now.toISOString(),
    );
    return [...found.values()].flat().length;
  });
  const all = (await slots.all()).map(one => one.slot);
  let next = 0;
  await timed('one change', 100, async () => {
    const one = all[(next += 97) % all.length];
    const around = await schedule.around(one, { memberOf: {} });
    return findConflicts(one, around.others, around.windows, now.toISOString())
      .length;
  });
  await knex.destroy();
}

main(process.argv[2]).catch(error => {
  console.error(error);
  process.exit(1);
});
