// @ts-check

/**
 * Who may read configuration may depend on its entity: what a permission policy asks of it, its owners and tags, is kept with the
 * item, so that lists are narrowed by SQL. They are looked up again every few minutes.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('configuration_item_labels', table => {
    table.comment('Owners and tags of the entities of configuration items');
    table
      .integer('item_number')
      .notNullable()
      .references('number')
      .inTable('configuration_items');
    table.string('kind', 8).notNullable().comment('owner or tag');
    table.string('value', 255).notNullable();
    table.primary(
      ['item_number', 'kind', 'value'],
      'configuration_item_labels_pk',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('configuration_item_labels');
};
