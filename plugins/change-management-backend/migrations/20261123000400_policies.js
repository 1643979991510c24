// @ts-check

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return knex.client.config.client.includes('pg');
}

/**
 * The versions of the policy. Changes are judged by published ones and name them, so what was approved never changes, and
 * what was published stays: that is held here, too, against a statement sent by hand.
 *
 * There are few of them, so no index besides the key.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('policies', table => {
    table.comment('The versions of the change management policy');
    table.string('version', 32).primary();
    table
      .string('state', 16)
      .notNullable()
      .comment('draft, approved, published');
    table
      .string('effective_date', 10)
      .notNullable()
      .comment(
        'First day in force, in UTC; YYYY-MM-DD, to be compared as text',
      );
    table.text('document').notNullable().comment('RFC 8785 canonical JSON');
    table.string('digest', 64).notNullable().comment('SHA-256 of the document');
    table.string('based_on', 32);
    table.text('note');
    table
      .text('authors')
      .notNullable()
      .comment('Who wrote on it and may not approve it; a JSON array');
    for (const act of ['proposed', 'approved', 'published']) {
      table.string(`${act}_by`, 255);
      table.timestamp(`${act}_at`, { useTz: true, precision: 3 });
    }
  });
  const changed = `(OLD.state = 'published' OR OLD.state <> 'draft' AND (
    NEW.version <> OLD.version OR NEW.document <> OLD.document OR NEW.digest <> OLD.digest OR NEW.state = 'draft'))`;
  const refused = 'An approved policy never changes';
  if (isPostgres(knex)) {
    await knex.raw(`
      CREATE FUNCTION keep_policy() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          IF OLD.state = 'draft' THEN RETURN OLD; END IF;
        ELSIF NOT ${changed} THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION '${refused}';
      END $$`);
    await knex.raw(
      `CREATE TRIGGER keep_policy BEFORE UPDATE OR DELETE ON policies FOR EACH ROW EXECUTE FUNCTION keep_policy()`,
    );
  } else {
    await knex.raw(
      `CREATE TRIGGER keep_policy_from_update BEFORE UPDATE ON policies WHEN ${changed}
       BEGIN SELECT RAISE(ABORT, '${refused}'); END`,
    );
    await knex.raw(
      `CREATE TRIGGER keep_policy_from_delete BEFORE DELETE ON policies WHEN OLD.state <> 'draft'
       BEGIN SELECT RAISE(ABORT, '${refused}'); END`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('policies');
  if (isPostgres(knex)) {
    await knex.raw('DROP FUNCTION keep_policy()');
  }
};
