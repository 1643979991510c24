// @ts-check

/**
 * Versioned configuration (policy §6): items of entities, their immutable versions, and what these say.
 *
 * Contents are kept by their own digest, so that what is restored, rolled back or the same in two items is stored once. A
 * version carries who brought each of its lines, as runs of lines, so that neither that nor a difference ever needs more than
 * two contents, however many versions there are.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const time = (
    /** @type {import('knex').Knex.CreateTableBuilder} */ table,
    /** @type {string} */ name,
  ) => table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.createTable('configuration_items', table => {
    table.comment('Configurations of entities; never deleted');
    table
      .increments('number', { primaryKey: true })
      .comment('CFG-<number>; never used twice');
    table.string('entity_ref', 255).notNullable();
    table.string('name', 255).notNullable();
    table.integer('latest_version').notNullable().defaultTo(0);
    table.boolean('has_source').notNullable().defaultTo(false);
    table
      .text('source_state')
      .nullable()
      .comment('How the source was read last; JSON');
    table.text('search_text').notNullable();
    table.text('document').notNullable();
    table.unique(['entity_ref', 'name'], {
      indexName: 'configuration_items_name_idx',
    });
    // The few with a source are read every half hour.
    table.index(['has_source', 'number'], 'configuration_items_source_idx');
  });

  await knex.schema.createTable('configuration_contents', table => {
    table.comment('What versions and proposals say; never altered');
    table.string('digest', 64).primary().notNullable();
    table.text('content').notNullable();
  });

  await knex.schema.createTable('configuration_versions', table => {
    table.comment('Immutable versions of configuration items');
    table
      .integer('item_number')
      .notNullable()
      .references('number')
      .inTable('configuration_items');
    table.integer('number').notNullable();
    table
      .string('digest', 64)
      .notNullable()
      .references('digest')
      .inTable('configuration_contents');
    table.integer('size').notNullable().comment('Bytes in UTF-8');
    table
      .string('change_id', 32)
      .nullable()
      .comment('None for what was found at the source');
    table.string('author', 255).notNullable();
    time(table, 'created_at').notNullable();
    table.string('origin', 16).notNullable();
    table.text('note').nullable();
    table
      .text('blame')
      .notNullable()
      .comment('Runs of lines and the version that brought them; JSON');
    table.primary(['item_number', 'number'], 'configuration_versions_pk');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('configuration_versions');
  await knex.schema.dropTable('configuration_contents');
  await knex.schema.dropTable('configuration_items');
};
