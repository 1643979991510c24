import Knex from 'knex';
import { sentence } from './forms';

/** Fills the table of the bare route with as many rows, as many of them on the busy service. */
export async function fillBare(connectionString: string, size: number) {
  const database = Knex({ client: 'pg', connection: connectionString });
  await database('bare')
    .where('created_at', '>', database.raw("now() - interval '2 days'"))
    .delete();
  const [{ stored }] = await database('bare').count({ stored: '*' });
  await database.raw(
    `INSERT INTO bare (state, type, title, entity_ref, requested_by, implementer, description, justification,
       implementation_plan, test_plan, rollback_plan, planned_start, planned_end, created_at, updated_at)
     SELECT 'closed', 'normal', 'Upgrade number ' || n || ' of the service and of what it is built on',
       'component:default/service-' || CASE WHEN n % 10 = 0 THEN 0 ELSE 1 + n % 199 END,
       'user:default/requester', 'group:default/developers',
       repeat(:sentence, 5), repeat(:sentence, 3), repeat(:sentence, 6), repeat(:sentence, 4),
       'Stop the roll-out; roll out the version before; watch it',
       at, at + interval '1 hour', at, at
     FROM generate_series(1, :wanted::int) AS n,
       LATERAL (SELECT now() - interval '3 days' - (:wanted - n) * interval '2 years' / :wanted AS at) AS times`,
    { sentence, wanted: size - Number(stored) },
  );
  await database.raw('VACUUM ANALYZE');
  await database.destroy();
}
