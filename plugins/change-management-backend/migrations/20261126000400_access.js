// @ts-check

/**
 * The ledger of access (policy §6): who may do what with which entity, since when, until when, and by which change.
 *
 * A grant is altered only by revoking it, and by moving its end where it lies ahead, so that what the ledger says of a time
 * that has passed stays true. All alterations of an entity's access wait for each other at its row in `access_entities`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const time = (
    /** @type {import('knex').Knex.CreateTableBuilder} */ table,
    /** @type {string} */ name,
  ) => table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.createTable('access_entities', table => {
    table.comment('Entities to which access was ever granted');
    table.string('entity_ref', 255).primary().notNullable();
  });

  await knex.schema.createTable('access_grants', table => {
    table.comment('Access that changes have granted; never deleted');
    table.increments('number', { primaryKey: true });
    table
      .string('id', 48)
      .notNullable()
      .comment('The change that granted it, and which of its grants it is');
    table.string('principal', 255).notNullable();
    table.string('entity_ref', 255).notNullable();
    table.string('permission', 200).notNullable();
    time(table, 'valid_from').notNullable();
    time(table, 'valid_until').nullable();
    table.integer('change_number').notNullable();
    time(table, 'granted_at').notNullable();
    table.integer('revoked_by_number').nullable();
    time(table, 'revoked_at').nullable();
    time(table, 'warn_at')
      .nullable()
      .comment('When its owners are to be told that it ends soon');
    time(table, 'warned_at').nullable();
    time(table, 'expired_at')
      .nullable()
      .comment('When its end was noticed and its revocation asked for');
    table.unique(['id'], { indexName: 'access_grants_id_uq' });
    table.index(
      ['entity_ref', 'granted_at', 'number'],
      'access_grants_entity_idx',
    );
    table.index(
      ['principal', 'granted_at', 'number'],
      'access_grants_principal_idx',
    );
    table.index(['change_number'], 'access_grants_change_idx');
    table.index(['revoked_by_number'], 'access_grants_revoking_idx');
    table.index(['granted_at', 'number'], 'access_grants_granted_idx');
  });
  // What is due is looked for every minute; of many grants it is few.
  await knex.raw(
    'CREATE INDEX access_grants_ending_idx ON access_grants (valid_until) WHERE revoked_at IS NULL AND expired_at IS NULL',
  );
  await knex.raw(
    'CREATE INDEX access_grants_warning_idx ON access_grants (warn_at) WHERE revoked_at IS NULL AND warned_at IS NULL',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('access_grants');
  await knex.schema.dropTable('access_entities');
};
