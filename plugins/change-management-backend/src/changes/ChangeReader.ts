import {
  AuditEvent,
  Change,
  ChangeQuery,
  changeReadPermission,
  ChangeSummary,
  ChangeView,
  EntitySummary,
  Facts,
  Page,
} from 'backstage-plugin-change-management-common';
import { AuditTrail, TrailQuery } from '../audit/AuditTrail';
import { EntityCatalog } from '../impact/EntityCatalog';
import { ChangePermission } from '../permissions/actions';
import { requireGrant, requireVisible } from '../permissions/Grants';
import { ChangeFinder } from './ChangeFinder';
import { Caller } from './ChangeService';
import { ChangeStore, toChangeNumber } from './ChangeStore';
import { FactGatherer } from './FactGatherer';
import { measure, METRICS_DAYS } from './metrics';
import { parseOrder } from './order';
import { presentChange, presentSummary } from './present';

const cardRows = 10;
const states = {
  upcoming: ['draft', 'assessment', 'authorization', 'approved', 'scheduled'],
  inProgress: ['implementation', 'review'],
} as const satisfies Record<string, Change['state'][]>;

/** What {@link ChangeReader} is made from. */
export interface ChangeReaderOptions {
  store: ChangeStore;
  finder: ChangeFinder;
  trail: AuditTrail;
  catalog: EntityCatalog;
  gatherer: FactGatherer;
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
    const change = await this.#read(caller, id, changeReadPermission);
    const { clock, gatherer } = this.#options;
    const outside = await gatherer.forChange(change, { orStale: true });
    const now = clock().toISOString();
    const facts = { ...outside, actor: caller.actor, now };
    return presentChange(change, facts, caller.grants);
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
    return this.#options.trail.list(number, change.id, query);
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
    const { catalog, finder } = this.#options;
    const scopes = entityRef?.map(ref => catalog.resolveScope(ref, scope));
    const page = await finder.find({
      filters: {
        ...rest,
        entityRefs: scopes && [...new Set((await Promise.all(scopes)).flat())],
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

  async summarize(caller: Caller, entityRef: string): Promise<EntitySummary> {
    const { catalog, finder, clock } = this.#options;
    const { visible } = caller.grants;
    const refs = await catalog.resolveScope(entityRef, 'members');
    const since = new Date(
      clock().getTime() - METRICS_DAYS * 24 * 60 * 60 * 1000,
    ).toISOString();
    const limit = cardRows;
    const [upcoming, inProgress, recent, figures] = await Promise.all([
      finder.findOpen(refs, [...states.upcoming], { limit, visible }),
      finder.findOpen(refs, [...states.inProgress], { limit, visible }),
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
