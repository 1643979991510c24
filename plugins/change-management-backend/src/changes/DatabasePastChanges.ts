import {
  Change,
  isReplayable,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { EntityCatalog } from '../impact/EntityCatalog';
import { Visibility } from '../permissions/Grants';
import { toIsoTime } from '../platform/database';
import { PastChange, PastChanges } from '../policy/PastChanges';
import { readDocument } from './documents';
import { ModelSource } from './ModelSource';
import { whereVisible } from './visibility';

/** Documents read at once: each may be large. */
const BATCH = 100;

/** By keyset along `changes_created_at_idx`, so that the last batch costs as much as the first. */
export class DatabasePastChanges implements PastChanges {
  readonly #database: Knex;
  readonly #catalog: Pick<EntityCatalog, 'getFacts'>;
  readonly #models: Pick<ModelSource, 'factsOf'>;

  constructor(options: {
    database: Knex;
    catalog: Pick<EntityCatalog, 'getFacts'>;
    models: Pick<ModelSource, 'factsOf'>;
  }) {
    this.#database = options.database;
    this.#catalog = options.catalog;
    this.#models = options.models;
  }

  async *read(
    visible: Visibility,
    { from, to }: { from: string; to: string },
  ): AsyncGenerator<PastChange[]> {
    let before: [string, number] = [to, 0];
    for (;;) {
      const query = this.#database('changes')
        .where('changes.created_at', '>=', from)
        .whereRaw('(changes.created_at, changes.number) < (?, ?)', before)
        .whereNot('changes.state', 'draft')
        .orderBy([
          { column: 'changes.created_at', order: 'desc' },
          { column: 'changes.number', order: 'desc' },
        ])
        .limit(BATCH)
        .select('changes.number', 'changes.created_at', 'changes.document');
      whereVisible(query, visible);
      const rows = await query;
      yield await this.#withFacts(
        rows.map(row => readDocument(row.document)).filter(isReplayable),
      );
      if (rows.length < BATCH) {
        return;
      }
      const last = rows[rows.length - 1];
      before = [toIsoTime(last.created_at), last.number];
    }
  }

  async #withFacts(changes: Change[]): Promise<PastChange[]> {
    const refs = changes.flatMap(change => change.affectedEntities);
    const made = changes.filter(({ changeModel }) => changeModel);
    const [entities, models] = await Promise.all([
      this.#catalog.getFacts([...new Set(refs)], { orStale: true }),
      made.length
        ? this.#models.factsOf(made.map(({ changeModel }) => changeModel!))
        : [],
    ]);
    return changes.map(change => ({
      change,
      entities,
      model: models[made.indexOf(change)],
    }));
  }
}
