// @ts-check

/**
 * Changes, what they touch, whom they wait for, their audit trail, and the keys that make a POST repeatable.
 *
 * A change is stored whole as a JSON document; the columns beside it serve filters and ordering only. Lists read
 * `lean_document`, which leaves out the long texts, so that a page stays small to read and to parse.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client.includes('pg');
  const time = (
    /** @type {import('knex').Knex.CreateTableBuilder} */ table,
    /** @type {string} */ name,
  ) => table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.createTable('changes', table => {
    table.comment('Change requests');
    table
      .increments('number', { primaryKey: true })
      .comment('CHG-<number>; never used twice');
    table.string('state', 32).notNullable();
    table.string('type', 32).notNullable();
    table.string('category', 32);
    table.string('title', 200).notNullable();
    table.string('risk_level', 16);
    table.integer('risk_score');
    table.string('close_code', 32);
    table.string('requested_by', 255).notNullable();
    table.string('implementer', 255).notNullable();
    time(table, 'planned_start');
    time(table, 'planned_end');
    time(table, 'actual_start');
    time(table, 'actual_end');
    time(table, 'created_at').notNullable();
    time(table, 'updated_at').notNullable();
    time(table, 'submitted_at');
    time(table, 'closed_at').comment(
      'When it became closed, rejected or canceled',
    );
    table.boolean('on_hold').notNullable();
    table.integer('revision').notNullable();
    table.integer('content_revision').notNullable();
    table
      .integer('audit_sequence')
      .notNullable()
      .comment(
        'Sequence of its latest audit event: the row lock guards the chain',
      );
    table
      .string('audit_hash', 64)
      .notNullable()
      .comment('Hash of its latest audit event');
    table
      .text('parties')
      .notNullable()
      .comment('What change_parties holds, to rewrite it only when it differs');
    table.text('search_text').notNullable().comment('Lower case');
    table.text('document').notNullable();
    table.text('lean_document').notNullable();

    // One for each order of the list; the number breaks ties, so that a keyset cursor has one place to go on from.
    table.index(['created_at', 'number'], 'changes_created_at_idx');
    table.index(['updated_at', 'number'], 'changes_updated_at_idx');
    table.index(['planned_start', 'number'], 'changes_planned_start_idx');
    table.index(['risk_score', 'number'], 'changes_risk_score_idx');
    // The usual filters: work in progress, and what a person requested or implements.
    table.index(['state', 'created_at', 'number'], 'changes_state_idx');
    table.index(
      ['requested_by', 'created_at', 'number'],
      'changes_requested_by_idx',
    );
    table.index(
      ['implementer', 'created_at', 'number'],
      'changes_implementer_idx',
    );
  });

  await knex.schema.createTable('change_entities', table => {
    table.comment('Entities that a change touches directly');
    table
      .integer('change_number')
      .notNullable()
      .references('number')
      .inTable('changes')
      .withKeyName('change_entities_change_fk');
    table.string('entity_ref', 255).notNullable();
    time(table, 'created_at').notNullable().comment('Copied from the change');
    time(table, 'planned_start').comment('Copied from the change');
    time(table, 'ended_at').comment('Copied from the change; empty while open');
    table.primary(['change_number', 'entity_ref'], 'change_entities_pk');
  });

  await knex.schema.createTable('change_parties', table => {
    table.comment(
      'Who owns what a change touches, whom it waits for, and who has decided',
    );
    table
      .integer('change_number')
      .notNullable()
      .references('number')
      .inTable('changes')
      .withKeyName('change_parties_change_fk');
    table
      .string('kind', 16)
      .notNullable()
      .comment('owner, awaited-role, awaited-person or decided');
    table.string('subject', 255).notNullable().comment('A role or a ref');
    table.primary(['change_number', 'kind', 'subject'], 'change_parties_pk');
    // "What needs my decision" starts from the person, not from the change.
    table.index(
      ['kind', 'subject', 'change_number'],
      'change_parties_subject_idx',
    );
  });

  await knex.schema.createTable('audit_events', table => {
    table.comment('Everything that happened to a change; never updated');
    table
      .bigIncrements('position', { primaryKey: true })
      .comment('Order over all changes');
    table
      .integer('change_number')
      .notNullable()
      .references('number')
      .inTable('changes')
      .withKeyName('audit_events_change_fk');
    table.integer('sequence').notNullable().comment('1, 2, 3 … per change');
    table.string('type', 32).notNullable();
    table.string('actor', 255).notNullable();
    time(table, 'occurred_at').notNullable();
    table.text('data').notNullable().comment('RFC 8785 canonical JSON');
    table.string('previous_hash', 64).notNullable();
    table.string('hash', 64).notNullable();
    table.unique(['change_number', 'sequence'], {
      indexName: 'audit_events_sequence_uq',
    });
  });

  await knex.schema.createTable('idempotency_keys', table => {
    table.comment('First answers of POSTs, to give them again');
    table.string('user_ref', 255).notNullable();
    table.string('key', 200).notNullable();
    table.string('operation', 255).notNullable().comment('Method and path');
    table.string('body_hash', 64).notNullable();
    table.text('response').comment('JSON; set when the request commits');
    time(table, 'created_at').notNullable();
    table.primary(['user_ref', 'key'], 'idempotency_keys_pk');
    table.index(['created_at'], 'idempotency_keys_created_at_idx');
  });

  await knex.schema.createTable('seed_runs', table => {
    table.comment('Whoever inserts the one row runs the seed');
    table.string('id', 32).notNullable();
    time(table, 'started_at').notNullable();
    table.primary(['id'], 'seed_runs_pk');
  });

  // The history of one entity, newest first, straight from the index: a page costs the same at any number of changes.
  await knex.raw(
    'CREATE INDEX change_entities_history_idx ON change_entities (entity_ref, created_at DESC, change_number DESC)',
  );
  // Open changes are few among many; the cards of an entity ask for them all the time.
  await knex.raw(
    'CREATE INDEX change_entities_open_idx ON change_entities (entity_ref, planned_start) WHERE ended_at IS NULL',
  );
  // What ended last on an entity, and how much of late, without touching the wide rows of the changes themselves.
  await knex.raw(
    'CREATE INDEX change_entities_ended_idx ON change_entities (entity_ref, ended_at DESC, change_number DESC) WHERE ended_at IS NOT NULL',
  );

  if (isPostgres) {
    // Latest first with the empty ones last; the plain indexes serve the other direction only.
    await knex.raw(
      'CREATE INDEX changes_planned_start_desc_idx ON changes (planned_start DESC NULLS LAST, number DESC)',
    );
    await knex.raw(
      'CREATE INDEX changes_risk_score_desc_idx ON changes (risk_score DESC NULLS LAST, number DESC)',
    );
    await knex.raw('ALTER SEQUENCE changes_number_seq RESTART WITH 1001');
  } else {
    await knex('sqlite_sequence').insert({ name: 'changes', seq: 1000 });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('seed_runs');
  await knex.schema.dropTable('idempotency_keys');
  await knex.schema.dropTable('audit_events');
  await knex.schema.dropTable('change_parties');
  await knex.schema.dropTable('change_entities');
  await knex.schema.dropTable('changes');
};
