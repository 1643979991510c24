// @ts-check

/**
 * Lists in the order in which changes ended. Those still open come last in both directions, as for every field that may
 * be empty. The history of one entity needs nothing new: `change_entities_ended_idx` gives it in this order.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('changes', table => {
    // Also bounds what ended since a time.
    table.index(['closed_at', 'number'], 'changes_closed_at_idx');
  });
  if (knex.client.config.client.includes('pg')) {
    // Latest first with the empty ones last; the plain index serves the other direction only.
    await knex.raw(
      'CREATE INDEX changes_closed_at_desc_idx ON changes (closed_at DESC NULLS LAST, number DESC)',
    );
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (knex.client.config.client.includes('pg')) {
    await knex.raw('DROP INDEX changes_closed_at_desc_idx');
  }
  await knex.schema.alterTable('changes', table => {
    table.dropIndex(['closed_at', 'number'], 'changes_closed_at_idx');
  });
};
