// @ts-check

/**
 * What the event bus tells of incidents is kept until it has been taken in, as the bus does not say it twice: the catalog, from
 * which the entities are known, may be away just then. And whom a probable cause was told to is not told again, however often
 * it is found anew.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const time = (
    /** @type {import('knex').Knex.CreateTableBuilder} */ table,
    /** @type {string} */ name,
  ) => table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.createTable('incident_events', table => {
    table.comment('Events of the bus that have not been taken in yet');
    table.increments('number', { primaryKey: true });
    table.string('source', 64).notNullable().comment('As configured');
    table.text('headers').notNullable();
    table.text('body').notNullable();
    time(table, 'received_at').notNullable();
    time(table, 'due_at')
      .notNullable()
      .comment('When it is tried next; later for who tries it just now');
    table.integer('attempts').notNullable();
    table.text('failure').comment('Why the last attempt failed');
    table.index(['due_at', 'number'], 'incident_events_due_idx');
  });

  await knex.schema.createTable('incident_cause_notices', table => {
    table.comment('Probable causes that people have been told of');
    table
      .integer('incident_number')
      .notNullable()
      .references('number')
      .inTable('incidents')
      .withKeyName('incident_cause_notices_incident_fk');
    table.integer('change_number').notNullable();
    time(table, 'told_at').notNullable();
    table.primary(
      ['incident_number', 'change_number'],
      'incident_cause_notices_pk',
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('incident_cause_notices');
  await knex.schema.dropTable('incident_events');
};
