import {
  Actor,
  GateAnswer,
  GateCheck,
  GateCheckQuery,
  GateRequest,
  Page,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { latestFirst } from '../platform/keyset';

interface Row {
  number: number;
  at: string | Date;
  document: string;
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
