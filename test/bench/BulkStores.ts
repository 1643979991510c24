import { AuditEvent, Change } from 'backstage-plugin-change-management-common';
import { AuditTrail } from 'backstage-plugin-change-management-backend/src/audit/AuditTrail';
import { toEventRow } from 'backstage-plugin-change-management-backend/src/audit/DatabaseAuditTrail';
import {
  ChangeRecord,
  ChangeStore,
} from 'backstage-plugin-change-management-backend/src/changes/ChangeStore';
import { toChangeNumber } from 'backstage-plugin-change-management-backend/src/platform/changeId';
import { ChangeStep } from 'backstage-plugin-change-management-backend/src/changes/ChangeListener';
import {
  toMeasureRow,
  toWaitRow,
} from 'backstage-plugin-change-management-backend/src/changes/measures';
import {
  toChangeRow,
  toEntityRows,
} from 'backstage-plugin-change-management-backend/src/changes/rows';
import {
  Notice,
  NoticeService,
} from 'backstage-plugin-change-management-backend/src/notices/NoticeService';
import { toNoticeRow } from 'backstage-plugin-change-management-backend/src/notices/NoticeStore';
import { Knex } from 'knex';

type Rows = Record<string, object[]>;

/** The newest changes in memory: what the product writes of them, kept until {@link BulkStores.write}. */
export class BulkStores implements ChangeStore, AuditTrail, NoticeService {
  readonly #now: () => Date;
  readonly #records = new Map<number, ChangeRecord>();
  #events: object[] = [];
  #notices: object[] = [];
  #waits: object[] = [];
  #number: number;

  constructor(options: { lastNumber: number; now: () => Date }) {
    this.#number = options.lastNumber;
    this.#now = options.now;
  }

  /** Empties the memory into the tables; an object of JSON per table is what PostgreSQL reads fastest. */
  async write(database: Knex): Promise<void> {
    const records = [...this.#records];
    const rows: Rows = {
      changes: records.map(([number, record]) => ({
        number,
        ...toChangeRow(record),
      })),
      change_entities: records.flatMap(([, { change }]) =>
        toEntityRows(change),
      ),
      change_parties: records.flatMap(([change_number, { parties }]) =>
        parties.map(party => ({ change_number, ...party })),
      ),
      change_measures: records.flatMap(([, { change }]) =>
        change.actualStart ? [toMeasureRow(change)] : [],
      ),
      approval_waits: this.#waits,
      audit_events: this.#events,
      notices: this.#notices,
    };
    this.#records.clear();
    this.#events = [];
    this.#notices = [];
    this.#waits = [];
    for (const [table, items] of Object.entries(rows)) {
      await insert(database, table, items);
    }
    await database.raw(`SELECT setval('changes_number_seq', ?)`, [
      this.#number,
    ]);
  }

  async get(number: number) {
    return this.#records.get(number)?.change;
  }

  async lock(_tx: Knex.Transaction, number: number) {
    return this.#records.get(number);
  }

  async nextNumber() {
    this.#number += 1;
    return this.#number;
  }

  async insert(_tx: Knex.Transaction, record: ChangeRecord) {
    this.#records.set(toChangeNumber(record.change.id)!, record);
  }

  async update(_tx: Knex.Transaction, _before: unknown, after: ChangeRecord) {
    await this.insert(_tx, after);
  }

  appending(_tx: Knex.Transaction, number: number, events: AuditEvent[]) {
    this.#events.push(...events.map(event => toEventRow(number, event)));
    return [];
  }

  enqueuing(_tx: Knex.Transaction, notices: Notice[]) {
    const now = this.#now();
    this.#notices.push(
      // Without a delivery, none of them is sent.
      ...notices.map(notice => toNoticeRow(notice, now)),
    );
    return [];
  }

  async enqueue(): Promise<never> {
    throw new Error('Nothing that fills tells of anything but changes');
  }

  /** As the listener of the product writes it. */
  readonly noteWait = async (_tx: unknown, step: ChangeStep) => {
    this.#waits.push(...[toWaitRow(step) ?? []].flat());
  };

  deliverSoon() {}
  async start() {}

  async getWith(): Promise<never> {
    throw new Error('Nothing that fills looks at changes');
  }
  async getMany(): Promise<(Change | undefined)[]> {
    throw new Error('Nothing that fills asks for several');
  }
  async setNextReminder(): Promise<never> {
    throw new Error('Nothing that fills watches');
  }
  async setParties(): Promise<never> {
    throw new Error('Nothing that fills watches');
  }
  async isEmpty(): Promise<boolean> {
    throw new Error('Nothing that fills asks for this');
  }
  async typeOf(): Promise<undefined> {
    return undefined;
  }

  async list(): Promise<never> {
    throw new Error('Nothing that fills reads the trail');
  }
}

async function insert(database: Knex, table: string, rows: object[]) {
  if (rows.length === 0) {
    return;
  }
  const columns = [...new Set(rows.flatMap(Object.keys))].map(c => `"${c}"`);
  await database.raw(
    `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", ?)`,
    [JSON.stringify(rows)],
  );
}
