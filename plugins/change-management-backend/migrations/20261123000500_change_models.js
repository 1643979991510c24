// @ts-check

/**
 * Change models: templates of standard changes, and their versions, of which each is written once.
 *
 * A model is stored whole as a JSON document, as a change is; the columns beside it serve filters. What happened to it
 * stands in `record_events`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('change_models', table => {
    table.comment('Change models');
    table
      .increments('number', { primaryKey: true })
      .comment('MDL-<number>; never used twice');
    table.string('status', 16).notNullable();
    table.text('search_text').notNullable().comment('Lower case');
    table
      .text('reach')
      .notNullable()
      .comment('JSON: on which entities it may be used');
    table.text('document').notNullable();
    // Lists of those in use; newest first, as the numbers grow.
    table.index(['status', 'number'], 'change_models_status_idx');
  });

  await knex.schema.createTable('change_model_versions', table => {
    table.comment('What was proposed, version by version');
    table
      .integer('model_number')
      .notNullable()
      .references('number')
      .inTable('change_models')
      .withKeyName('change_model_versions_model_fk');
    table.integer('version').notNullable();
    table.text('document').notNullable();
    table.primary(['model_number', 'version'], 'change_model_versions_pk');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('change_model_versions');
  await knex.schema.dropTable('change_models');
};
