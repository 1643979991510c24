// @ts-check

/**
 * Incidents, and the changes that caused them (policy §7).
 *
 * What sources report stays as it came, each report once, and an incident is made anew from all of them, so that repeated and
 * late reports do no harm. What follows from the reports and from what people state is written into columns, which figures
 * are read from. Which changes may have caused an incident is found from the catalog, which is dear, so it is kept too: a
 * change shows what it may have caused by one look into an index. `caused_by_number` is only ever what a person confirmed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const time = (
    /** @type {import('knex').Knex.CreateTableBuilder} */ table,
    /** @type {string} */ name,
  ) => table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.createTable('incidents', table => {
    table.comment('What went wrong, when, and by which change');
    table
      .increments('number', { primaryKey: true })
      .comment('INC-<number>; never used twice');
    table.string('source', 255).notNullable().comment('Who reports it');
    table.string('external_ref', 200).nullable();
    table.string('severity', 16).notNullable();
    table.boolean('major').notNullable();
    time(table, 'started_at').notNullable();
    time(table, 'ended_at').nullable();
    table.integer('downtime_minutes').nullable();
    table
      .string('cause', 16)
      .notNullable()
      .comment('open, change or none, as people have decided');
    table.integer('caused_by_number').nullable();
    time(table, 'recorded_at').notNullable();
    table.integer('revision').notNullable();
    table.text('document').notNullable();
    // Two replicas that get the same report at once meet here.
    table.unique(['source', 'external_ref'], {
      indexName: 'incidents_external_uq',
    });
    table.index(['external_ref'], 'incidents_external_idx');
    table.index(['started_at', 'number'], 'incidents_started_idx');
    table.index(['caused_by_number', 'started_at'], 'incidents_caused_idx');
    table.index(['cause', 'recorded_at'], 'incidents_cause_idx');
  });

  await knex.schema.createTable('incident_entities', table => {
    table
      .integer('incident_number')
      .notNullable()
      .references('number')
      .inTable('incidents');
    table.string('entity_ref', 255).notNullable();
    table.string('system_ref', 255).nullable();
    time(table, 'started_at')
      .notNullable()
      .comment('Copied, so that the last ones of an entity are next together');
    table.primary(['incident_number', 'entity_ref'], 'incident_entities_pk');
    table.index(
      ['entity_ref', 'started_at', 'incident_number'],
      'incident_entities_entity_idx',
    );
  });

  await knex.schema.createTable('incident_reports', table => {
    table.comment('Each report of a source, once; never updated');
    table.increments('number', { primaryKey: true });
    table
      .integer('incident_number')
      .notNullable()
      .references('number')
      .inTable('incidents');
    table.string('digest', 64).notNullable().comment('Hash of the report');
    time(table, 'recorded_at').notNullable();
    table.text('report').notNullable();
    table.unique(['incident_number', 'digest'], {
      indexName: 'incident_reports_uq',
    });
  });

  await knex.schema.createTable('incident_suspects', table => {
    table.comment('Changes that may have caused an incident, as found last');
    table
      .integer('incident_number')
      .notNullable()
      .references('number')
      .inTable('incidents');
    table.integer('change_number').notNullable();
    table.float('confidence').notNullable().comment('From 0 to 1');
    table.primary(['incident_number', 'change_number'], 'incident_suspects_pk');
    table.index(
      ['change_number', 'confidence'],
      'incident_suspects_change_idx',
    );
  });

  await knex.raw(
    'CREATE INDEX change_entities_answers_idx ON change_entities (incident_ref) WHERE incident_ref IS NOT NULL',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX change_entities_answers_idx');
  await knex.schema.dropTable('incident_suspects');
  await knex.schema.dropTable('incident_reports');
  await knex.schema.dropTable('incident_entities');
  await knex.schema.dropTable('incidents');
};
