// @ts-check

/**
 * Figures of months that are over, added up once: at a million changes a year they would take longer than somebody waits
 * for a page. What alters one of these months leaves a note beside it, in its own transaction; whoever reads the month next
 * adds it up anew. Notes are only ever added by writers, so that none waits for another.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('figure_months', table => {
    table.comment('Figures of whole months, added up from change_measures');
    table.string('month', 7).notNullable();
    table.string('grouping', 16).notNullable().comment('Or waiting');
    table.text('document').notNullable();
    table.primary(['month', 'grouping'], 'figure_months_pk');
  });
  await knex.schema.createTable('figure_touches', table => {
    table.comment('Months whose figures have to be added up anew');
    table.increments('number', { primaryKey: true });
    table.string('month', 7).notNullable();
    table.index(['month'], 'figure_touches_month_idx');
  });
  // What is late and what is unknown depends on more than the change, so it is counted anew each time.
  await knex.raw(
    `CREATE INDEX change_measures_emergency_idx ON change_measures (started_at) WHERE type = 'emergency'`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX change_measures_emergency_idx');
  await knex.schema.dropTable('figure_touches');
  await knex.schema.dropTable('figure_months');
};
