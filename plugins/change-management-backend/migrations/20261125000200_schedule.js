// @ts-check

/**
 * The schedule: maintenance windows and freezes, and which change holds which entities from when to when.
 *
 * Only changes that hold a slot have one here, so that finding what collides costs the same however many changes have ended.
 * A slot is written in the transaction of its change. What it collides with concerns other changes too, whose rows a
 * transaction must not wait for; it only notes the span in which something has moved, and the watch looks at that span.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const time = (
    /** @type {import('knex').Knex.CreateTableBuilder} */ table,
    /** @type {string} */ name,
  ) => table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.createTable('schedule_windows', table => {
    table.comment('Maintenance windows and freezes; never deleted');
    table
      .increments('number', { primaryKey: true })
      .comment('WIN-<number>; never used twice');
    table.string('kind', 16).notNullable();
    table.string('status', 16).notNullable();
    table.integer('revision').notNullable();
    table.text('document').notNullable();
    // Those in force are read with every decision about a time; what was retired stays, and grows.
    table.index(['status', 'number'], 'schedule_windows_status_idx');
  });

  await knex.schema.createTable('schedule_slots', table => {
    table.comment('Which change holds which entities from when to when');
    table.string('change_id', 32).primary().notNullable();
    time(table, 'starts_at').notNullable();
    time(table, 'ends_at').notNullable();
    table
      .boolean('running')
      .notNullable()
      .comment('Holds its entities until it ends, whatever was planned');
    table.text('slot').notNullable().comment('JSON');
    table
      .text('conflicts')
      .notNullable()
      .comment('What the change itself says it collides with; JSON');
    // What is over is soon gone from here, so its end tells the most about a slot.
    table.index(['ends_at', 'starts_at'], 'schedule_slots_time_idx');
  });

  await knex.schema.createTable('schedule_moves', table => {
    table.comment('Spans in which something has moved, until looked at');
    table.bigIncrements('position', { primaryKey: true });
    time(table, 'starts_at').notNullable();
    time(table, 'ends_at').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('schedule_moves');
  await knex.schema.dropTable('schedule_slots');
  await knex.schema.dropTable('schedule_windows');
};
