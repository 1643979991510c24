// @ts-check

/**
 * What is kept of months now also says which emergencies name which incident, and which have yet to be documented, so that a
 * year of emergencies is not read each time; what was kept before does not, and is added up anew. How long the approvers of one
 * system were waited for is found by its changes.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex('figure_months').delete();
  await knex.schema.alterTable('approval_waits', table => {
    table.index(['change_number'], 'approval_waits_change_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('approval_waits', table => {
    table.dropIndex(['change_number'], 'approval_waits_change_idx');
  });
  await knex('figure_months').delete();
};
