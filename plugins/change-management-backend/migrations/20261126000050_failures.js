/**
 * How a change ended is written beside the entities that it touched, so that the failures of an entity are read out of one
 * index, without a look at every change that ended well. Joined to the changes, the database took longer to plan the
 * question than to answer it.
 */
const failed = `close_code IN ('successful-with-issues', 'unsuccessful', 'rolled-back')`;

exports.up = async function up(knex) {
  await knex.schema.alterTable('change_entities', table => {
    table.string('close_code', 32).comment('Copied from the change');
  });
  await knex('change_entities').update({
    close_code: knex('changes')
      .where('changes.number', knex.ref('change_entities.change_number'))
      .select('close_code'),
  });
  await knex.raw(
    `CREATE INDEX change_entities_failed_idx ON change_entities (entity_ref, ended_at) WHERE ${failed}`,
  );
};

exports.down = async function down(knex) {
  await knex.raw('DROP INDEX change_entities_failed_idx');
  await knex.schema.alterTable('change_entities', table => {
    table.dropColumn('close_code');
  });
};
