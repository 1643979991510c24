import {
  approvalRequirements,
  Change,
  Compliance,
  ComplianceQuery,
  Facts,
  obligationsOf,
  OpenItem,
  Population,
} from 'backstage-plugin-change-management-common';
import { Caller } from '../changes/ChangeService';
import { FactGatherer } from '../changes/FactGatherer';
import {
  PopulationReader,
  PopulationRequest,
} from '../changes/PopulationReader';
import { DarkChanges } from '../execution/DarkChanges';
import { DeploymentService } from '../execution/DeploymentService';
import { EntityCatalog } from '../impact/EntityCatalog';
import { listAll } from '../platform/allPages';
import { toChangeNumber } from '../platform/changeId';
import { ReviewReader } from '../reviews/ReviewReader';
import { ClauseReadings, readClauses } from './ClauseReadings';
import { ClauseTally } from './ClauseTally';

/** Rows that are named beside a count. */
const mostNamed = 50;

/** Whether somebody's debt is told while it is not late yet: of what is due after the fact it is. */
const toldEarly = ['documentation', 'retrospective-approval', 'review'];

/** What {@link ComplianceReader} is made from. */
export interface ComplianceReaderOptions {
  population: PopulationReader;
  gatherer: FactGatherer;
  catalog: EntityCatalog;
  deployments: DeploymentService;
  darkChanges: DarkChanges;
  reviewReader: ReviewReader;
  clauseReadings: ClauseReadings;
  clock: () => Date;
}

type Judged = (change: Change) => Pick<Facts, 'policy' | 'entities'>;

/** How a period, of one system or of all, stands with the policy. */
export class ComplianceReader {
  readonly #options: ComplianceReaderOptions;

  constructor(options: ComplianceReaderOptions) {
    this.#options = options;
  }

  async read(caller: Caller, query: ComplianceQuery): Promise<Compliance> {
    const request = await this.requestOf(caller, query);
    const tally = new ClauseTally(mostNamed);
    const [population, openItems, ended] = await Promise.all([
      this.count(request),
      this.#openItems(caller, query, request, tally),
      this.#options.clauseReadings.count(request, mostNamed),
    ]);
    ended.forEach(({ clauses, count, latest }) =>
      tally.add(clauses, count, latest),
    );
    const { clauses, readOf: clausesReadOf } = tally;
    return { ...query, population, openItems, clauses, clausesReadOf };
  }

  /** What is asked for, with the refs that its scope stands for, for the eyes of whoever asks. */
  async requestOf(
    { grants }: Caller,
    query: ComplianceQuery,
  ): Promise<PopulationRequest> {
    const { from, to, basis, entityRef, scope } = query;
    return {
      from,
      to,
      basis,
      sight: [grants.visible, grants.auditable],
      ...(entityRef && {
        entityRefs: await this.#options.catalog.resolveScope(entityRef, scope),
      }),
    };
  }

  async count(request: PopulationRequest): Promise<Population> {
    const [completeness, deployments, darkChanges] = await Promise.all([
      this.#options.population.count(request),
      this.#options.deployments.count(request),
      this.#options.darkChanges.count(request),
    ]);
    return {
      changes: completeness.included,
      deployments,
      darkChanges,
      completeness,
    };
  }

  /** What is owed; the changes that have not ended are tallied on the way. */
  async #openItems(
    caller: Caller,
    query: ComplianceQuery,
    request: PopulationRequest,
    tally: ClauseTally,
  ): Promise<OpenItem[]> {
    const items: OpenItem[] = [];
    const open = this.#options.population.changes(
      { ...request, openOnly: true },
      { order: 'desc', document: 'document' },
    );
    for await (const changes of open) {
      const facts = await this.#judged(changes);
      const now = this.#now();
      for (const change of changes) {
        items.push(...this.#owed(change, facts(change)));
        tally.add(readClauses(change, { ...facts(change), now }), 1, [
          toChangeNumber(change.id)!,
        ]);
      }
    }
    items.push(
      ...(await this.#unauthorized(caller, query)),
      ...(await this.#overdueReviews(caller)),
    );
    return items.sort(
      (a, b) =>
        Number(b.overdue) - Number(a.overdue) ||
        (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'),
    );
  }

  #owed(change: Change, facts: Pick<Facts, 'policy' | 'entities'>): OpenItem[] {
    const { id, title } = change;
    const now = this.#now();
    const owed = obligationsOf(change, facts)
      .map(({ what, text, clause, dueAt }) => ({
        ...{ kind: what, id, title, text, clause, dueAt },
        overdue: dueAt < now,
      }))
      .filter(({ kind, overdue }) => overdue || toldEarly.includes(kind));
    const stale = approvalRequirements(change)
      .filter(requirement => requirement.stale)
      .map(({ rule, clause }) => ({
        ...{ kind: 'stale-approval' as const, id, title, clause },
        text: `Approved before the catalog changed what is affected: ${rule}`,
        overdue: true,
      }));
    return [...owed, ...stale];
  }

  async #unauthorized(
    caller: Caller,
    { from, to, entityRef, scope }: ComplianceQuery,
  ): Promise<OpenItem[]> {
    const found = await listAll(cursor =>
      this.#options.darkChanges.list(caller, {
        ...{ from, to, scope, cursor, limit: 200 },
        status: ['open', 'explained'],
        ...(entityRef && { entityRef: [entityRef] }),
      }),
    );
    return found.map(({ id, kind, entityRef: title, status, occurredAt }) => ({
      ...{ kind: 'unauthorized-change' as const, id, title },
      text:
        status === 'open'
          ? `A ${kind} of ${occurredAt.slice(
              0,
              10,
            )} has no change behind it, and nobody has explained it`
          : 'It is explained, and the change manager has not accepted that yet',
      overdue: status === 'open',
    }));
  }

  /** Whatever their period: a review that is late now is late for whoever looks. */
  async #overdueReviews(caller: Caller): Promise<OpenItem[]> {
    const found = await listAll(cursor =>
      this.#options.reviewReader.list(caller, {
        overdue: 'true',
        limit: 200,
        cursor,
      }),
    );
    return found.map(({ id, kind, period, clause, dueAt, counts }) => ({
      ...{ kind: 'overdue-review' as const, id, title: `${kind} ${period}` },
      text: `${counts.lookedAt} of ${counts.sampled} changes looked at, ${counts.openActions} actions open`,
      ...{ clause, dueAt, overdue: true },
    }));
  }

  #judged(changes: Change[]): Promise<Judged> {
    return this.#options.gatherer.forChanges(changes, { orStale: true });
  }

  #now(): string {
    return this.#options.clock().toISOString();
  }
}
