// @ts-check

/**
 * Steps of rollbacks that an executor is to carry out. A row is written in the transaction that makes its step the one that
 * is due, and removed once the outcome stands in the change; whoever takes it on holds it by a lease, so that another
 * replica takes over where one dies.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('rollback_executions', table => {
    table.comment('Steps of rollbacks that an executor is to carry out');
    table.string('change_id', 32).notNullable();
    table
      .integer('step')
      .notNullable()
      .comment('In the run, the first being 0');
    table
      .integer('attempt')
      .notNullable()
      .comment('Of the step; each is carried out under one key');
    table
      .integer('taken_on')
      .notNullable()
      .defaultTo(0)
      .comment('How often it was begun, as whoever held it died');
    table
      .timestamp('due_at', { useTz: true, precision: 3 })
      .notNullable()
      .comment('Nobody else takes it on before');
    table.primary(['change_id', 'step', 'attempt'], 'rollback_executions_pk');
    table.index(['due_at'], 'rollback_executions_due_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('rollback_executions');
};
