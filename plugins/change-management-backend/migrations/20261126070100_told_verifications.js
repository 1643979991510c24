// @ts-check

/**
 * That verifying the trail found something is told once, not with every verification that finds the same.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_verifications', table => {
    table
      .timestamp('told_at', { useTz: true, precision: 3 })
      .comment('When the security manager was told of what it found');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_verifications', table => {
    table.dropColumn('told_at');
  });
};
