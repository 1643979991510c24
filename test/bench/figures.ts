// What a year's figures cost a large organisation: milliseconds, with so many changes started within the year.
import { changeCategories } from 'backstage-plugin-change-management-common';
import knexFactory, { Knex } from 'knex';
import { resolve } from 'node:path';
import { createFigures } from '../../plugins/change-management-backend/src/figures/createFigures';
import { FigureQuery } from '../../plugins/change-management-backend/src/figures/FigureReader';
import { EntityCatalog } from '../../plugins/change-management-backend/src/impact/EntityCatalog';
import { Visibility } from '../../plugins/change-management-backend/src/permissions/Grants';
import { table } from './table.mjs';

const SERVICES = 200;
const SYSTEMS = 40;
const TEAMS = 30;
const INCIDENTS = 2_000;
const DAY = 24 * 60 * 60 * 1000;

/** One in three changes touches two services. */
const second = `n % 3 = 0 AND n % ${SERVICES} <> (n * 7 + 1) % ${SERVICES}`;
const first = `n % ${SERVICES}`;
const other = `(n * 7 + 1) % ${SERVICES}`;
const service = (n: string) => `'component:default/service-' || (${n})`;
const system = (n: string) => `'system:default/system-' || (${n}) % ${SYSTEMS}`;
const team = (n: string) => `'group:default/team-' || (${n}) % ${TEAMS}`;
const both = (refOf: (n: string) => string) =>
  `CASE WHEN ${second} AND ${refOf(first)} <> ${refOf(other)} THEN
     least(${refOf(first)}, ${refOf(other)}) || ' ' || greatest(${refOf(
    first,
  )}, ${refOf(other)})
   ELSE ${refOf(first)} END`;
const oneOf = (values: readonly string[], by: string) =>
  `(ARRAY[${values.map(value => `'${value}'`)}])[1 + ${by} % ${values.length}]`;

/** The rows that so many lives would have left, as far as figures read them; documents are empty. */
async function fill(knex: Knex, size: number, begin: Date) {
  const at = `to_timestamp(${begin.getTime() / 1000} + n * ${
    (365 * 24 * 60 * 60) / size
  })`;
  const statements = [
    `INSERT INTO changes (number, state, type, category, title, close_code, requested_by, implementer, actual_start, created_at, updated_at, on_hold, revision, content_revision, audit_sequence, audit_hash, parties, search_text, document, lean_document)
     SELECT n, 'closed', CASE WHEN n % 20 = 7 THEN 'emergency' ELSE 'normal' END, ${oneOf(
       changeCategories,
       'n',
     )}, '', 'successful', 'user:default/a', 'user:default/b', ${at}, ${at} - interval '5 days', ${at}, false, 1, 1, 1, '', '[]', '', '{}', '{}'
     FROM generate_series(1, ${size}) n`,
    `INSERT INTO change_entities (change_number, entity_ref, system_ref, created_at)
     SELECT n, ${service(first)}, ${system(
      first,
    )}, ${at} FROM generate_series(1, ${size}) n
     UNION ALL SELECT n, ${service(other)}, ${system(
      other,
    )}, ${at} FROM generate_series(1, ${size}) n WHERE ${second}`,
    `INSERT INTO change_parties (change_number, kind, subject)
     SELECT n, 'owner', ${team(first)} FROM generate_series(1, ${size}) n
     UNION SELECT n, 'owner', ${team(
       other,
     )} FROM generate_series(1, ${size}) n WHERE ${second}`,
    `INSERT INTO change_measures (change_number, started_at, month, type, category, close_code, emergency_reason, incident_ref, unlogged, lead_minutes, downtime_minutes, restore_minutes, documentation_due_at, documented_at, entities, systems, teams)
     SELECT n, ${at}, to_char(${at} at time zone 'UTC', 'YYYY-MM'), CASE WHEN n % 20 = 7 THEN 'emergency' ELSE 'normal' END, ${oneOf(
      changeCategories,
      'n',
    )},
       CASE WHEN n % 11 = 3 THEN 'rolled-back' WHEN n % 13 = 5 THEN 'unsuccessful' ELSE 'successful' END, CASE WHEN n % 20 = 7 THEN 'critical-failure' END, CASE WHEN n % 20 = 7 THEN 'INC-' || n % 3000 END, n % 200 = 7,
       200 + (n::bigint * 7919) % 20000, CASE WHEN n % 17 = 0 THEN n % 60 END, CASE WHEN n % 11 = 3 THEN n % 90 END,
       CASE WHEN n % 20 = 7 THEN ${at} + interval '1 day' END, CASE WHEN n % 20 = 7 THEN ${at} + n % 30 * interval '1 hour' END,
       ${both(service)}, ${both(system)}, ${both(team)}
     FROM generate_series(1, ${size}) n`,
    `INSERT INTO approval_waits (change_number, role, category, risk_level, decided_at, minutes)
     SELECT n, ${oneOf(
       ['changeManager', 'owner', 'securityManager', 'cto'],
       'm * n',
     )}, ${oneOf(changeCategories, 'n')}, ${oneOf(
      ['low', 'medium', 'high', 'critical'],
      'n',
    )}, ${at}, (n * 31 * m) % 6000
     FROM generate_series(1, ${size}) n, generate_series(1, 2) m`,
    `INSERT INTO incidents (source, severity, major, started_at, ended_at, downtime_minutes, cause, caused_by_number, recorded_at, revision, document)
     SELECT 'bench', 'high', n % 10 = 0, ${at}, ${at} + interval '1 hour', n % 60, CASE WHEN n % 2 = 0 THEN 'change' ELSE 'none' END, CASE WHEN n % 2 = 0 THEN n END, ${at}, 1, '{}'
     FROM generate_series(${Math.ceil(size / INCIDENTS)}, ${size}, ${Math.ceil(
      size / INCIDENTS,
    )}) n`,
    `INSERT INTO incident_entities (incident_number, entity_ref, system_ref, started_at)
     SELECT number, 'component:default/service-' || number % ${SERVICES}, 'system:default/system-' || number % ${SYSTEMS}, started_at FROM incidents`,
    `INSERT INTO deployments (source, external_id, entity_ref, system_ref, environment, production, status, started_at, recorded_at, "authorization", document)
     SELECT 'bench', n, ${service(first)}, ${system(
      first,
    )}, 'production', true, CASE WHEN n % 9 = 0 THEN 'failed' ELSE 'succeeded' END, ${at}, ${at}, CASE WHEN n % 50 = 0 THEN 'unauthorized' ELSE 'covered' END, repeat('x', 500)
     FROM generate_series(1, ${size}) n`,
  ];
  for (const statement of statements) {
    await knex.raw(statement);
  }
  await knex.raw('VACUUM ANALYZE');
}

async function main(connection: string, size: number) {
  const knex = knexFactory({ client: 'pg', connection });
  await knex.migrate.latest({
    directory: resolve('plugins/change-management-backend/migrations'),
  });
  const now = new Date();
  const begin = new Date(now.getTime() - 365 * DAY);
  await fill(knex, size, begin);
  const { figures, keepAhead } = createFigures({
    database: knex,
    catalog: {
      getFacts: async (refs: string[]) =>
        Object.fromEntries(
          refs.map(ref => [
            ref,
            {
              owners: [
                `group:default/team-${Number(ref.split('-').pop()) % TEAMS}`,
              ],
            },
          ]),
        ),
      resolveScope: async (ref: string) => [ref],
    } as unknown as EntityCatalog,
    clock: () => now,
  });
  const from = begin.toISOString();
  const read = async (
    query: Omit<FigureQuery, 'from'>,
    visible: Visibility = 'all',
  ) => {
    const started = performance.now();
    const { total } = await figures.read({ from, ...query }, visible);
    return { took: performance.now() - started, total };
  };
  const beforeKeeping = performance.now();
  await keepAhead();
  const rows = [
    ['a year of figures', 'first', 'then'],
    [
      'kept ahead by the scheduler',
      `${Math.round(performance.now() - beforeKeeping)} ms`,
      '',
    ],
  ];
  const measure = async (
    name: string,
    query: Omit<FigureQuery, 'from'>,
    visible?: Visibility,
  ) => {
    const first = await read(query, visible);
    if (!visible && !query.system && first.total.changes !== size) {
      throw new Error(`${first.total.changes} changes of ${size} counted`);
    }
    const later = [];
    for (let n = 0; n < 5; n++) {
      later.push((await read(query, visible)).took);
    }
    later.sort((a, b) => a - b);
    rows.push([
      name,
      ...[first.took, later[2]].map(took => `${Math.round(took)} ms`),
    ]);
  };
  for (const groupBy of [
    'month',
    'team',
    'system',
    'category',
    'service',
  ] as const) {
    await measure(`by ${groupBy}`, { groupBy });
  }
  await measure('of one system, by month', {
    groupBy: 'month',
    system: ['system:default/system-7'],
  });
  await measure(
    'for a reader who may see one team’s, by month',
    { groupBy: 'month' },
    {
      resourceType: 'change-request',
      rule: 'OWNS',
      params: {},
      field: 'owners',
      values: ['group:default/team-7'],
    } as unknown as Visibility,
  );
  const old = new Date(now.getTime() - 100 * DAY).toISOString().slice(0, 7);
  await knex('figure_touches').insert({ month: old });
  await measure('by team, after one old change was touched', {
    groupBy: 'team',
  });
  console.log(table(rows));
  await knex.destroy();
}

main(process.argv[2], Number(process.argv[3])).catch(error => {
  console.error(error);
  process.exit(1);
});
