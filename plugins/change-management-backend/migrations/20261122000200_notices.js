// @ts-check

/**
 * Notices that a change's events owe to people: the outbox of a command's transaction, delivered afterwards. Delivered
 * ones stay, as the proof that those concerned were told (policy §3).
 *
 * `next_attempt_at` is when a notice is due: at once, after the back-off of a failed attempt, or, while it is being
 * delivered, when that attempt is given up for dead. The index holds only what is still to be delivered, so that looking
 * for work stays cheap however many have been delivered.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('notices', table => {
    table.uuid('id').primary().notNullable();
    table.string('change_id', 32).notNullable();
    table.string('kind', 32).notNullable();
    table.text('recipients').notNullable().comment('JSON array of entity refs');
    table
      .text('excluded')
      .notNullable()
      .comment('JSON array of users not told, whatever group they belong to');
    table.text('title').notNullable();
    table.text('description').notNullable();
    table.text('link').notNullable();
    table.string('severity', 16).notNullable();
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.timestamp('next_attempt_at', { useTz: true }).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('failure').nullable().comment('Why the last attempt failed');
    table.timestamp('delivered_at', { useTz: true }).nullable();

    table.index(['change_id', 'created_at'], 'notices_change_idx');
  });
  await knex.raw(
    'create index notices_due_idx on notices (next_attempt_at) where delivered_at is null',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('notices');
};
