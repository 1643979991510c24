// @ts-check

/**
 * A notice leaves by several channels, and each has to be tried by itself: one that is down must not hold the others up. So
 * what was one delivery in the row of the notice becomes a row a channel, with the same column for due time, back-off and
 * lease.
 *
 * `notice_readers` says who a notice was for when it was handed over, since groups change afterwards, and who of them got
 * it in a bundle; `notice_acknowledgements`, who has said that they took note.
 *
 * Whether an older notice asked for something is not known, so that none of them is withheld from anybody.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('notices', table => {
    table.string('purpose', 16).notNullable().defaultTo('ask');
    table
      .text('addresses')
      .notNullable()
      .defaultTo('[]')
      .comment('JSON array of contacts outside of the portal');
    table
      .text('about')
      .notNullable()
      .defaultTo('[]')
      .comment('JSON array of refs of the affected entities');
    table
      .boolean('contacts_open')
      .notNullable()
      .defaultTo(false)
      .comment('Who the contacts of clients are has still to be asked');
  });
  await knex.schema.createTable('notice_deliveries', table => {
    table.uuid('notice_id').notNullable();
    table.string('channel', 64).notNullable();
    table.timestamp('next_attempt_at', { useTz: true }).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('failure').nullable().comment('Why the last attempt failed');
    table.timestamp('delivered_at', { useTz: true }).nullable();

    table.primary(['notice_id', 'channel'], 'notice_deliveries_pk');
  });
  await knex.raw(
    'create index notice_deliveries_due_idx on notice_deliveries (channel, next_attempt_at) where delivered_at is null',
  );
  await knex.raw(
    `insert into notice_deliveries (notice_id, channel, next_attempt_at, attempts, failure, delivered_at)
     select id, 'notifications', next_attempt_at, attempts, failure, delivered_at from notices`,
  );
  await knex.raw('drop index notices_due_idx');
  for (const column of [
    'next_attempt_at',
    'attempts',
    'failure',
    'delivered_at',
  ]) {
    await knex.raw(`alter table notices drop column ${column}`);
  }

  await knex.schema.createTable('notice_readers', table => {
    table.uuid('notice_id').notNullable();
    table.string('user_ref', 255).notNullable();
    table.string('manner', 16).notNullable();
    table.timestamp('found_at', { useTz: true }).notNullable();
    table.timestamp('bundle_at', { useTz: true }).nullable();
    table.uuid('bundle_id').nullable().comment('The notice that bundles it');

    table.primary(['notice_id', 'user_ref'], 'notice_readers_pk');
    // How much somebody got within the last minute.
    table.index(['user_ref', 'found_at'], 'notice_readers_user_idx');
  });
  await knex.raw(
    `create index notice_readers_bundle_idx on notice_readers (bundle_at, user_ref)
     where bundle_at is not null and bundle_id is null`,
  );
  await knex.schema.createTable('notice_acknowledgements', table => {
    table.uuid('notice_id').notNullable();
    table.string('user_ref', 255).notNullable();
    table.timestamp('acknowledged_at', { useTz: true }).notNullable();

    table.primary(['notice_id', 'user_ref'], 'notice_acknowledgements_pk');
  });
  await knex.schema.createTable('notice_preferences', table => {
    table.string('user_ref', 255).primary('notice_preferences_pk');
    table.string('digest', 16).notNullable();
    table.text('muted').notNullable().comment('JSON array of kinds');
    table.timestamp('updated_at', { useTz: true }).notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('notice_preferences');
  await knex.schema.dropTable('notice_acknowledgements');
  await knex.schema.dropTable('notice_readers');
  await knex.schema.alterTable('notices', table => {
    table.timestamp('next_attempt_at', { useTz: true }).nullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('failure').nullable();
    table.timestamp('delivered_at', { useTz: true }).nullable();
  });
  // There was one channel. What had none of it has nobody to be told by it.
  for (const column of [
    'next_attempt_at',
    'attempts',
    'failure',
    'delivered_at',
  ]) {
    await knex.raw(
      `update notices set ${column} = (
         select ${column} from notice_deliveries d where d.notice_id = notices.id and d.channel = 'notifications'
       ) where id in (select notice_id from notice_deliveries where channel = 'notifications')`,
    );
  }
  await knex.raw(
    'update notices set next_attempt_at = created_at, delivered_at = created_at where next_attempt_at is null',
  );
  await knex.schema.alterTable('notices', table => {
    table.dropNullable('next_attempt_at');
  });
  await knex.schema.dropTable('notice_deliveries');
  for (const column of ['purpose', 'addresses', 'about', 'contacts_open']) {
    await knex.raw(`alter table notices drop column ${column}`);
  }
  await knex.raw(
    'create index notices_due_idx on notices (next_attempt_at) where delivered_at is null',
  );
};
