// @ts-check

/**
 * When somebody next has to be reminded of what they owe, or those above told that it is late: what the watch looks for
 * every minute.
 *
 * When that is follows from the policy and from the owners in the catalog, which no migration can ask. So every change
 * that may owe something is taken as due: the first round reads each once, reminds of what really is late, and writes
 * down the right time.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('changes', table => {
    table
      .timestamp('next_reminder_at', { useTz: true, precision: 3 })
      .nullable()
      .comment('Empty where nothing is owed that has not been escalated');
  });
  await knex('changes')
    .whereIn('state', [
      'assessment',
      'authorization',
      'implementation',
      'review',
    ])
    .update({ next_reminder_at: knex.ref('updated_at') });
  // Only what is still to come, in the order in which it comes: looking is cheap however many changes there are.
  await knex.raw(
    'CREATE INDEX changes_next_reminder_at_idx ON changes (next_reminder_at, number) WHERE next_reminder_at IS NOT NULL',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX changes_next_reminder_at_idx');
  await knex.raw('ALTER TABLE changes DROP COLUMN next_reminder_at');
};
