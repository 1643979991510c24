// Fills the tables of a catalog that nothing processes, with what it would have made of 20,000 entities by itself.
import { Entity } from '@backstage/catalog-model';
import Knex from 'knex';
import { createHash, randomUUID } from 'node:crypto';
import { byRef, landscape } from './landscape';
import { entities as people } from './organisation';

const BATCH = 2_000;

function toRow(entityRef: string, entity: Entity) {
  const id = randomUUID();
  const content = JSON.stringify(entity);
  const etag = createHash('sha1').update(content).digest('hex');
  const metadata = { ...entity.metadata, uid: id, etag };
  return { id, entityRef, etag, entity: { ...entity, metadata } };
}

type Row = ReturnType<typeof toRow>;

async function write(database: Knex.Knex, rows: Row[]) {
  const ids = rows.map(row => row.id);
  const refs = rows.map(row => row.entityRef);
  const contents = rows.map(row => JSON.stringify(row.entity));
  await database.raw(
    `INSERT INTO refresh_state
       (entity_id, entity_ref, unprocessed_entity, processed_entity, errors, next_update_at, last_discovery_at)
     SELECT id, ref, '{}', '{}', '[]', now() + interval '1 day', now() FROM unnest(?::text[], ?::text[]) AS row (id, ref)`,
    [ids, refs],
  );
  await database.raw(
    `INSERT INTO final_entities (entity_id, entity_ref, hash, final_entity, last_updated_at)
     SELECT *, now() FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])`,
    [ids, refs, rows.map(row => row.etag), contents],
  );
  const relations = rows.flatMap(({ id, entityRef, entity }) =>
    (entity.relations ?? []).map(relation => ({ id, entityRef, ...relation })),
  );
  await database.raw(
    `INSERT INTO relations (originating_entity_id, source_entity_ref, type, target_entity_ref)
     SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])`,
    [
      relations.map(relation => relation.id),
      relations.map(relation => relation.entityRef),
      relations.map(relation => relation.type),
      relations.map(relation => relation.targetRef),
    ],
  );
}

async function fill([connectionString]: string[]) {
  const rows = [...landscape(), ...byRef(people)].map(entry => toRow(...entry));
  const database = Knex({ client: 'pg', connection: connectionString });
  for (let begin = 0; begin < rows.length; begin += BATCH) {
    await write(database, rows.slice(begin, begin + BATCH));
  }
  await database.raw('VACUUM ANALYZE');
  await database.destroy();
}

fill(process.argv.slice(2));
