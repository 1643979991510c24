// @ts-check

/**
 * The audit trail of everything besides changes: policies, delegations, change models. Each record has a chain of its own,
 * as each change has in `audit_events`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('record_events', table => {
    table.comment('What happened to records other than changes; never updated');
    table
      .bigIncrements('position', { primaryKey: true })
      .comment('Order over all records');
    table.string('subject', 320).notNullable().comment('policy:1.1');
    table.integer('sequence').notNullable().comment('1, 2, 3 … per subject');
    table.string('type', 32).notNullable();
    table.string('actor', 255).notNullable();
    table.timestamp('occurred_at', { useTz: true, precision: 3 }).notNullable();
    table.text('data').notNullable().comment('RFC 8785 canonical JSON');
    table.string('previous_hash', 64).notNullable();
    table.string('hash', 64).notNullable();
    // Two writers of one record cannot both continue its chain from the same end.
    table.unique(['subject', 'sequence'], {
      indexName: 'record_events_sequence_uq',
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('record_events');
};
