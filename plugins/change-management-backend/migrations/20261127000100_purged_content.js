// @ts-check

/**
 * What is remembered of a change holds as long as the hash of its last event is the same, which a purge leaves as it is.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('changes', table => {
    table
      .boolean('content_purged')
      .notNullable()
      .defaultTo(false)
      .comment('Whether the content was taken away; stays so');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // By hand: knex would make the table anew on SQLite, which other tables refer to.
  await knex.raw('ALTER TABLE changes DROP COLUMN content_purged');
};
