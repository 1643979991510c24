// @ts-check

/**
 * What pipelines asked and reported, and what was done in production without a change (policy §2, §6).
 *
 * A deployment is the fold of its events; the events stay as they came, each once, so that repeated and late ones do no
 * harm. What an event means for its change is done afterwards, in transactions of that change: until then
 * `settled_at` is empty, so that nothing is lost where a process dies in between.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const time = (
    /** @type {import('knex').Knex.CreateTableBuilder} */ table,
    /** @type {string} */ name,
  ) => table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.createTable('gate_checks', table => {
    table.comment('What the gate answered; never updated');
    table.increments('number', { primaryKey: true });
    time(table, 'at').notNullable();
    table.string('asked_by', 255).notNullable();
    table.string('entity_ref', 255).notNullable();
    table.string('change_id', 32).nullable();
    table.boolean('allowed').notNullable();
    table.text('document').notNullable();
    table.index(['entity_ref', 'number'], 'gate_checks_entity_idx');
    table.index(['change_id', 'number'], 'gate_checks_change_idx');
  });

  await knex.schema.createTable('deployments', table => {
    table.comment('What pipelines have put where');
    table
      .increments('number', { primaryKey: true })
      .comment('DEP-<number>; never used twice');
    table.string('source', 255).notNullable().comment('Who reported it');
    table.string('external_id', 200).notNullable();
    table.string('entity_ref', 255).notNullable();
    table.string('system_ref', 255).nullable();
    table.string('environment', 64).notNullable();
    table.boolean('production').notNullable();
    table.string('status', 16).notNullable();
    time(table, 'started_at').notNullable();
    time(table, 'recorded_at').notNullable();
    table.string('authorization', 16).notNullable();
    table
      .string('change_id', 32)
      .nullable()
      .comment('The change that stands behind it');
    table.text('document').notNullable();
    // Two replicas that get the same event at once meet here.
    table.unique(['source', 'external_id'], {
      indexName: 'deployments_external_uq',
    });
    table.index(['started_at', 'number'], 'deployments_started_idx');
    table.index(
      ['entity_ref', 'started_at', 'number'],
      'deployments_entity_idx',
    );
    table.index(['change_id', 'started_at'], 'deployments_change_idx');
    table.index(
      ['authorization', 'started_at', 'number'],
      'deployments_authorization_idx',
    );
  });

  await knex.schema.createTable('deployment_events', table => {
    table.comment('Each event of a deployment, once');
    table.increments('number', { primaryKey: true });
    table
      .integer('deployment_number')
      .notNullable()
      .references('number')
      .inTable('deployments');
    table.string('digest', 64).notNullable().comment('Hash of the event');
    table.string('reported_by', 255).notNullable();
    time(table, 'recorded_at').notNullable();
    table.text('event').notNullable();
    time(table, 'settled_at')
      .nullable()
      .comment('When its change had done what follows from it');
    table.text('refusal').nullable().comment('What its change did not do');
    table.unique(['deployment_number', 'digest'], {
      indexName: 'deployment_events_uq',
    });
  });
  await knex.raw(
    'CREATE INDEX deployment_events_open_idx ON deployment_events (recorded_at) WHERE settled_at IS NULL',
  );

  await knex.schema.createTable('dark_changes', table => {
    table.comment('What was done in production without a change');
    table
      .increments('number', { primaryKey: true })
      .comment('DARK-<number>; never used twice');
    table.string('kind', 16).notNullable();
    table.string('reference', 255).notNullable();
    table.string('entity_ref', 255).notNullable();
    table.string('system_ref', 255).nullable();
    table.string('status', 16).notNullable();
    time(table, 'occurred_at').notNullable();
    time(table, 'detected_at').notNullable();
    time(table, 'told_at').nullable();
    table.text('document').notNullable();
    table.unique(['kind', 'reference'], {
      indexName: 'dark_changes_reference_uq',
    });
    table.index(['occurred_at', 'number'], 'dark_changes_occurred_idx');
    table.index(
      ['entity_ref', 'occurred_at', 'number'],
      'dark_changes_entity_idx',
    );
    table.index(['status', 'occurred_at', 'number'], 'dark_changes_status_idx');
    table.index(['entity_ref', 'told_at'], 'dark_changes_told_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('dark_changes');
  await knex.schema.dropTable('deployment_events');
  await knex.schema.dropTable('deployments');
  await knex.schema.dropTable('gate_checks');
};
