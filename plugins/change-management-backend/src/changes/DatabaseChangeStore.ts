import { ConflictError } from '@backstage/errors';
import { Change } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { isPostgres, toIsoTime } from '../platform/database';
import { inOneStatement } from '../platform/inOneStatement';
import { prepared } from '../platform/prepared';
import { ChangeRecord, ChangeStore } from './ChangeStore';
import { toChangeNumber } from '../platform/changeId';
import { readDocument } from './documents';
import { KnownDocument, KnownDocuments } from './KnownDocuments';
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
  knex: Knex,
  number: number,
  before: Party[],
  after: Party[],
): Knex.QueryBuilder[] {
  const gone = without(before, after);
  const added = without(after, before);
  if (gone.length === 1 && added.length === 1) {
    return [
      knex('change_parties')
        .where({ change_number: number, ...gone[0] })
        .update(added[0]),
    ];
  }
  const statements: Knex.QueryBuilder[] = [];
  if (gone.length) {
    statements.push(
      knex('change_parties')
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
      knex('change_parties').insert(
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
        .first({ ...this.#unlessKnown(known), ...also }),
    );
    return (
      row && { change: this.#changeIn(number, row, known), holds: row.holds }
    );
  }

  /** What tells whether a change still is as it is known, and how it is if not. */
  #unlessKnown(known: KnownDocument<Change> | undefined) {
    return {
      hash: 'audit_hash',
      document: this.#database.raw(
        'CASE WHEN audit_hash = ? AND NOT content_purged THEN NULL ELSE document END',
        [known?.hash ?? ''],
      ),
    };
  }

  #changeIn(
    number: number,
    { hash, document }: { hash: string; document: string | null },
    known: KnownDocument<Change> | undefined,
  ): Change {
    return document === null
      ? known!.document
      : this.#known.keep(number, hash, readDocument(document), document.length);
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
    const known = this.#known.of(number);
    // SQLite knows no row locks; there, one transaction runs at a time.
    const row = await prepared(
      tx('changes')
        .where({ number })
        .modify(query => isPostgres(tx) && query.forUpdate())
        .first({
          ...this.#unlessKnown(known),
          sequence: 'audit_sequence',
          parties: 'parties',
          next_reminder_at: 'next_reminder_at',
        }),
    );
    return (
      row && {
        change: this.#changeIn(number, row, known),
        chain: { sequence: row.sequence, hash: row.hash },
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

  async nextNumber(knex: Knex): Promise<number> {
    // The number is part of the document and of the first audit event, so it has to be known before the insert.
    if (isPostgres(knex)) {
      const { rows } = await prepared(
        knex.raw(
          `SELECT nextval(pg_get_serial_sequence('changes', 'number')) AS number`,
        ),
      );
      return Number(rows[0].number);
    }
    const row = await knex('sqlite_sequence')
      .where({ name: 'changes' })
      .first('seq');
    return row.seq + 1;
  }

  async insert(
    knex: Knex,
    record: ChangeRecord,
    also: Knex.QueryBuilder[] = [],
  ): Promise<void> {
    const number = toChangeNumber(record.change.id)!;
    const row = toChangeRow(record);
    await inOneStatement(knex, knex('changes').insert({ number, ...row }), [
      knex('change_entities').insert(toEntityRows(record.change)),
      ...partiesUpdated(knex, number, [], record.parties),
      ...also,
    ]);
    this.#written(record, row);
  }

  async update(
    tx: Knex.Transaction,
    before: ChangeRecord,
    after: ChangeRecord,
    also: Knex.QueryBuilder[] = [],
  ): Promise<void> {
    const number = toChangeNumber(after.change.id)!;
    const row = {
      ...toChangeRow(after),
      ...(after.isPurged && { content_purged: true }),
    };
    const updated = await inOneStatement(
      tx,
      tx('changes')
        .where({ number, revision: before.change.revision })
        .update(row),
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
    if (!after.isPurged) {
      this.#written(after, row);
    }
  }

  /** What was written is known; should its transaction fail, no row ever has its hash. */
  #written(
    { change, chain }: ChangeRecord,
    { document }: { document: string },
  ): void {
    const number = toChangeNumber(change.id)!;
    this.#known.keep(number, chain.hash, change, document.length);
  }

  async isEmpty(): Promise<boolean> {
    return !(await this.#database('changes').first('number'));
  }
}
