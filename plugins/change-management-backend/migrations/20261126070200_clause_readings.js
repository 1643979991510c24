// @ts-check

/**
 * How changes that have ended stand with the clauses of the policy. To read it off a hundred thousand documents takes minutes;
 * and most changes stand alike, so that each names one of few readings, by which the database counts.
 *
 * Changes that ended before are read by a task of the plugin.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('clause_readings', table => {
    table.comment('How some changes stand with each clause; never updated');
    table.string('digest', 64).notNullable().comment('SHA-256 of the reading');
    table
      .text('reading')
      .notNullable()
      .comment('JSON: of each clause id, section, text and status');
    table.primary(['digest'], 'clause_readings_pk');
  });
  await knex.schema.createTable('change_clauses', table => {
    table.comment('Which reading is that of each change that has ended');
    table
      .integer('change_number')
      .notNullable()
      .references('number')
      .inTable('changes')
      .withKeyName('change_clauses_change_fk');
    table.string('digest', 64).notNullable();
    table.primary(['change_number'], 'change_clauses_pk');
    // The latest changes of a reading.
    table.index(['digest', 'change_number'], 'change_clauses_digest_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('change_clauses');
  await knex.schema.dropTable('clause_readings');
};
