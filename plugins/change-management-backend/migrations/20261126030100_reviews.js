// @ts-check

/**
 * Reviews as records: of the log of a month, of a quarter, of the policy (policy §7, §9), and of one change (policy §5).
 *
 * A review is stored whole as a JSON document. Beside it stands what it is about, as it was when it was opened: the figures
 * in `data`, and each change in a row of its own, so that a month of many changes is read by the page. Neither is updated
 * afterwards; the digest of both is in the audit trail.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const time = (
    /** @type {import('knex').Knex.CreateTableBuilder} */ table,
    /** @type {string} */ name,
  ) => table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.createTable('reviews', table => {
    table.comment('Reviews of the log, of figures, of the policy, of changes');
    table
      .increments('number', { primaryKey: true })
      .comment('REV-<number>; never used twice');
    table.string('kind', 16).notNullable();
    table
      .string('period', 64)
      .notNullable()
      .comment('2026-11, 2026-Q3, the day or incident, the change');
    time(table, 'period_to').nullable().comment('First moment after it');
    table.string('status', 16).notNullable();
    time(table, 'due_at').notNullable();
    time(table, 'signed_off_at').nullable();
    table
      .string('awaits', 100)
      .notNullable()
      .comment('Roles that have yet to sign: |changeManager|cto|');
    table
      .integer('change_number')
      .nullable()
      .comment('The change that a post-implementation review is of');
    time(table, 'next_reminder_at').nullable();
    table.text('document').notNullable();
    table.text('data').nullable().comment('Frozen; never updated');
    // However many processes look, each review is opened once.
    table.unique(['kind', 'period'], { indexName: 'reviews_period_uq' });
    table.index(['due_at', 'number'], 'reviews_due_idx');
    table.index(['status', 'due_at', 'number'], 'reviews_status_idx');
    table.index(['change_number'], 'reviews_change_idx');
  });
  await knex.raw(
    'CREATE INDEX reviews_reminder_idx ON reviews (next_reminder_at, number) WHERE next_reminder_at IS NOT NULL',
  );

  await knex.schema.createTable('review_rows', table => {
    table.comment('The changes that a review is about; never updated');
    table
      .integer('review_number')
      .notNullable()
      .references('number')
      .inTable('reviews')
      .withKeyName('review_rows_review_fk');
    table.integer('change_number').notNullable();
    table.text('document').notNullable();
    table.primary(['review_number', 'change_number'], 'review_rows_pk');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('review_rows');
  await knex.schema.dropTable('reviews');
};
