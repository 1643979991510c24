import {
  AuditEvent,
  Change,
  ChangeQuery,
  changeReadPermission,
  ChangeSummary,
  ChangeView,
  Conflict,
  EntitySummary,
  Facts,
  Page,
  ScheduleQuery,
  Slot,
  startedStates,
  upcomingStates,
} from 'backstage-plugin-change-management-common';
import { AuditTrail, TrailQuery } from '../audit/AuditTrail';
import { EntityCatalog } from '../impact/EntityCatalog';
import { resolveScopes } from '../impact/resolveScopes';
import { ChangePermission } from '../permissions/actions';
import { requireGrant, requireVisible } from '../permissions/Grants';
import { ChangeFinder } from './ChangeFinder';
import { Caller } from './ChangeService';
import { ChangeStore } from './ChangeStore';
import { ConfigurationSight } from './ConfigurationSource';
import { toChangeId, toChangeNumber } from '../platform/changeId';
import { FactGatherer } from './FactGatherer';
import { measure, METRICS_DAYS } from './metrics';
import { parseOrder } from './order';
import { PipelineSource } from './PipelineSource';
import { presentChange, presentSummary } from './present';
import { Sees } from './seen';
import { itemsNamedBy, itemsOf, tellEvent } from './withheld';

const cardRows = 10;

/** What {@link ChangeReader} is made from. */
export interface ChangeReaderOptions {
  store: ChangeStore;
  finder: ChangeFinder;
  trail: AuditTrail;
  catalog: EntityCatalog;
  gatherer: FactGatherer;
  configuration: ConfigurationSight;
  pipelines: PipelineSource;
  clock: () => Date;
}

/** Everything that can be read of changes, each for the eyes of one person. */
export class ChangeReader {
  readonly #options: ChangeReaderOptions;

  constructor(options: ChangeReaderOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError for what the caller may not see, as for what does not exist */
  async get(caller: Caller, id: string): Promise<ChangeView> {
    const { clock, gatherer, pipelines, store } = this.#options;
    const number = toChangeNumber(id);
    const found = number
      ? await store.getWith(number, pipelines.spokeOf(toChangeId(number)))
      : undefined;
    const change = requireVisible(caller.grants, found?.change, id);
    const [outside, reported] = await Promise.all([
      gatherer.forChange(change, { orStale: true }),
      // Of most changes they have said nothing.
      found!.holds ? pipelines.factsOf(change) : undefined,
    ]);
    const now = clock().toISOString();
    const { actor } = caller;
    const facts = { ...outside, actor, now, pipelines: reported };
    const [sees, seesItem] = await Promise.all([
      this.seesAmong(
        caller,
        change.conflicts.flatMap(({ changeId }) => changeId ?? []),
      ),
      this.seesConfiguration(caller, itemsOf(change)),
    ]);
    return presentChange(change, facts, caller.grants, { sees, seesItem });
  }

  /** Which of some configuration items the caller may see; nothing is read where the permission policy narrows nothing. */
  async seesConfiguration(
    { grants }: Caller,
    itemIds: string[],
  ): Promise<Sees> {
    return this.#options.configuration.seesAmong(grants.configuration, itemIds);
  }

  /** Of which of a change's configuration items the caller may be told when they have done something to it. */
  async configurationSeenIn(caller: Caller, id: string): Promise<Sees> {
    const narrows = typeof caller.grants.configuration.visible !== 'string';
    const change = narrows && (await this.readMany(caller, [id])).get(id);
    return this.seesConfiguration(caller, change ? itemsOf(change) : []);
  }

  /** Events without what the caller may not see of the configuration that they speak of. */
  async withhold(caller: Caller, events: AuditEvent[]): Promise<AuditEvent[]> {
    const sees = await this.seesConfiguration(
      caller,
      events.flatMap(itemsNamedBy),
    );
    return events.map(event => tellEvent(event, sees));
  }

  /** Which of some changes the caller may see; nothing is read where the permission policy narrows nothing. */
  async seesAmong(caller: Caller, ids: string[]): Promise<Sees> {
    const { visible } = caller.grants;
    if (visible === 'all' || ids.length === 0) {
      return () => true;
    }
    const seen = await this.#options.finder.seenAmong(ids, visible);
    return id => seen.has(id);
  }

  /** As it is stored. @throws NotFoundError for what the caller may not see, as for what does not exist */
  async see(caller: Caller, id: string): Promise<Change> {
    return this.#read(caller, id, changeReadPermission);
  }

  /** Events of one change, by the permission that their kind needs. */
  async listEvents(
    caller: Caller,
    id: string,
    permission: ChangePermission,
    query: TrailQuery,
  ): Promise<Page<AuditEvent>> {
    const change = await this.#read(caller, id, permission);
    const number = toChangeNumber(change.id)!;
    const page = await this.#options.trail.list(number, change.id, query);
    return { ...page, items: await this.withhold(caller, page.items) };
  }

  async list(
    caller: Caller,
    {
      entityRef,
      scope,
      limit,
      cursor,
      totalItems,
      orderBy,
      ...rest
    }: ChangeQuery,
  ): Promise<Page<ChangeSummary>> {
    const { finder, catalog } = this.#options;
    const page = await finder.find({
      filters: {
        ...rest,
        entityRefs: await resolveScopes(catalog, entityRef, scope),
      },
      order: parseOrder(orderBy),
      limit,
      cursor,
      withTotal: totalItems === 'include',
      actor: caller.actor,
      visible: caller.grants.visible,
    });
    const facts = await this.#factsFor(caller, page.items);
    return {
      ...page,
      items: page.items.map(change =>
        presentSummary(change, facts(change), caller.grants),
      ),
    };
  }

  /** A change as it is stored. @throws NotFoundError for what the caller may not see, as for what does not exist */
  read(
    caller: Caller,
    id: string,
    permission: ChangePermission,
  ): Promise<Change> {
    return this.#read(caller, id, permission);
  }

  /** By id, those of several changes that the caller may see. */
  async readMany(caller: Caller, ids: string[]): Promise<Map<string, Change>> {
    const numbers = [...new Set(ids)].map(toChangeNumber);
    const found = await this.#options.store.getMany(numbers);
    return new Map(
      found.flatMap(change =>
        change && caller.grants.allows(changeReadPermission, change)
          ? [[change.id, change]]
          : [],
      ),
    );
  }

  /** The slot that a change would hold at its planned time; without one, from now on. */
  async slotOf(change: Change): Promise<Slot> {
    const now = this.#options.clock().getTime();
    const [{ slot }] = await this.#options.gatherer.slotsOf([
      {
        ...change,
        plannedStart: new Date(now).toISOString(),
        plannedEnd: new Date(now + 60_000).toISOString(),
      },
    ]);
    return slot!;
  }

  /** What happens in a span, with what collides; `truncated` where there is more than the limit. */
  async listScheduled(
    caller: Caller,
    { entityRef, scope, from, to, ...filters }: ScheduleQuery,
    limit: number,
  ): Promise<{
    found: { summary: ChangeSummary; conflicts: Conflict[] }[];
    truncated: boolean;
  }> {
    const { finder, catalog, clock } = this.#options;
    const changes = await finder.findScheduled({
      filters: {
        ...filters,
        entityRefs: await resolveScopes(catalog, entityRef, scope),
      },
      ...{ from, to, now: clock().toISOString() },
      limit: limit + 1,
      actor: caller.actor,
      visible: caller.grants.visible,
    });
    const shown = changes.slice(0, limit);
    const facts = await this.#factsFor(caller, shown);
    return {
      found: shown.map(change => ({
        summary: presentSummary(change, facts(change), caller.grants),
        conflicts: change.conflicts,
      })),
      truncated: changes.length > limit,
    };
  }

  async summarize(caller: Caller, entityRef: string): Promise<EntitySummary> {
    const { catalog, finder, clock } = this.#options;
    const { visible } = caller.grants;
    const refs = await catalog.resolveScope(entityRef, 'members');
    const since = new Date(
      clock().getTime() - METRICS_DAYS * 24 * 60 * 60 * 1000,
    ).toISOString();
    const limit = cardRows;
    const [upcoming, inProgress, recent, figures] = await Promise.all([
      finder.findOpen(refs, [...upcomingStates], { limit, visible }),
      finder.findOpen(refs, [...startedStates], { limit, visible }),
      finder.findEnded(refs, { limit, visible }),
      finder.figuresOf(refs, since, visible),
    ]);
    const facts = await this.#factsFor(caller, [
      ...upcoming,
      ...inProgress,
      ...recent,
    ]);
    const toRows = (changes: Change[]) =>
      changes.map(change =>
        presentSummary(change, facts(change), caller.grants),
      );
    return {
      upcoming: toRows(upcoming),
      inProgress: toRows(inProgress),
      recent: toRows(recent),
      metrics: measure({ since, ...figures }),
    };
  }

  async #read(
    caller: Caller,
    id: string,
    permission: ChangePermission,
  ): Promise<Change> {
    const number = toChangeNumber(id);
    const stored = number ? await this.#options.store.get(number) : undefined;
    const change = requireVisible(caller.grants, stored, id);
    requireGrant(caller.grants, permission, change);
    return change;
  }

  async #factsFor(
    { actor }: Caller,
    changes: Change[],
  ): Promise<(change: Change) => Facts> {
    const now = this.#options.clock().toISOString();
    const outside = await this.#options.gatherer.forChanges(changes, {
      orStale: true,
    });
    return change => ({ ...outside(change), actor, now });
  }
}
