import { SchedulerService } from '@backstage/backend-plugin-api';
import {
  Change,
  ClauseStatus,
  clausesOf,
  Facts,
  finalStates,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { ChangeListener } from '../changes/ChangeListener';
import { FactGatherer } from '../changes/FactGatherer';
import {
  PopulationReader,
  PopulationRequest,
} from '../changes/PopulationReader';
import { hashOf, toCanonicalJson } from '../platform/canonical';
import { toChangeNumber } from '../platform/changeId';
import { inOneStatement } from '../platform/inOneStatement';

/** Where changes stand with a clause, without saying why. */
export type ClauseReading = Pick<
  ClauseStatus,
  'id' | 'section' | 'text' | 'status'
>;

/** Changes that stand alike with every clause. */
export interface AlikeChanges {
  clauses: ClauseReading[];
  count: number;
  /** The latest of them, where any clause is open in them or was waived. */
  latest: number[];
}

type Judging = Pick<Facts, 'policy' | 'entities' | 'now'>;

/** Where a change stands with each clause of the policy that judged it. */
export function readClauses(change: Change, facts: Judging): ClauseReading[] {
  return clausesOf(change, facts).map(({ id, section, text, status }) => ({
    ...{ id, section, text, status },
  }));
}

function isNoteworthy({ status }: ClauseReading): boolean {
  return status === 'open' || status === 'waived';
}

/** What is kept of how changes that have ended stand with the clauses of the policy. */
export class ClauseReadings {
  readonly #database: Knex;
  readonly #population: PopulationReader;
  readonly #gatherer: FactGatherer;
  readonly #clock: () => Date;

  constructor(options: {
    database: Knex;
    population: PopulationReader;
    gatherer: FactGatherer;
    clock: () => Date;
  }) {
    this.#database = options.database;
    this.#population = options.population;
    this.#gatherer = options.gatherer;
    this.#clock = options.clock;
  }

  /** Keeps the reading of a change that has ended, in the transaction in which it ends, or goes on after its end. */
  readonly onChange: ChangeListener = async (tx, { after, events, facts }) => {
    if (events.length === 0 || !finalStates.includes(after.state)) {
      return undefined;
    }
    await this.#keep(tx, [[after, facts]], 'anew');
    return undefined;
  };

  /** Those who stand alike among the changes of a population that have ended and are read. */
  async count(
    request: PopulationRequest,
    mostNamed: number,
  ): Promise<AlikeChanges[]> {
    const read = () =>
      this.#database('change_clauses').whereIn(
        'change_number',
        this.#population.numbers(request),
      );
    const counted: { digest: string; count: number | string }[] = await read()
      .groupBy('digest')
      .select('digest')
      .count({ count: '*' });
    const readings = await this.#readings(counted.map(({ digest }) => digest));
    const noteworthy = [...readings]
      .filter(([, clauses]) => clauses.some(isNoteworthy))
      .map(([digest]) => digest);
    const latest = new Map<string, number[]>(
      noteworthy.map(digest => [digest, []]),
    );
    const placed = read()
      .whereIn('digest', noteworthy)
      .select(
        'digest',
        'change_number',
        this.#database.raw(
          'row_number() over (partition by digest order by change_number desc) as place',
        ),
      );
    const named = noteworthy.length
      ? await this.#database
          .from(placed.as('placed'))
          .where('place', '<=', mostNamed)
          .orderBy('change_number', 'desc')
          .select('digest', 'change_number')
      : [];
    named.forEach(row => latest.get(row.digest)!.push(row.change_number));
    return counted.map(({ digest, count }) => ({
      clauses: readings.get(digest)!,
      count: Number(count),
      latest: latest.get(digest) ?? [],
    }));
  }

  /** Reads the changes that had ended before anything was kept of them, some hundred at a time. */
  async fill(signal?: AbortSignal): Promise<number> {
    let filled = 0;
    for await (const changes of this.#population.ended(unread =>
      unread
        .from('change_clauses')
        .whereRaw('change_clauses.change_number = changes.number'),
    )) {
      if (signal?.aborted) {
        break;
      }
      const facts = await this.#gatherer.forChanges(changes, { orStale: true });
      const now = this.#clock().toISOString();
      await this.#database.transaction(tx =>
        this.#keep(
          tx,
          changes.map(change => [change, { ...facts(change), now }]),
          'unless kept',
        ),
      );
      filled += changes.length;
    }
    return filled;
  }

  async schedule(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'read-clauses',
      frequency: { hours: 1 },
      timeout: { hours: 1 },
      initialDelay: { minutes: 1 },
      fn: signal => this.fill(signal).then(() => {}),
    });
  }

  async #readings(digests: string[]): Promise<Map<string, ClauseReading[]>> {
    const rows = await this.#database('clause_readings').whereIn(
      'digest',
      digests,
    );
    return new Map(
      rows.map(({ digest, reading }) => [digest, JSON.parse(reading)]),
    );
  }

  async #keep(
    tx: Knex.Transaction,
    changes: [Change, Judging][],
    manner: 'anew' | 'unless kept',
  ): Promise<void> {
    const readings = new Map<string, string>();
    const rows = changes.map(([change, facts]) => {
      const clauses = readClauses(change, facts);
      const digest = hashOf(clauses);
      readings.set(digest, toCanonicalJson(clauses));
      return { change_number: toChangeNumber(change.id)!, digest };
    });
    const kept = tx('change_clauses').insert(rows).onConflict('change_number');
    await inOneStatement(
      tx,
      tx('clause_readings')
        .insert([...readings].map(([digest, reading]) => ({ digest, reading })))
        .onConflict('digest')
        .ignore(),
      [manner === 'anew' ? kept.merge(['digest']) : kept.ignore()],
    );
  }
}
