// @ts-check

const batch = 200;

/**
 * What figures count of changes. A year's figures are read from as many rows as changes were started in it, so these are
 * narrow: the rows of `changes` hold whole documents. What belongs to several groups is written as one text of refs, by
 * which the database groups without a join.
 *
 * How long each approver was waited for is known only at the moment of the decision: later edits void decisions.
 *
 * Both are filled from what has been recorded so far.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const time = (
    /** @type {import('knex').Knex.CreateTableBuilder} */ table,
    /** @type {string} */ name,
  ) => table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.createTable('change_measures', table => {
    table.comment('What figures count of each change that was started');
    table
      .integer('change_number')
      .notNullable()
      .references('number')
      .inTable('changes')
      .withKeyName('change_measures_change_fk');
    time(table, 'started_at').notNullable();
    table.string('month', 7).notNullable().comment('Of the start, in UTC');
    table.string('type', 32).notNullable();
    table.string('category', 32);
    table.string('close_code', 32);
    table.string('emergency_reason', 32);
    table.text('incident_ref');
    table
      .boolean('unlogged')
      .notNullable()
      .comment('An emergency without an entry in its log');
    table.integer('lead_minutes').comment('From the request to its completion');
    table.integer('downtime_minutes').comment('As reported last');
    table.integer('restore_minutes').comment('Of what was rolled back');
    time(table, 'documentation_due_at').comment('Of an emergency');
    time(table, 'documented_at');
    for (const name of ['entities', 'systems', 'teams']) {
      table.text(name).notNullable().comment('Refs, with spaces in between');
    }
    table.primary(['change_number'], 'change_measures_pk');
    table.index(['started_at'], 'change_measures_started_idx');
  });

  await knex.schema.createTable('approval_waits', table => {
    table.comment('How long approvers and owners were waited for');
    table.increments('number', { primaryKey: true });
    table
      .integer('change_number')
      .notNullable()
      .references('number')
      .inTable('changes')
      .withKeyName('approval_waits_change_fk');
    table
      .string('role', 32)
      .notNullable()
      .comment('Or owner, or named for whom the policy names');
    table.string('category', 32);
    table.string('risk_level', 16);
    time(table, 'decided_at').notNullable();
    table.integer('minutes').notNullable();
    table.index(['decided_at'], 'approval_waits_decided_idx');
  });

  // Lists of the changes of a system, as figures count them.
  await knex.raw(
    'CREATE INDEX change_entities_system_idx ON change_entities (system_ref, change_number) WHERE system_ref IS NOT NULL',
  );

  const policies = await knex('policies').select('version', 'document');
  /** @type {Map<string, number>} */
  const hours = new Map();
  for (const { version, document } of policies) {
    hours.set(version, JSON.parse(document).deadlines.documentation.dueHours);
  }
  for (let after = 0; ; ) {
    const rows = await knex('changes')
      .where('number', '>', after)
      .orderBy('number')
      .limit(batch)
      .select('number', 'document');
    if (rows.length === 0) {
      break;
    }
    after = rows[rows.length - 1].number;
    const events = await knex('audit_events')
      .whereIn(
        'change_number',
        rows.map(({ number }) => number),
      )
      .orderBy(['change_number', 'sequence'])
      .select('change_number', 'type', 'actor', 'occurred_at', 'data');
    for (const { number, document } of rows) {
      const life = liveAgain(
        events.filter(({ change_number }) => change_number === number),
      );
      const measures = measure(number, JSON.parse(document), life, hours);
      if (measures) {
        await knex('change_measures').insert(measures);
      }
      for (const wait of life.waits) {
        await knex('approval_waits').insert({ change_number: number, ...wait });
      }
    }
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX change_entities_system_idx');
  await knex.schema.dropTable('approval_waits');
  await knex.schema.dropTable('change_measures');
};

/**
 * @param {string} from
 * @param {string} to
 */
function minutesBetween(from, to) {
  return Math.ceil((Date.parse(to) - Date.parse(from)) / 60_000);
}

/**
 * Who was waited for, and when the form was complete, by the events of one change.
 *
 * @param {any[]} events
 */
function liveAgain(events) {
  /** @type {any[]} */
  const waits = [];
  /** @type {any} */
  let judgement = {};
  let state = 'draft';
  let since = '';
  /** @type {string | undefined} */
  let startedAt;
  /** @type {string | undefined} */
  let documentedAt;
  /** @type {any[]} */
  let decisions = [];
  let assessed = new Set();
  /** @type {string[]} */
  let entities = [];
  /** @type {string | undefined} */
  let category;
  let logged = false;
  for (const { type, actor, occurred_at, data } of events) {
    const at = new Date(occurred_at).toISOString();
    const event = JSON.parse(data);
    const { risk } = judgement;
    const asked = {
      category: category ?? null,
      risk_level: risk?.level ?? null,
      decided_at: at,
    };
    const from = state === 'authorization' ? since : startedAt;
    switch (type) {
      case 'decided': {
        const { requirementId, roles = [] } = event.decision;
        if (
          from &&
          !decisions.some(
            d => d.by === actor && d.requirementId === requirementId,
          )
        ) {
          const { roles: wanted = [] } =
            judgement.requirements.find(
              (/** @type {any} */ { id }) => id === requirementId,
            ) ?? {};
          const role = wanted.find((/** @type {string} */ name) =>
            roles.some((/** @type {any} */ held) => held.role === name),
          );
          waits.push({
            role: role ?? 'named',
            ...asked,
            minutes: minutesBetween(from, at),
          });
        }
        decisions = decisions.filter(
          d => d.by !== actor && d.onBehalfOf !== actor,
        );
        decisions.push({ ...event.decision, by: actor });
        break;
      }
      case 'assessed': {
        const { entityRef } = event.assessment;
        if (
          state === 'assessment' &&
          entities.includes(entityRef) &&
          !assessed.has(entityRef)
        ) {
          waits.push({
            role: 'owner',
            ...asked,
            minutes: minutesBetween(since, at),
          });
        }
        assessed.add(entityRef);
        break;
      }
      case 'assessment-opened':
      case 'authorization-opened':
        state = type.replace('-opened', '');
        since = at;
        break;
      case 'released':
        since = at;
        break;
      case 'started':
        state = 'implementation';
        startedAt = at;
        break;
      case 'logged':
        logged = true;
        break;
      case 'created':
        ({ category, affectedEntities: entities } = event.content);
        break;
      case 'edited': {
        const { fields } = event;
        category = fields.category ? fields.category.to : category;
        entities = fields.affectedEntities?.to ?? entities;
        decisions = event.newContent ? [] : decisions;
        const concerned = new Set([
          ...entities,
          ...event.judgement.impact.indirect.map(
            (/** @type {any} */ { entityRef }) => entityRef,
          ),
        ]);
        assessed = new Set([...assessed].filter(ref => concerned.has(ref)));
        break;
      }
      case 'submitted':
      case 'risk-overridden':
        decisions = [];
        break;
      case 'changes-requested':
      case 'revised':
        decisions = [];
        state = 'draft';
        break;
      case 'approved':
      case 'rejected':
      case 'canceled':
      case 'completed':
        state = type;
        break;
      default:
    }
    judgement = event.judgement ?? judgement;
    const isComplete = !judgement.missing?.length;
    documentedAt = startedAt && isComplete ? documentedAt ?? at : undefined;
  }
  return { waits, documentedAt, logged };
}

/**
 * @param {number} change_number
 * @param {any} change
 * @param {{ documentedAt?: string, logged: boolean }} life
 * @param {Map<string, number>} hours
 */
function measure(change_number, change, { documentedAt, logged }, hours) {
  const { actualStart, completion, rollback, rollbackRun, emergency } = change;
  if (!actualStart) {
    return undefined;
  }
  const isEmergency = change.type === 'emergency';
  const joined = (/** @type {string[]} */ refs) =>
    [...new Set(refs)]
      .filter(ref => ref)
      .sort()
      .join(' ');
  const systemOf = (/** @type {string} */ ref) =>
    ref.startsWith('system:')
      ? ref
      : change.impact.direct.find(
          (/** @type {any} */ { entityRef }) => entityRef === ref,
        )?.system;
  const dueHours = hours.get(change.policyVersion) ?? 24;
  const broken = rollbackRun?.at ?? completion?.at ?? actualStart;
  return {
    change_number,
    started_at: actualStart,
    month: actualStart.slice(0, 7),
    type: change.type,
    category: change.category ?? null,
    close_code: change.closeCode ?? null,
    emergency_reason: emergency?.reason ?? null,
    incident_ref: emergency?.incidentRef ?? null,
    unlogged: isEmergency && !logged,
    lead_minutes: completion
      ? minutesBetween(change.createdAt, completion.at)
      : null,
    downtime_minutes:
      rollback?.actualDowntimeMinutes ??
      completion?.actualDowntimeMinutes ??
      null,
    restore_minutes: rollback ? minutesBetween(broken, rollback.at) : null,
    documentation_due_at: isEmergency
      ? new Date(Date.parse(actualStart) + dueHours * 3_600_000).toISOString()
      : null,
    documented_at: isEmergency ? documentedAt ?? null : null,
    entities: joined(change.affectedEntities),
    systems: joined(change.affectedEntities.map(systemOf)),
    teams: joined(
      change.impact.direct.flatMap((/** @type {any} */ { owners }) => owners),
    ),
  };
}
