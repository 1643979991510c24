import {
  Change,
  DeploymentFacts,
  GateCheck,
  PipelineFacts,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { PipelineSource } from '../changes/PipelineSource';

interface Row {
  kind: 'gate' | 'deployment';
  /** How many there are like the last one, it included. */
  total: number | string;
  told_by: string;
  document: string;
}

/** What pipelines asked and reported, change by change: evidence of its clauses. */
export class PipelineRecord implements PipelineSource {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  spokeOf(changeId: string): Knex.Raw {
    return this.#database.raw(
      '(EXISTS (SELECT 1 FROM gate_checks WHERE change_id = ?) OR EXISTS (SELECT 1 FROM deployments WHERE change_id = ?))',
      [changeId, changeId],
    );
  }

  async factsOf({ id }: Change): Promise<PipelineFacts | undefined> {
    const rows: Row[] = await this.#lastOf('gate', 'gate_checks', id).unionAll(
      this.#lastOf('deployment', 'deployments', id),
    );
    return rows.length
      ? { gate: toGate(rows), deployments: toDeployments(rows) }
      : undefined;
  }

  /** Of all that was allowed, of all that was refused, and of all deployments: how many, and the last one. One statement. */
  #lastOf(
    kind: Row['kind'],
    table: 'gate_checks' | 'deployments',
    changeId: string,
  ): Knex.QueryBuilder {
    const knex = this.#database;
    const counted = knex(table)
      .where({ change_id: changeId })
      .count({ total: '*' })
      .max({ last: 'number' });
    if (kind === 'gate') {
      counted.groupBy('allowed');
    } else {
      counted.where({ production: true });
    }
    return knex(counted.as('counted'))
      .join(`${table} as last`, 'last.number', 'counted.last')
      .select(
        knex.raw(`'${kind}' as kind`),
        'counted.total',
        { told_by: kind === 'gate' ? 'last.asked_by' : 'last.source' },
        'last.document',
      );
  }
}

function toGate(rows: Row[]): PipelineFacts['gate'] {
  const told = rows.flatMap(({ kind, total, document }) =>
    kind === 'gate'
      ? [{ total: Number(total), check: JSON.parse(document) as GateCheck }]
      : [],
  );
  const [allowed, refused] = [true, false].map(answer =>
    told.find(({ check }) => check.allowed === answer),
  );
  const lastOf = (answer: typeof allowed) =>
    answer && {
      by: answer.check.by,
      at: answer.check.at,
      environment: answer.check.environment,
    };
  return told.length
    ? {
        refused: refused?.total ?? 0,
        lastRefused: lastOf(refused),
        lastAllowed: lastOf(allowed),
      }
    : undefined;
}

function toDeployments(rows: Row[]): PipelineFacts['deployments'] {
  const row = rows.find(({ kind }) => kind === 'deployment');
  if (!row) {
    return undefined;
  }
  const deployment: DeploymentFacts = JSON.parse(row.document);
  const { entityRef, version, environment, status } = deployment;
  return {
    number: Number(row.total),
    last: {
      ...{ by: row.told_by, at: deployment.startedAt },
      ...{ entityRef, version, environment, status },
    },
  };
}
