// @ts-check

const batch = 500;

/**
 * Incidents of an entity: those that emergencies on it answer. They count in the risk of every later change of
 * the entity, so they are looked for at every step, and have to be found without looking at its other changes.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('change_entities', table => {
    table
      .text('incident_ref')
      .nullable()
      .comment('The incident that an emergency answers');
  });
  for (let after = 0; ; ) {
    const rows = await knex('changes')
      .where({ type: 'emergency' })
      .where('number', '>', after)
      .orderBy('number')
      .limit(batch)
      .select('number', 'document');
    for (const { number, document } of rows) {
      const incident_ref = JSON.parse(document).emergency?.incidentRef;
      if (incident_ref) {
        await knex('change_entities')
          .where({ change_number: number })
          .update({ incident_ref });
      }
    }
    if (rows.length < batch) {
      break;
    }
    after = rows[rows.length - 1].number;
  }
  await knex.raw(
    'CREATE INDEX change_entities_incident_idx ON change_entities (entity_ref, created_at) WHERE incident_ref IS NOT NULL',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX change_entities_incident_idx');
  await knex.raw('ALTER TABLE change_entities DROP COLUMN incident_ref');
};
