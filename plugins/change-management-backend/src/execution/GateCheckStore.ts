import {
  Actor,
  GateAnswer,
  GateCheck,
  GateCheckQuery,
  GateRequest,
  GateTold,
  Page,
  PipelineFacts,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { latestFirst } from '../platform/keyset';

interface Row {
  number: number;
  at: string | Date;
  document: string;
}

interface Counted {
  allowed: boolean | number;
  told: number | string;
  last: number;
}

/** What pipelines were told, in the table `gate_checks`. */
export class GateCheckStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async insert(
    tx: Knex,
    { userRef }: Actor,
    { changeId, ...asked }: GateRequest,
    answer: GateAnswer,
    at: string,
  ): Promise<void> {
    await tx('gate_checks').insert({
      at,
      asked_by: userRef,
      entity_ref: asked.entityRef,
      change_id: answer.changeId ?? null,
      allowed: answer.allowed,
      document: JSON.stringify({ ...asked, ...answer, by: userRef, at }),
    });
  }

  /** What was told of one change; nothing where nobody asked. */
  async summarize(changeId: string): Promise<PipelineFacts['gate']> {
    const counted: Counted[] = await this.#database('gate_checks')
      .where({ change_id: changeId })
      .groupBy('allowed')
      .select('allowed')
      .count({ told: '*' })
      .max({ last: 'number' });
    if (counted.length === 0) {
      return undefined;
    }
    const rows: Row[] = await this.#database('gate_checks')
      .whereIn(
        'number',
        counted.map(({ last }) => last),
      )
      .select('number', 'at', 'document');
    const lastOf = (allowed: boolean): GateTold | undefined => {
      const of = counted.find(row => Boolean(row.allowed) === allowed);
      const found = rows.find(({ number }) => number === of?.last);
      if (!found) {
        return undefined;
      }
      const { by, at, environment }: GateCheck = JSON.parse(found.document);
      return { by, at, environment };
    };
    const refused = counted.find(row => !row.allowed);
    return {
      refused: Number(refused?.told ?? 0),
      lastRefused: lastOf(false),
      lastAllowed: lastOf(true),
    };
  }

  async find({
    entityRef,
    changeId,
    allowed,
    ...asked
  }: Omit<GateCheckQuery, 'scope'>): Promise<Page<GateCheck>> {
    const query = this.#database('gate_checks').select(
      'number',
      'at',
      'document',
    );
    if (entityRef) {
      query.whereIn('entity_ref', entityRef);
    }
    if (changeId) {
      query.where({ change_id: changeId.toUpperCase() });
    }
    if (allowed) {
      query.where({ allowed: allowed === 'true' });
    }
    return latestFirst<Row, GateCheck>(query, 'at', asked, row => ({
      ...JSON.parse(row.document),
      id: `GATE-${row.number}`,
    }));
  }
}
