// @ts-check

const guarded = [
  'audit_events',
  'record_events',
  'audit_leaves',
  'audit_nodes',
  'audit_checkpoints',
];

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return knex.client.config.client.includes('pg');
}

/**
 * From here on the database itself refuses to change or delete what has been recorded. It stops accidents and hasty repairs;
 * whoever may drop the triggers can still do it, and is found out by the seals.
 *
 * @param {import('knex').Knex} knex
 */
async function guard(knex) {
  if (isPostgres(knex)) {
    await knex.raw(`
      CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'The audit trail is append-only: % of % is refused', TG_OP, TG_TABLE_NAME
          USING ERRCODE = 'restrict_violation';
      END $$`);
    for (const table of guarded) {
      await knex.raw(
        `CREATE TRIGGER ${table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()`,
      );
    }
    return;
  }
  for (const table of guarded) {
    for (const act of ['UPDATE', 'DELETE']) {
      await knex.raw(
        `CREATE TRIGGER ${table}_guard_${act.toLowerCase()} BEFORE ${act} ON ${table} BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only: ${act} of ${table} is refused'); END`,
      );
    }
  }
}

/**
 * The sealed log: an append-only Merkle tree over the events of both trails, and its signed checkpoints.
 *
 * Of the tree, only complete subtrees are stored. They never change, and any root or proof is made of O(log n) of them. A leaf's
 * own hash is its subtree of level 0, so that what an event's leaf is stands in one place.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_leaves', table => {
    table.comment('Which event each leaf of the log is; never updated');
    table.bigInteger('leaf_index').notNullable().comment('0, 1, 2 …');
    table.string('source', 8).notNullable().comment('change or record');
    table
      .bigInteger('position')
      .notNullable()
      .comment('Of audit_events or record_events');
    table
      .string('subject', 320)
      .notNullable()
      .comment('CHG-1, policy:1.1: says which event it was, should it be gone');
    table.integer('sequence').notNullable();
    table.primary(['leaf_index'], 'audit_leaves_pk');
    table.unique(['source', 'position'], {
      indexName: 'audit_leaves_position_uq',
    });
  });

  await knex.schema.createTable('audit_nodes', table => {
    table.comment('Complete subtrees of the log; never updated');
    table.integer('level').notNullable().comment('It has 2^level leaves');
    table.bigInteger('node_index').notNullable();
    table.string('hash', 64).notNullable();
    table.primary(['level', 'node_index'], 'audit_nodes_pk');
  });

  await knex.schema.createTable('audit_checkpoints', table => {
    table.comment('Sealed states of the log; never updated');
    table.bigInteger('tree_size').notNullable();
    table.string('root_hash', 64).notNullable();
    table.string('origin', 255).notNullable();
    table.text('note').notNullable().comment('C2SP signed note');
    table.string('key_name', 255).comment('name+hash; null: not signed');
    table.timestamp('sealed_at', { useTz: true, precision: 3 }).notNullable();
    table.primary(['tree_size'], 'audit_checkpoints_pk');
  });

  await knex.schema.createTable('audit_sealing', table => {
    table.comment(
      'How far sealing has come, in one row; whoever seals writes it first, so only one does',
    );
    table.integer('id').notNullable();
    table.bigInteger('tree_size').notNullable();
    table
      .bigInteger('change_mark')
      .notNullable()
      .comment('No event of a change up to here is unsealed, or ever will be');
    table.bigInteger('record_mark').notNullable();
    table
      .bigInteger('next_change_mark')
      .notNullable()
      .comment('Becomes change_mark an hour after next_at');
    table.bigInteger('next_record_mark').notNullable();
    table.timestamp('next_at', { useTz: true, precision: 3 });
    table.primary(['id'], 'audit_sealing_pk');
  });
  await knex('audit_sealing').insert({
    id: 1,
    tree_size: 0,
    change_mark: 0,
    record_mark: 0,
    next_change_mark: 0,
    next_record_mark: 0,
  });

  // The trail as a whole is read by time, the latest first.
  for (const name of ['audit_events', 'record_events']) {
    await knex.schema.alterTable(name, table => {
      table.index(['occurred_at', 'position'], `${name}_time_idx`);
    });
  }
  await guard(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of guarded) {
    if (isPostgres(knex)) {
      await knex.raw(`DROP TRIGGER ${table}_guard ON ${table}`);
    } else {
      await knex.raw(`DROP TRIGGER ${table}_guard_update`);
      await knex.raw(`DROP TRIGGER ${table}_guard_delete`);
    }
  }
  if (isPostgres(knex)) {
    await knex.raw('DROP FUNCTION audit_refuse()');
  }
  for (const name of ['audit_events', 'record_events']) {
    await knex.schema.alterTable(name, table => {
      table.dropIndex(['occurred_at', 'position'], `${name}_time_idx`);
    });
  }
  await knex.schema.dropTable('audit_sealing');
  await knex.schema.dropTable('audit_checkpoints');
  await knex.schema.dropTable('audit_nodes');
  await knex.schema.dropTable('audit_leaves');
};
