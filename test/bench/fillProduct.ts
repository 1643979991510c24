import { ChangeService } from 'backstage-plugin-change-management-backend/src/changes/ChangeService';
import { CatalogReader } from 'backstage-plugin-change-management-backend/src/catalog/CatalogReader';
import { FactGatherer } from 'backstage-plugin-change-management-backend/src/changes/FactGatherer';
import { CachedEntityCatalog } from 'backstage-plugin-change-management-backend/src/impact/CachedEntityCatalog';
import { noticesFor } from 'backstage-plugin-change-management-backend/src/notices/noticesFor';
import { Idempotency } from 'backstage-plugin-change-management-backend/src/platform/Idempotency';
import { PeopleDirectory } from 'backstage-plugin-change-management-backend/src/people/PeopleDirectory';
import { RoleRegister } from 'backstage-plugin-change-management-backend/src/people/RoleRegister';
import { shippedPolicies } from 'backstage-plugin-change-management-backend/src/policy/__testUtils__/shippedPolicies';
import { AuthService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import Knex from 'knex';
import { BulkStores } from './BulkStores';
import { live } from './lives';
import { roles } from './organisation';
import { catalog } from './surroundings';

const BATCH = 500;
const DAY = 24 * 60 * 60 * 1000;

/** One process, one change at a time: there is nothing to keep apart, and no request to repeat. */
class WithoutTransactions extends Idempotency {
  async run<T>(_request: unknown, work: (tx: any) => Promise<T>): Promise<T> {
    return work(undefined);
  }
}

/** Takes away what was requested while it was measured, so that the newest changes are alike at every size. */
async function forget(database: Knex.Knex, since: Date) {
  const young = () =>
    database('changes').where('created_at', '>', since).select('number');
  await database('notices').where('created_at', '>', since).delete();
  // What the trail records cannot be deleted while its guard stands.
  await database.transaction(async tx => {
    await tx.raw('ALTER TABLE audit_events DISABLE TRIGGER USER');
    await tx('audit_events').whereIn('change_number', young()).delete();
    await tx.raw('ALTER TABLE audit_events ENABLE TRIGGER USER');
  });
  for (const table of [
    'change_parties',
    'change_entities',
    'change_measures',
    'approval_waits',
  ]) {
    await database(table).whereIn('change_number', young()).delete();
  }
  await database('changes').where('created_at', '>', since).delete();
}

/**
 * Fills the product's tables up to a number of changes. Each change lives its life through the product's own service; only
 * what its stores would write row by row is written in bulk.
 */
export async function fillProduct(connectionString: string, size: number) {
  const database = Knex({ client: 'pg', connection: connectionString });
  // Requested one after the other in two years, the last one long enough ago to have come to its end.
  const begin = Date.now() - 2 * 365 * DAY;
  const end = Date.now() - 3 * DAY;
  await forget(database, new Date(end + DAY));
  const [{ stored, last }] = await database('changes')
    .count({ stored: '*' })
    .max({ last: 'number' });
  const wanted = size - Number(stored);
  let now = new Date(begin);
  const clock = () => now;
  const stores = new BulkStores({ lastNumber: last ?? 1000, now: clock });
  const register = RoleRegister.fromConfig(
    new ConfigReader({ changeManagement: { roles } }),
  );
  const { holders } = register;
  const reader = new CatalogReader({
    catalog: catalog as CatalogService,
    auth: { getOwnServiceCredentials: async () => ({}) } as AuthService,
  });
  const models = { factsOf: async () => [], refresh: async () => {} };
  const changes = new ChangeService({
    store: stores,
    trail: stores,
    notices: stores,
    idempotency: new WithoutTransactions(database, clock),
    gatherer: new FactGatherer({
      catalog: new CachedEntityCatalog({ reader }),
      policies: shippedPolicies,
      record: {
        measuresFor: async () => ({
          failures: [],
          overlaps: [],
          incidents: [],
        }),
      },
      models,
      people: new PeopleDirectory({
        reader,
        register,
        standIns: { now: async () => [] },
      }),
    }),
    noticesFor: input => noticesFor({ ...input, holders }),
    measure: () => [],
    models,
    configuration: {
      prepare: async () => undefined,
      standing: async () => undefined,
    },
    access: { prepare: async () => undefined, of: async () => [] },
    // What has ended holds no slot, and what is open is written into the schedule by its watch.
    schedule: {
      factsFor: async () => ({ others: [], windows: [], memberOf: {} }),
    },
    listeners: [stores.noteWait],
    followers: [],
    clock,
  });
  let writing = Promise.resolve();
  for (let n = 0; n < wanted; n++) {
    const requestedAt = begin + ((end - begin) * n) / wanted;
    await live(changes, n, wanted, hours => {
      now = new Date(requestedAt + hours * 60 * 60 * 1000);
      return now;
    });
    if ((n + 1) % BATCH === 0 || n + 1 === wanted) {
      // While one batch is written the next is made.
      await writing;
      writing = stores.write(database);
    }
  }
  await writing;
  await database.raw('VACUUM ANALYZE');
  await database.destroy();
}
