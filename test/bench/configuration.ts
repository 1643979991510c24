// What a configuration item costs that has many versions: milliseconds to make them, page, compare, blame and restore.
import { ConfigurationVersion } from 'backstage-plugin-change-management-common';
import knexFactory, { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { RecordTrail } from '../../plugins/change-management-backend/src/audit/RecordTrail';
import { ChangeReader } from '../../plugins/change-management-backend/src/changes/ChangeReader';
import { Caller } from '../../plugins/change-management-backend/src/changes/ChangeService';
import { DatabaseChangeFinder } from '../../plugins/change-management-backend/src/changes/DatabaseChangeFinder';
import { ConfigurationReader } from '../../plugins/change-management-backend/src/configuration/ConfigurationReader';
import { createConfigurationLedger } from '../../plugins/change-management-backend/src/configuration/createConfiguration';
import { EntityCatalog } from '../../plugins/change-management-backend/src/impact/EntityCatalog';
import {
  allGranted,
  Grants,
} from '../../plugins/change-management-backend/src/permissions/Grants';
import { table } from './table.mjs';

/** Lines of the content, about 35 characters each; each version alters one, in turns of no pattern. */
const LINES = 1_000;
const times = 9;

const actor = { userRef: 'user:default/salma', ownership: [], roles: [] };
const team = 'group:default/team-7';
const narrowed: Grants = {
  ...allGranted,
  visible: { field: 'owners', values: [team] } as any,
  configuration: {
    allows: ({ owners }) => owners.includes(team),
    visible: { field: 'owners', values: [team] } as any,
  },
};

const digestOf = (text: string) =>
  createHash('sha256').update(text).digest('hex');

/** A change behind each version, of which the team may see every second; documents are empty. */
async function fillChanges(knex: Knex, size: number): Promise<void> {
  await knex.raw(
    `INSERT INTO changes (number, state, type, category, title, requested_by, implementer, created_at, updated_at, on_hold, revision, content_revision, audit_sequence, audit_hash, parties, search_text, document, lean_document)
     SELECT n, 'closed', 'normal', 'configuration', '', 'user:default/a', 'user:default/b', now(), now(), false, 1, 1, 1, '', '[]', '', '{}', '{}'
     FROM generate_series(1, ${size}) n`,
  );
  await knex.raw(
    `INSERT INTO change_parties (change_number, kind, subject)
     SELECT n, 'owner', 'group:default/team-' || CASE WHEN n % 2 = 0 THEN 7 ELSE 8 END FROM generate_series(1, ${size}) n`,
  );
}

async function main(connection: string, size: number) {
  const knex = knexFactory({ client: 'pg', connection });
  await knex.migrate.latest({
    directory: resolve('plugins/change-management-backend/migrations'),
  });
  await fillChanges(knex, size);
  const rooms = createConfigurationLedger({
    database: knex,
    trail: new RecordTrail(knex),
  });
  const { items, entities, versions, ledger } = rooms;
  const at = '2026-01-01T00:00:00.000Z';
  const entityRef = 'component:default/orders';
  const itemId = await knex.transaction(async tx => {
    const form = { entityRef, name: 'orders.yaml', format: 'yaml' as const };
    const item = await items.insert(tx, form, id => ({
      ...{ id, ...form, masksSecrets: false, createdBy: actor.userRef },
      ...{ createdAt: at, updatedAt: at, revision: 1 },
    }));
    await entities.set(tx, 1, { owners: [team], tags: [] });
    return item!.id;
  });

  const make = (number: number, text: string, origin: 'change' | 'restore') =>
    knex.transaction(async tx => {
      const { latest } = (await items.lock(tx, itemId))!;
      const digest = digestOf(text);
      await versions.keep(tx, digest, text);
      return ledger.append(
        tx,
        {
          ...{ itemId, number, digest, origin, author: actor.userRef },
          ...{ createdAt: at, changeId: `CHG-${((number - 1) % size) + 1}` },
        },
        latest,
      );
    });
  const lines = Array.from(
    { length: LINES },
    (_, i) => `setting-${i}: what it is set to, ${i}`,
  );
  const begun = performance.now();
  for (let number = 1; number <= size; number++) {
    lines[(number * 7919) % LINES] = `setting-${number}: version ${number}`;
    await make(number, lines.join('\n'), 'change');
  }
  const each = (performance.now() - begun) / size;
  await knex.raw('VACUUM ANALYZE');

  const reader = new ConfigurationReader({
    ...rooms,
    catalog: {
      getFacts: async () => ({}),
      getMemberships: async () => ({}),
    } as unknown as EntityCatalog,
    changes: new ChangeReader({
      finder: new DatabaseChangeFinder(knex),
    } as any),
  });
  const rows = [['', 'all granted', 'narrowed']];
  const measure = async (name: string, act: (caller: Caller) => unknown) => {
    const medians: string[] = [];
    for (const grants of [allGranted, narrowed]) {
      const took: number[] = [];
      for (let n = 0; n < times; n++) {
        const from = performance.now();
        await act({ actor, grants });
        took.push(performance.now() - from);
      }
      took.sort((a, b) => a - b);
      medians.push(`${took[(times - 1) / 2].toFixed(1)} ms`);
    }
    rows.push([name, ...medians]);
  };
  const page = (caller: Caller, cursor?: string, limit = 50) =>
    reader.listVersions(caller, itemId, { limit, cursor });
  const cursors: string[] = [];
  let { pageInfo } = await page({ actor, grants: allGranted }, undefined, 200);
  while (pageInfo.nextCursor) {
    cursors.push(pageInfo.nextCursor);
    ({ pageInfo } = await page(
      { actor, grants: allGranted },
      pageInfo.nextCursor,
      200,
    ));
  }
  await measure('the item', caller => reader.get(caller, itemId));
  await measure('the first page of 50 versions', caller => page(caller));
  await measure('the last page', caller =>
    page(caller, cursors[cursors.length - 1]),
  );
  await measure(`all versions, in pages of 200`, async caller => {
    let read: ConfigurationVersion[] = [];
    for (const cursor of [undefined, ...cursors]) {
      read = read.concat((await page(caller, cursor, 200)).items);
    }
    if (read.length !== size) {
      throw new Error(`${read.length} versions of ${size} read`);
    }
  });
  await measure('the content of the latest', caller =>
    reader.getVersion(caller, itemId, size),
  );
  await measure('the latest, compared with the one before', caller =>
    reader.diff(caller, itemId, size, { context: 3 }),
  );
  await measure('the latest, compared with the first', caller =>
    reader.diff(caller, itemId, size, { against: 1, context: 3 }),
  );
  await measure('who brought each line of the latest', async caller => {
    const blame = await reader.blame(caller, itemId, size);
    if (blame.versions.length < Math.min(size, LINES) / 2) {
      throw new Error('Too few versions are named');
    }
  });
  let next = size;
  const first = await versions.content((await versions.get(itemId, 1))!.digest);
  await measure('the first, restored and altered again', async () => {
    next += 1;
    await make(next, `${first}\n# ${next}`, 'restore');
  });
  console.log(table(rows));
  const { bytes } = await knex('pg_class')
    .whereIn('relname', ['configuration_versions', 'configuration_contents'])
    .first(knex.raw('sum(pg_total_relation_size(oid))::bigint as bytes'));
  console.log(
    `\nmade in ${each.toFixed(1)} ms each; ${Math.round(
      bytes / 2 ** 20,
    )} MiB for versions and contents of ${Math.round(first.length / 1024)} KiB`,
  );
  await knex.destroy();
}

main(process.argv[2], Number(process.argv[3])).catch(error => {
  console.error(error);
  process.exit(1);
});
