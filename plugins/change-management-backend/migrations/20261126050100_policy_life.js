// @ts-check

/**
 * What an amendment comes from and comes to. The findings of reviews that led to a version stand beside it, so that a review
 * can be followed to what became of it (policy §9.1); a draft that nobody wants any more is withdrawn rather than deleted.
 *
 * Who has read a published version is a row for each person, so that counting them reads no trail; the first
 * acknowledgement stands, which the key sees to.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('policies', table => {
    table
      .text('findings')
      .comment('Findings of reviews that led to it; a JSON array');
    table.string('withdrawn_by', 255);
    table.timestamp('withdrawn_at', { useTz: true, precision: 3 });
  });
  await knex.schema.createTable('policy_acknowledgements', table => {
    table.comment('Who has said that they read a version of the policy');
    table.string('version', 32).notNullable();
    table.string('user_ref', 255).notNullable();
    table
      .timestamp('acknowledged_at', { useTz: true, precision: 3 })
      .notNullable();
    table.primary(['version', 'user_ref'], 'policy_acknowledgements_pk');
    // What one person has read, asked with every page that they open.
    table.index(['user_ref'], 'policy_acknowledgements_user_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('policy_acknowledgements');
  await knex.schema.alterTable('policies', table => {
    table.dropColumns('findings', 'withdrawn_by', 'withdrawn_at');
  });
};
