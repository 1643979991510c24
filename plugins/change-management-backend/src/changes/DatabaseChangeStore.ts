import { ConflictError } from '@backstage/errors';
import { Change } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { isPostgres, toIsoTime } from '../platform/database';
import { inOneStatement } from '../platform/inOneStatement';
import { prepared } from '../platform/prepared';
import { ChangeRecord, ChangeStore } from './ChangeStore';
import { toChangeNumber } from '../platform/changeId';
import { readDocument } from './documents';
import { KnownDocuments } from './KnownDocuments';
import { Party } from './parties';
import { toChangeRow, toEntityRows } from './rows';

function without(parties: Party[], others: Party[]): Party[] {
  return parties.filter(
    ({ kind, subject }) =>
      !others.some(other => other.kind === kind && other.subject === subject),
  );
}

function entitiesUpdated(
  tx: Knex.Transaction,
  number: number,
  before: Change,
  after: Change,
): Knex.QueryBuilder[] {
  const rows = toEntityRows(after);
  if (JSON.stringify(toEntityRows(before)) === JSON.stringify(rows)) {
    return [];
  }
  const gone = before.affectedEntities.filter(
    ref => !after.affectedEntities.includes(ref),
  );
  const written = tx('change_entities')
    .insert(rows)
    .onConflict(['change_number', 'entity_ref'])
    .merge();
  return gone.length
    ? [
        written,
        tx('change_entities')
          .where({ change_number: number })
          .whereIn('entity_ref', gone)
          .delete(),
      ]
    : [written];
}

/** Most steps put one party in the place of another, which is one statement; whoever stays keeps their row. */
function partiesUpdated(
  tx: Knex.Transaction,
  number: number,
  before: Party[],
  after: Party[],
): Knex.QueryBuilder[] {
  const gone = without(before, after);
  const added = without(after, before);
  if (gone.length === 1 && added.length === 1) {
    return [
      tx('change_parties')
        .where({ change_number: number, ...gone[0] })
        .update(added[0]),
    ];
  }
  const statements: Knex.QueryBuilder[] = [];
  if (gone.length) {
    statements.push(
      tx('change_parties')
        .where({ change_number: number })
        .whereIn(
          ['kind', 'subject'],
          gone.map(({ kind, subject }) => [kind, subject]),
        )
        .delete(),
    );
  }
  if (added.length) {
    statements.push(
      tx('change_parties').insert(
        added.map(party => ({ change_number: number, ...party })),
      ),
    );
  }
  return statements;
}

/** Changes in the tables `changes`, `change_entities` and `change_parties`. */
export class DatabaseChangeStore implements ChangeStore {
  readonly #database: Knex;
  readonly #known = new KnownDocuments<Change>();

  constructor(database: Knex) {
    this.#database = database;
  }

  async get(number: number): Promise<Change | undefined> {
    return (await this.#read(number))?.change;
  }

  async getWith(
    number: number,
    column: Knex.Raw,
  ): Promise<{ change: Change; holds: boolean } | undefined> {
    const found = await this.#read(number, { holds: column });
    return found && { ...found, holds: Boolean(found.holds) };
  }

  async #read(
    number: number,
    also: Record<string, Knex.Raw> = {},
  ): Promise<{ change: Change; holds?: unknown } | undefined> {
    const known = this.#known.of(number);
    const row = await prepared(
      this.#database('changes')
        .where({ number })
        .first('audit_hash', {
          document: this.#database.raw(
            'CASE WHEN audit_hash = ? THEN NULL ELSE document END',
            [known?.hash ?? ''],
          ),
          ...also,
        }),
    );
    if (!row) {
      return undefined;
    }
    const { audit_hash: hash, document: text, holds } = row;
    const change =
      text === null
        ? known!.document
        : this.#known.keep(number, hash, readDocument(text), text.length);
    return { change, holds };
  }

  async getMany(
    numbers: (number | undefined)[],
  ): Promise<(Change | undefined)[]> {
    const rows = await this.#database('changes')
      .whereIn(
        'number',
        numbers.filter(number => number !== undefined),
      )
      .select('number', 'document');
    const byNumber = new Map(
      rows.map(row => [row.number, readDocument(row.document)]),
    );
    return numbers.map(number => byNumber.get(number));
  }

  async lock(
    tx: Knex.Transaction,
    number: number,
  ): Promise<ChangeRecord | undefined> {
    // SQLite knows no row locks; there, one transaction runs at a time.
    const row = await prepared(
      tx('changes')
        .where({ number })
        .modify(query => isPostgres(tx) && query.forUpdate())
        .first(
          'document',
          'audit_sequence',
          'audit_hash',
          'parties',
          'next_reminder_at',
        ),
    );
    return (
      row && {
        change: readDocument(row.document),
        chain: { sequence: row.audit_sequence, hash: row.audit_hash },
        parties: JSON.parse(row.parties),
        nextReminderAt:
          row.next_reminder_at === null
            ? undefined
            : toIsoTime(row.next_reminder_at),
      }
    );
  }

  async setNextReminder(
    tx: Knex.Transaction,
    number: number,
    at: string | undefined,
  ): Promise<void> {
    await tx('changes')
      .where({ number })
      .update({ next_reminder_at: at ?? null });
  }

  async setParties(
    tx: Knex.Transaction,
    number: number,
    before: Party[],
    after: Party[],
  ): Promise<void> {
    await inOneStatement(
      tx,
      tx('changes')
        .where({ number })
        .update({ parties: JSON.stringify(after) }),
      partiesUpdated(tx, number, before, after),
    );
  }

  async nextNumber(tx: Knex.Transaction): Promise<number> {
    // The number is part of the document and of the first audit event, so it has to be known before the insert.
    if (isPostgres(tx)) {
      const { rows } = await prepared(
        tx.raw(
          `SELECT nextval(pg_get_serial_sequence('changes', 'number')) AS number`,
        ),
      );
      return Number(rows[0].number);
    }
    const row = await tx('sqlite_sequence')
      .where({ name: 'changes' })
      .first('seq');
    return row.seq + 1;
  }

  async insert(
    tx: Knex.Transaction,
    record: ChangeRecord,
    also: Knex.QueryBuilder[] = [],
  ): Promise<void> {
    const number = toChangeNumber(record.change.id)!;
    await inOneStatement(
      tx,
      tx('changes').insert({ number, ...toChangeRow(record) }),
      [
        tx('change_entities').insert(toEntityRows(record.change)),
        ...partiesUpdated(tx, number, [], record.parties),
        ...also,
      ],
    );
  }

  async update(
    tx: Knex.Transaction,
    before: ChangeRecord,
    after: ChangeRecord,
    also: Knex.QueryBuilder[] = [],
  ): Promise<void> {
    const number = toChangeNumber(after.change.id)!;
    const updated = await inOneStatement(
      tx,
      tx('changes')
        .where({ number, revision: before.change.revision })
        .update(toChangeRow(after)),
      [
        ...entitiesUpdated(tx, number, before.change, after.change),
        ...partiesUpdated(tx, number, before.parties, after.parties),
        ...also,
      ],
    );
    if (updated !== 1) {
      throw new ConflictError(
        `Somebody else wrote ${after.change.id} at the same time. Read it again.`,
      );
    }
  }

  async isEmpty(): Promise<boolean> {
    return !(await this.#database('changes').first('number'));
  }
}
