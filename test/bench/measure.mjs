import { setTimeout as pause } from 'node:timers/promises';
import { load } from './load.mjs';

const ROUNDS = 9;
/** Milliseconds in which a backend that owes something begins with it. */
const QUIET = 150;

function quantile(sorted, q) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}

/** Waits until the backend has done what it owes after its last answer: the delivery of notices. */
async function settled(backend) {
  const total = ({ statements }) =>
    statements.answering + statements.delivering;
  let before = await backend.used();
  for (;;) {
    await pause(QUIET);
    const now = await backend.used();
    if (total(now) - total(before) < 2) {
      return now;
    }
    before = now;
  }
}

/** One slice of load on one route, with what it cost until everything was settled. */
async function slice({ backend, databaseCpu }, scenario, seconds) {
  const before = await backend.used();
  const databaseBefore = databaseCpu();
  const loaded = await load(backend.url, scenario, seconds);
  const after = await settled(backend);
  const difference = read => read(after) - read(before);
  return {
    ...loaded,
    // Milliseconds
    cpu: difference(({ cpu }) => cpu.user + cpu.system) / 1000,
    databaseCpu: databaseCpu() - databaseBefore,
    answering: difference(({ statements }) => statements.answering),
    delivering: difference(({ statements }) => statements.delivering),
  };
}

function summarise(slices, floor) {
  const sum = key => slices.reduce((total, each) => total + each[key], 0);
  const times = slices.flatMap(each => each.times).sort((a, b) => a - b);
  const sent = sum('sent');
  return {
    floor,
    requests: times.length,
    perSecond: times.length / sum('seconds'),
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    cpu: sum('cpu') / sent,
    databaseCpu: sum('databaseCpu') / sent,
    statements: sum('answering') / sent,
    statementsAfter: sum('delivering') / sent,
    bytes: sum('bytes') / times.length,
  };
}

/**
 * Measures routes in turn, in several rounds, so that whatever else the machine does meanwhile hits all of them alike.
 *
 * @returns by name: requests per second, ms (p50, p99; CPU per request), SQL statements per request, bytes per answer
 */
export async function measure(surroundings, scenarios, { seconds, warmUp }) {
  const slices = Object.fromEntries(
    Object.keys(scenarios).map(name => [name, []]),
  );
  for (const scenario of Object.values(scenarios)) {
    await slice(surroundings, scenario, warmUp);
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, scenario] of Object.entries(scenarios)) {
      slices[name].push(await slice(surroundings, scenario, seconds / ROUNDS));
    }
  }
  return Object.fromEntries(
    Object.entries(scenarios).map(([name, { floor }]) => [
      name,
      summarise(slices[name], floor),
    ]),
  );
}
