// @ts-check

/**
 * Versions of configuration count in the coverage, by month and by system: what an item's entity is part of is kept with the
 * item, as with deployments, and versions are found by their time.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('configuration_items', table => {
    table
      .string('system_ref', 255)
      .nullable()
      .comment(
        'The system that the entity was part of when the item was edited last',
      );
  });
  await knex.schema.alterTable('configuration_versions', table => {
    table.index(['created_at'], 'configuration_versions_created_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('configuration_versions', table => {
    table.dropIndex(['created_at'], 'configuration_versions_created_idx');
  });
  await knex.schema.alterTable('configuration_items', table => {
    table.dropColumn('system_ref');
  });
};
