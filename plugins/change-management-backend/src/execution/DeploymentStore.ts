import { ConflictError } from '@backstage/errors';
import {
  CoverageQuery,
  DeploymentEvent,
  DeploymentFacts,
  deploymentFrom,
  DeploymentQuery,
  Page,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { hashOf } from '../platform/canonical';
import { Counted, counted, groupKey } from '../platform/coverage';
import { isPostgres, toIsoTime } from '../platform/database';
import { latestFirst, numberIn } from '../platform/keyset';
import { touchMonth } from '../platform/touchMonth';
import { OwnedNow } from '../impact/ownedNow';
import { whereNamed } from '../platform/whereNamed';
import { whereWithin } from '../platform/whereWithin';
import {
  columnsOf,
  Deployment,
  DeploymentRow,
  EventRow,
  prefix,
  StoredEvent,
  toDeployment,
  toEvent,
} from './deploymentRows';

/** An event that has come in, with what the portal knows of it. */
export interface ReportedEvent {
  event: DeploymentEvent;
  /** Ref of the pipeline or person that reports it. */
  by: string;
  production: boolean;
  system?: string;
  now: string;
}

/** Deployments and their events, in the tables `deployments` and `deployment_events`. */
export class DeploymentStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Takes an event in, once.
   *
   * @throws ConflictError where the same external id stands for another entity or environment
   */
  async record(
    tx: Knex.Transaction,
    reported: ReportedEvent,
  ): Promise<Deployment> {
    const { event, by, now } = reported;
    const key = { source: by, external_id: event.externalId };
    await this.#begin(tx, reported);
    const row = await this.#lock(tx, key);
    const known: DeploymentFacts = JSON.parse(row.document);
    if (
      known.entityRef !== event.entityRef ||
      known.environment !== event.environment
    ) {
      throw new ConflictError(
        `${event.externalId} is a deployment of ${known.entityRef} to ${known.environment} already. Each needs an externalId of its own.`,
      );
    }
    await tx('deployment_events')
      .insert({
        deployment_number: row.number,
        digest: hashOf(event),
        reported_by: by,
        recorded_at: now,
        event: JSON.stringify(event),
      })
      .onConflict(['deployment_number', 'digest'])
      .ignore();
    const events = await this.#events(tx, row.number);
    const facts = deploymentFrom(events.map(stored => stored.event));
    const changed = columnsOf(facts);
    await tx('deployments').where({ number: row.number }).update(changed);
    // A late event may move it from one month into another.
    for (const at of new Set([known.startedAt, facts.startedAt])) {
      await touchMonth(tx, at, new Date());
    }
    return toDeployment({ ...row, ...changed });
  }

  async get(id: string): Promise<Deployment | undefined> {
    const number = numberIn(prefix, id);
    const row =
      number && (await this.#database('deployments').where({ number }).first());
    return row && toDeployment(row);
  }

  async eventsOf(id: string): Promise<StoredEvent[]> {
    return this.#events(this.#database, numberIn(prefix, id)!);
  }

  /** Ids of deployments with an event that nothing has followed from, reported before a time. */
  async unsettled(before: string, limit: number): Promise<string[]> {
    const rows = await this.#database('deployment_events')
      .whereNull('settled_at')
      .where('recorded_at', '<', before)
      .orderBy('recorded_at')
      .limit(limit)
      .select('deployment_number');
    return [...new Set(rows.map(row => `${prefix}-${row.deployment_number}`))];
  }

  async markSettled(
    number: number,
    at: string,
    refusal: string | undefined,
  ): Promise<void> {
    await this.#database('deployment_events')
      .where({ number })
      .update({ settled_at: at, refusal: refusal ?? null });
  }

  /** Writes down whether a change stands behind it; its row is held until the transaction ends. */
  async judge(
    tx: Knex.Transaction,
    id: string,
    coveredBy: string | undefined,
  ): Promise<void> {
    const [row] = await tx('deployments')
      .where({ number: numberIn(prefix, id) })
      .update({
        authorization: coveredBy ? 'covered' : 'unauthorized',
        change_id: coveredBy ?? null,
      })
      .returning('started_at');
    await touchMonth(tx, toIsoTime(row.started_at), new Date());
  }

  /** Entities whose deployments under a change have succeeded. */
  async succeededUnder(changeId: string): Promise<string[]> {
    const rows = await this.#database('deployments')
      .where({ change_id: changeId, status: 'succeeded' })
      .distinct('entity_ref');
    return rows.map(row => row.entity_ref);
  }

  /** By change, when its deployments to production ended, or began where they have not. */
  async timesUnder(changeIds: string[]): Promise<Map<string, string[]>> {
    const rows: DeploymentRow[] = await this.#database('deployments')
      .whereIn('change_id', changeIds)
      .where({ production: true })
      .whereNot({ status: 'canceled' })
      .orderBy('number');
    const times = new Map<string, string[]>();
    for (const { coveredBy, startedAt, finishedAt } of rows.map(toDeployment)) {
      const known = times.get(coveredBy!) ?? [];
      times.set(coveredBy!, [...known, finishedAt ?? startedAt]);
    }
    return times;
  }

  /** Every entity that there is something of. */
  async entityRefs(span: { from?: string; to?: string }): Promise<string[]> {
    return whereWithin(this.#database('deployments'), 'started_at', span)
      .distinct()
      .pluck('entity_ref');
  }

  /** @throws InputError for a cursor that this list has not given out */
  async find({
    entityRef,
    environment,
    status,
    authorization,
    changeId,
    from,
    to,
    owned,
    system,
    limit,
    cursor,
  }: Omit<DeploymentQuery, 'scope' | 'team'> & { owned?: OwnedNow }): Promise<
    Page<Deployment>
  > {
    const query = this.#database('deployments').select('*');
    const several = {
      entity_ref: entityRef,
      environment,
      status,
      authorization,
    };
    for (const [column, values] of Object.entries(several)) {
      if (values) {
        query.whereIn(column, values);
      }
    }
    if (changeId) {
      query.where({ change_id: changeId.toUpperCase() });
    }
    if (owned) {
      query.where(either => {
        either.whereIn('entity_ref', owned.byThese);
        if (owned.orNobody) {
          either.orWhereNotIn('entity_ref', owned.byAny);
        }
      });
    }
    if (system) {
      whereNamed(query, 'system_ref', system);
    }
    whereWithin(query, 'started_at', { from, to });
    return latestFirst<DeploymentRow, Deployment>(
      query,
      'started_at',
      { limit, cursor },
      toDeployment,
    );
  }

  async count({
    entityRefs,
    from,
    to,
  }: {
    entityRefs?: string[];
    from: string;
    to: string;
  }): Promise<number> {
    const query = this.#database('deployments')
      .where('started_at', '>=', from)
      .where('started_at', '<', to)
      .count({ total: '*' })
      .first();
    if (entityRefs) {
      query.whereIn('entity_ref', entityRefs);
    }
    return Number((await query)!.total);
  }

  /** How many there were in production, and how many of them had a change, by the groups of the coverage. */
  async countBy({ groupBy, from, to }: CoverageQuery): Promise<Counted[]> {
    const key = this.#database.raw(
      groupKey(this.#database, groupBy, {
        entity: 'entity_ref',
        system: 'system_ref',
        time: 'started_at',
      }),
    );
    const query = this.#database('deployments')
      .where({ production: true })
      .whereNot({ authorization: 'not-required' })
      .select(
        { key },
        this.#database.raw('count(*) as number'),
        this.#database.raw(
          `sum(case when "authorization" = 'covered' then 1 else 0 end) as covered`,
        ),
      )
      .groupBy(key);
    return counted(query, 'started_at', { from, to });
  }

  async #begin(
    tx: Knex.Transaction,
    { event, by, production, system, now }: ReportedEvent,
  ): Promise<void> {
    await tx('deployments')
      .insert({
        source: by,
        external_id: event.externalId,
        entity_ref: event.entityRef,
        system_ref: system ?? null,
        environment: event.environment,
        production,
        authorization: production ? 'unauthorized' : 'not-required',
        recorded_at: now,
        ...columnsOf(deploymentFrom([event])),
      })
      .onConflict(['source', 'external_id'])
      .ignore();
  }

  async #lock(
    tx: Knex.Transaction,
    key: { source: string; external_id: string },
  ): Promise<DeploymentRow> {
    const query = tx<DeploymentRow>('deployments').where(key);
    if (isPostgres(tx)) {
      query.forUpdate();
    }
    return (await query.first()) as DeploymentRow;
  }

  async #events(knex: Knex, number: number): Promise<StoredEvent[]> {
    const rows: EventRow[] = await knex('deployment_events')
      .where({ deployment_number: number })
      .orderBy('number');
    return rows.map(toEvent);
  }
}
