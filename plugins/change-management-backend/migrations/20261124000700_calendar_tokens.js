// @ts-check

/**
 * Calendar feeds. A calendar program has no sign-in: the token in its address stands for the person who made it. Of the
 * token only the hash is stored, so that whoever reads the table opens no feed.
 *
 * As nobody is signed in when a calendar asks, the permission policy cannot be asked either; what it said last of a
 * person's reading is kept, with what they belonged to at that moment.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('calendar_tokens', table => {
    table.comment('Calendar feeds');
    table.string('id', 36).notNullable().primary('calendar_tokens_pk');
    table
      .string('token_hash', 64)
      .notNullable()
      .comment('SHA-256 of the token, hexadecimal');
    table.string('user_ref', 255).notNullable();
    table.string('name', 200).notNullable();
    table.timestamp('created_at', { useTz: true, precision: 3 }).notNullable();
    table
      .timestamp('last_used_at', { useTz: true, precision: 3 })
      .nullable()
      .comment('Written at most once an hour');
    table.timestamp('revoked_at', { useTz: true, precision: 3 }).nullable();

    // Every poll of every calendar starts here.
    table.unique(['token_hash'], { indexName: 'calendar_tokens_hash_uq' });
    table.index(['user_ref', 'created_at'], 'calendar_tokens_user_idx');
  });

  await knex.schema.createTable('reading_rights', table => {
    table.comment('What the owners of calendar feeds may read');
    table.string('user_ref', 255).notNullable().primary('reading_rights_pk');
    table
      .text('decision')
      .notNullable()
      .comment('JSON: what the permission policy said, conditions included');
    table
      .text('ownership')
      .notNullable()
      .comment('JSON: the person and the groups they belonged to then');
    table.timestamp('decided_at', { useTz: true, precision: 3 }).notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('reading_rights');
  await knex.schema.dropTable('calendar_tokens');
};
