// What changes cost, beside what any route of a Backstage backend costs: `npm run bench -- --sizes 1000,10000 --seconds 3`;
// and what the blast radius costs in a large catalog, and the schedule of a large organisation: `npm run bench -- --only impact`,
// `--only schedule`, `--only audit` with `--events 1000000`, `--only figures` with `--changes 1000000`, `--only configuration`
// with `--versions 10000`
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { whenToldToEnd } from '../../scripts/callers.mjs';
import { startDatabase } from '../../scripts/database.mjs';
import { root } from '../../scripts/paths.mjs';
import { stopAll } from '../../scripts/processes.mjs';
import { benchImpact } from './impact.mjs';
import { benchAudit } from './audit.mjs';
import { benchConfiguration } from './configuration.mjs';
import { benchFigures } from './figures.mjs';
import { benchSchedule } from './schedule.mjs';
import { CLIENTS } from './load.mjs';
import { measure } from './measure.mjs';
import { ask, cpuMeter, databaseOf } from './postgres.mjs';
import { fill, startBackend } from './programs.mjs';
import { toTable, toVerdicts } from './report.mjs';
import { scenarios } from './scenarios.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    /** For which each route is measured. */
    seconds: { type: 'string', default: '9' },
    /** One of the sections. */
    only: { type: 'string' },
    /** Of the audit trail that is sealed and verified. */
    events: { type: 'string', default: '1000000' },
    /** Of the year that figures are of. */
    changes: { type: 'string', default: '1000000' },
    /** Of the one configuration item. */
    versions: { type: 'string', default: '10000' },
  },
});
const sections = [
  'changes',
  'impact',
  'schedule',
  'audit',
  'figures',
  'configuration',
].filter(section => section === (values.only ?? section));
if (sections.length === 0) {
  throw new Error(`There is nothing to measure of ${values.only}.`);
}
const sizes = values.sizes.split(',').map(Number);
const seconds = Number(values.seconds);

/** Numbers of changes of the busy service, which everybody who asks may read, and of rows of the bare table. */
async function sampleNumbers(databases, busyService) {
  const [{ product }, { bare }] = await Promise.all([
    ask(
      databases.product,
      `SELECT array_agg(change_number) AS product FROM (
         SELECT change_number FROM change_entities WHERE entity_ref = '${busyService}' ORDER BY random() LIMIT 500
       ) AS sample`,
    ),
    ask(
      databases.bare,
      `SELECT array_agg(number) AS bare FROM (
         SELECT number FROM bare ORDER BY random() LIMIT 500
       ) AS sample`,
    ),
  ]);
  return product.map((number, i) => ({
    product: number,
    bare: bare[i % bare.length],
  }));
}

const runs = [];

async function measureAt(size, permissions, surroundings, databases, warmUp) {
  const { toSend } = surroundings.backend;
  const numbers = await sampleNumbers(databases, toSend.busyService);
  const { reads, turns, writes } = scenarios(toSend, numbers);
  const results = {
    ...(await measure(surroundings, reads, { seconds, warmUp })),
    ...(await measure(surroundings, turns, { seconds, warmUp })),
    ...(await measure(surroundings, writes, { seconds, warmUp })),
  };
  runs.push({ size, permissions, results });
  console.log(`\n### ${size} changes, permissions ${permissions}\n`);
  console.log(toTable(results));
}

async function benchChanges(connectionString) {
  console.log(
    `${CLIENTS} clients at a time, ${seconds} s for each route, in turns; NODE_ENV=production, PostgreSQL without fsync.
In memory: the catalog, the keys of the auth backend, the receiver of notices. Per request; "afterwards" are the
statements that deliver notices, after the answer. A bare route asks for one permission where permissions are on.`,
  );
  const databases = {
    product: databaseOf(connectionString, 'backstage_plugin_change-management'),
    bare: databaseOf(connectionString, 'backstage_plugin_bare'),
  };
  const databaseCpu = await cpuMeter(connectionString);
  let backend = await startBackend(connectionString, 'off');
  for (const size of sizes) {
    await fill(databases, size);
    const warmUp = size === sizes[0] ? 6 : 3;
    const surroundings = { backend, databaseCpu };
    await measureAt(size, 'off', surroundings, databases, warmUp);
  }
  await backend.stop();
  backend = await startBackend(connectionString, 'on');
  const largest = sizes[sizes.length - 1];
  await fill(databases, largest);
  await measureAt(largest, 'on', { backend, databaseCpu }, databases, 2);
  await backend.stop();
  console.log(`\n${toVerdicts(runs)}`);
}

/** What the blast radius costs, where it was measured. */
let impact;

async function bench() {
  const server = await startDatabase();
  const { connectionString } = server;
  try {
    if (sections.includes('changes')) {
      await benchChanges(connectionString);
    }
    if (sections.includes('audit')) {
      await benchAudit(connectionString, Number(values.events));
    }
    if (sections.includes('figures')) {
      await benchFigures(connectionString, Number(values.changes));
    }
    if (sections.includes('configuration')) {
      await benchConfiguration(connectionString, Number(values.versions));
    }
    if (sections.includes('schedule')) {
      await benchSchedule(connectionString);
    }
    if (sections.includes('impact')) {
      impact = await benchImpact(connectionString);
    }
  } finally {
    await stopAll();
    await server.stop();
  }
}

function keep() {
  const folder = resolve(root, 'test/bench/results');
  mkdirSync(folder, { recursive: true });
  const measuredAt = new Date().toISOString();
  const file = resolve(folder, `${measuredAt.replace(/[:.]/g, '-')}.json`);
  const [{ model }] = cpus();
  const machine = {
    node: process.version,
    cpu: model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
  };
  writeFileSync(
    file,
    JSON.stringify(
      { measuredAt, machine, seconds, runs, impact },
      undefined,
      2,
    ),
  );
  return file;
}

whenToldToEnd(async signal => {
  await stopAll(signal);
  process.exit(1);
});
const begun = Date.now();
await bench();
console.log(
  `\n${Math.round((Date.now() - begun) / 1000)} s; all figures in ${keep()}`,
);
