// @ts-check

const batch = 500;

/**
 * Figures by system: the system of each affected entity, as the catalog had it when the form was last judged. Where a
 * change touches two parts of one system it still is one change, so it cannot be left to the reader to add entities up.
 *
 * What is there already gets the system that the newest change on the same entity knows.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('change_entities', table => {
    table
      .string('system_ref', 255)
      .nullable()
      .comment('The system that it is part of, or itself');
  });
  /** @type {Map<string, string>} */
  const systems = new Map();
  for (let after = 0; ; ) {
    const rows = await knex('changes')
      .where('number', '>', after)
      .orderBy('number')
      .limit(batch)
      .select('number', 'lean_document');
    for (const { lean_document } of rows) {
      for (const { entityRef, system } of JSON.parse(lean_document).impact
        .direct) {
        const known = entityRef.startsWith('system:') ? entityRef : system;
        if (known) {
          systems.set(entityRef, known);
        }
      }
    }
    if (rows.length < batch) {
      break;
    }
    after = rows[rows.length - 1].number;
  }
  for (const [entity_ref, system_ref] of systems) {
    await knex('change_entities').where({ entity_ref }).update({ system_ref });
  }
  // Figures count what was carried out in a period.
  await knex.raw(
    'CREATE INDEX changes_actual_start_idx ON changes (actual_start) WHERE actual_start IS NOT NULL',
  );
  // Emergencies are few among many, and looked for by themselves.
  await knex.raw(
    `CREATE INDEX changes_emergency_idx ON changes (created_at, number) WHERE type = 'emergency'`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX changes_emergency_idx');
  await knex.raw('DROP INDEX changes_actual_start_idx');
  await knex.raw('ALTER TABLE change_entities DROP COLUMN system_ref');
};
