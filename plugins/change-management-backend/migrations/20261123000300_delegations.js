// @ts-check

/**
 * Who stands in for whom during an absence. A delegation that was revoked stays, as does one that has ended: what was done
 * under it has to be explained later.
 *
 * A notice may now be of something else than a change.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('delegations', table => {
    table.string('id', 36).notNullable().primary('delegations_pk');
    table.string('delegator', 255).notNullable();
    table.string('delegate', 255).notNullable();
    table.timestamp('starts_at', { useTz: true, precision: 3 }).notNullable();
    table.timestamp('ends_at', { useTz: true, precision: 3 }).notNullable();
    table.text('reason').notNullable();
    table.string('created_by', 255).notNullable();
    table.timestamp('created_at', { useTz: true, precision: 3 }).notNullable();
    table.timestamp('revoked_at', { useTz: true, precision: 3 }).nullable();
    table.string('revoked_by', 255).nullable();
    table.text('revocation_reason').nullable();

    // The list in its order, of all and of one person.
    table.index(['starts_at', 'id'], 'delegations_start_idx');
    table.index(['delegator', 'starts_at', 'id'], 'delegations_delegator_idx');
    table.index(['delegate', 'starts_at', 'id'], 'delegations_delegate_idx');
  });
  // What is in force is read every half minute, and is little among all that ever was.
  await knex.raw(
    'create index delegations_current_idx on delegations (ends_at) where revoked_at is null',
  );
  await knex.schema.alterTable('notices', table => {
    table.setNullable('change_id');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex('notices').whereNull('change_id').delete();
  await knex.schema.alterTable('notices', table => {
    table.dropNullable('change_id');
  });
  await knex.schema.dropTable('delegations');
};
