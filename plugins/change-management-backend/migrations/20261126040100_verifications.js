// @ts-check

/**
 * What verifying the audit trail as a whole has found, so that whoever looks after compliance sees when it was last done
 * without doing it again: it takes up to a minute for a million events.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_verifications', table => {
    table.comment('Verifications of the whole audit trail');
    table.bigIncrements('number', { primaryKey: true });
    table.timestamp('verified_at', { useTz: true, precision: 3 }).notNullable();
    table.string('verified_by', 255).notNullable();
    table.text('verdict').notNullable().comment('JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_verifications');
};
