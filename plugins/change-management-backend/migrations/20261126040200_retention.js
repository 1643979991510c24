// @ts-check

/** What is left of the data of an event that was purged; `purgedData` of the common package. */
const purged = '{"purged":true}';

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return knex.client.config.client.includes('pg');
}

/**
 * Content is kept for as long as the retention says, and longer where a legal hold lies on it. What is purged leaves its hashes.
 *
 * The one alteration of the trail that the database lets through from here on: the data of an event becomes the marker, and
 * nothing else changes, where its change is listed in `audit_purges`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('legal_holds', table => {
    table.comment('What must not be purged, whatever its age');
    table.increments('number', { primaryKey: true }).comment('HOLD-<number>');
    table.string('entity_ref', 255).comment('All changes that touch it');
    table.integer('change_number').comment('Or one change');
    table.text('reason').notNullable();
    table.string('placed_by', 255).notNullable();
    table.timestamp('placed_at', { useTz: true, precision: 3 }).notNullable();
    table.string('released_by', 255);
    table.timestamp('released_at', { useTz: true, precision: 3 });
    table.text('release_reason');
    table.index(['released_at', 'number'], 'legal_holds_released_at_idx');
  });
  await knex.schema.createTable('audit_purges', table => {
    table.comment('Changes whose content is purged; never updated');
    table.integer('change_number').notNullable();
    table.timestamp('noted_at', { useTz: true, precision: 3 }).notNullable();
    table.primary(['change_number'], 'audit_purges_pk');
  });
  if (isPostgres(knex)) {
    await knex.raw('DROP TRIGGER audit_events_guard ON audit_events');
    await knex.raw(
      'CREATE TRIGGER audit_events_guard BEFORE DELETE OR TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()',
    );
    await knex.raw(
      'CREATE TRIGGER audit_purges_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_purges FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()',
    );
    await knex.raw(`
      CREATE FUNCTION audit_refuse_unless_purged() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.data = '${purged}'
          AND to_jsonb(NEW) - 'data' = to_jsonb(OLD) - 'data'
          AND EXISTS (SELECT 1 FROM audit_purges WHERE change_number = OLD.change_number)
        THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'The audit trail is append-only: % of % is refused', TG_OP, TG_TABLE_NAME
          USING ERRCODE = 'restrict_violation';
      END $$`);
    await knex.raw(
      'CREATE TRIGGER audit_events_update_guard BEFORE UPDATE ON audit_events FOR EACH ROW EXECUTE FUNCTION audit_refuse_unless_purged()',
    );
    return;
  }
  const same = [
    'position',
    'change_number',
    'sequence',
    'type',
    'actor',
    'occurred_at',
    'previous_hash',
    'hash',
  ].map(column => `NEW.${column} = OLD.${column}`);
  await knex.raw('DROP TRIGGER audit_events_guard_update');
  await knex.raw(
    `CREATE TRIGGER audit_events_guard_update BEFORE UPDATE ON audit_events
     WHEN NOT (NEW.data = '${purged}' AND ${same.join(' AND ')}
       AND EXISTS (SELECT 1 FROM audit_purges WHERE change_number = OLD.change_number))
     BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only: UPDATE of audit_events is refused'); END`,
  );
  for (const act of ['UPDATE', 'DELETE']) {
    await knex.raw(
      `CREATE TRIGGER audit_purges_guard_${act.toLowerCase()} BEFORE ${act} ON audit_purges BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only: ${act} of audit_purges is refused'); END`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  if (isPostgres(knex)) {
    await knex.raw('DROP TRIGGER audit_events_update_guard ON audit_events');
    await knex.raw('DROP FUNCTION audit_refuse_unless_purged()');
    await knex.raw('DROP TRIGGER audit_events_guard ON audit_events');
    await knex.raw(
      'CREATE TRIGGER audit_events_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()',
    );
  } else {
    await knex.raw('DROP TRIGGER audit_events_guard_update');
    await knex.raw(
      `CREATE TRIGGER audit_events_guard_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only: UPDATE of audit_events is refused'); END`,
    );
  }
  await knex.schema.dropTable('audit_purges');
  await knex.schema.dropTable('legal_holds');
};
