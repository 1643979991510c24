import { ClosedChange } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { IncidentReader } from '../incidents/IncidentReader';
import { toChangeId } from '../platform/changeId';
import { isPostgres, toIsoTime } from '../platform/database';
import { ClosedChanges } from './FailureHistory';

/** What failed long ago says little of today; and what is read at once has to have an end. */
const LATEST = 20_000;

/** The latest closed changes, by one statement that reads no documents, and which of them caused incidents. */
export class DatabaseClosedChanges implements ClosedChanges {
  readonly #database: Knex;
  readonly #incidents: IncidentReader;

  constructor(options: { database: Knex; incidents: IncidentReader }) {
    this.#database = options.database;
    this.#incidents = options.incidents;
  }

  async read(): Promise<ClosedChange[]> {
    const causes = await this.#incidents.confirmedCauses();
    const rows = await this.#database('changes')
      .where('state', 'closed')
      .whereNotNull('closed_at')
      .orderBy([
        { column: 'closed_at', order: 'desc' },
        { column: 'number', order: 'desc' },
      ])
      .limit(LATEST)
      .select('number', 'close_code', 'closed_at', 'category', 'planned_start')
      .select({
        entity_refs: this.#joined('change_entities', 'entity_ref'),
        owners: this.#joined('change_parties', 'subject').where(
          'kind',
          'owner',
        ),
      });
    return rows.map(row => ({
      id: toChangeId(row.number),
      closeCode: row.close_code,
      causedIncident: causes.has(toChangeId(row.number)),
      closedAt: toIsoTime(row.closed_at),
      category: row.category ?? undefined,
      plannedStart:
        row.planned_start === null ? undefined : toIsoTime(row.planned_start),
      entityRefs: row.entity_refs?.split(' ') ?? [],
      owners: row.owners?.split(' ') ?? [],
    }));
  }

  /** Refs of a change in one text: none of them contains a space. */
  #joined(table: string, column: string): Knex.QueryBuilder {
    const join = isPostgres(this.#database) ? 'string_agg' : 'group_concat';
    return this.#database(table)
      .whereRaw('?? = changes.number', [`${table}.change_number`])
      .select(this.#database.raw(`${join}(??, ' ')`, [`${table}.${column}`]));
  }
}
