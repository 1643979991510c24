import { NotFoundError } from '@backstage/errors';
import {
  Actor,
  checkAcceptance,
  checkExplanation,
  checkRegularization,
  checkRegularizingChange,
  DarkChange,
  darkChangeActionsFor,
  DarkChangeQuery,
  DarkChangeView,
  DarkChangeWithHistory,
  EntityFacts,
  Page,
  RecordEvent,
  Refusal,
  systemActor,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordAct, RecordTrail } from '../audit/RecordTrail';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { EntityCatalog } from '../impact/EntityCatalog';
import { resolveScopes } from '../impact/resolveScopes';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { refused } from '../platform/refused';
import { DarkChangeStore } from './DarkChangeStore';
import { ownedNow } from '../impact/ownedNow';

/** What {@link DarkChanges} is made from. */
export interface DarkChangesOptions {
  store: DarkChangeStore;
  trail: RecordTrail;
  reader: ChangeReader;
  catalog: EntityCatalog;
  idempotency: Idempotency;
  clock: () => Date;
}

/** Something that appeared in production without a change. */
export type Sighting = Pick<
  DarkChange,
  | 'kind'
  | 'entityRef'
  | 'environment'
  | 'reference'
  | 'version'
  | 'url'
  | 'occurredAt'
  | 'actor'
> & {
  /** The system that the entity is part of, for figures. */
  system?: string;
};

/** The item of which it is a version. */
function itemOf({ kind, reference }: DarkChange): string | undefined {
  return kind === 'configuration' ? reference.split(' ')[0] : undefined;
}

type Entities = Record<string, EntityFacts>;

/** Unauthorized changes: raised, explained, accepted, turned into emergency changes (policy §2, §6). */
export class DarkChanges {
  readonly #options: DarkChangesOptions;

  constructor(options: DarkChangesOptions) {
    this.#options = options;
  }

  /**
   * Raises what appeared without a change, once for each `kind` and `reference`, in the caller's transaction. Those
   * concerned are told of it some minutes later, together with others of the same entity.
   */
  async note(tx: Knex.Transaction, sighting: Sighting): Promise<void> {
    const { store } = this.#options;
    const { system, ...seen } = sighting;
    const raised = await store.insert(
      tx,
      { ...seen, detectedAt: this.#now(), status: 'open' },
      system,
    );
    if (raised) {
      await this.#append(tx, raised, { type: 'raised', ...seen });
      return;
    }
    const known = (await store.lockByReference(tx, seen))!;
    if (known.status === 'reconciled') {
      const { changeId, ...rest } = known;
      await store.update(tx, { ...rest, ...seen, status: 'open' });
      await this.#append(tx, known, { type: 'reopened' });
    } else if (known.occurredAt !== seen.occurredAt) {
      await store.update(tx, { ...known, occurredAt: seen.occurredAt });
    }
  }

  /** A change stands behind it after all: nothing where nothing was raised, or where people have settled it. */
  async reconcile(
    tx: Knex.Transaction,
    { kind, reference }: Pick<DarkChange, 'kind' | 'reference'>,
    changeId: string,
  ): Promise<void> {
    const { store } = this.#options;
    const known = await store.lockByReference(tx, { kind, reference });
    if (known?.status === 'open' || known?.status === 'explained') {
      await store.update(tx, { ...known, status: 'reconciled', changeId });
      await this.#append(tx, known, { type: 'reconciled', changeId });
    }
  }

  async list(
    caller: Caller,
    { entityRef, scope, team, ...query }: DarkChangeQuery,
  ): Promise<Page<DarkChangeView>> {
    const { store, catalog } = this.#options;
    const page = await store.find({
      ...query,
      entityRef: await resolveScopes(catalog, entityRef, scope),
      owned:
        team && (await ownedNow(catalog, await store.entityRefs(query), team)),
    });
    return { ...page, items: await this.#present(caller, page.items) };
  }

  /** How many there were in a period; those that turned out to be none are not counted. */
  async count(query: {
    entityRefs?: string[];
    from: string;
    to: string;
  }): Promise<number> {
    return this.#options.store.countWithin(query);
  }

  /** @throws NotFoundError when there is none with this id */
  async get(caller: Caller, id: string): Promise<DarkChangeWithHistory> {
    const { store, trail } = this.#options;
    const found = this.#found(await store.get(id), id);
    const [view] = await this.#present(caller, [found]);
    const sees = await this.#options.reader.seesAmong(
      caller,
      found.changeId ? [found.changeId] : [],
    );
    const seesItem = await this.#seesItems(caller, [found]);
    const history = await trail.list(`dark-change:${found.id}`);
    const isHidden = ({ type, data }: RecordEvent) =>
      typeof data.changeId === 'string'
        ? !sees(data.changeId)
        : type === 'raised' && !seesItem(found);
    return {
      ...view,
      history: history.map(event =>
        isHidden(event) ? { ...event, data: {} } : event,
      ),
    };
  }

  /** @throws NotFoundError, NotAllowedError, ConflictError */
  async explain(
    caller: Caller,
    id: string,
    text: string,
    request?: RepeatableRequest,
  ): Promise<DarkChangeView> {
    const { actor } = caller;
    return this.#act(caller, id, request, (dark, entity, at) => {
      this.#require(checkExplanation(dark, actor, entity));
      return {
        after: {
          ...dark,
          status: 'explained',
          explanation: { by: actor.userRef, at, text },
        },
        act: { type: 'explained', text },
      };
    });
  }

  /** @throws NotFoundError, NotAllowedError, ConflictError */
  async accept(
    caller: Caller,
    id: string,
    request?: RepeatableRequest,
  ): Promise<DarkChangeView> {
    const { actor } = caller;
    return this.#act(caller, id, request, (dark, _entity, at) => {
      this.#require(checkAcceptance(dark, actor));
      return {
        after: {
          ...dark,
          status: 'accepted',
          acceptance: { by: actor.userRef, at },
        },
        act: { type: 'accepted' },
      };
    });
  }

  /**
   * Names the emergency change that was requested for it afterwards; that change stays what it is.
   *
   * @throws NotFoundError, NotAllowedError, ConflictError, InputError
   */
  async regularize(
    caller: Caller,
    id: string,
    changeId: string,
    request?: RepeatableRequest,
  ): Promise<DarkChangeView> {
    const { actor } = caller;
    const change = await this.#options.reader.see(caller, changeId);
    return this.#act(caller, id, request, (dark, entity, at) => {
      this.#require(checkRegularization(dark, actor, entity));
      this.#require(checkRegularizingChange(dark, change));
      return {
        after: {
          ...dark,
          status: 'regularized',
          changeId: change.id,
          regularization: { by: actor.userRef, at },
        },
        act: { type: 'regularized', changeId: change.id },
      };
    });
  }

  async #act(
    caller: Caller,
    id: string,
    request: RepeatableRequest | undefined,
    decide: (
      dark: DarkChange,
      entity: EntityFacts | undefined,
      at: string,
    ) => { after: DarkChange; act: RecordAct },
  ): Promise<DarkChangeView> {
    const { store, catalog, idempotency } = this.#options;
    const { entityRef } = this.#found(await store.get(id), id);
    const entities = await catalog.getFacts([entityRef]);
    const after = await idempotency.run(request, async tx => {
      const dark = this.#found(await store.lock(tx, id), id);
      const outcome = decide(dark, entities[entityRef], this.#now());
      await store.update(tx, outcome.after);
      await this.#append(tx, dark, outcome.act, caller.actor);
      return outcome.after;
    });
    const [view] = await this.#present(caller, [after], entities);
    return view;
  }

  /** One question to the catalog for all rows, and one for the changes behind them. */
  async #present(
    caller: Caller,
    found: DarkChange[],
    known?: Entities,
  ): Promise<DarkChangeView[]> {
    const { catalog, reader } = this.#options;
    const refs = [...new Set(found.map(({ entityRef }) => entityRef))];
    const [entities, sees, seesItem] = await Promise.all([
      known ?? catalog.getFacts(refs, { orStale: true }),
      reader.seesAmong(
        caller,
        found.flatMap(({ changeId }) => changeId ?? []),
      ),
      this.#seesItems(caller, found),
    ]);
    return found.map(dark => ({
      ...dark,
      ...(!seesItem(dark) && { version: undefined, url: undefined }),
      changeId:
        dark.changeId && sees(dark.changeId) ? dark.changeId : undefined,
      allowedActions: darkChangeActionsFor(
        dark,
        caller.actor,
        entities[dark.entityRef],
      ),
    }));
  }

  /** Whether its name and its source may be told, where it is a version of configuration. */
  async #seesItems(
    caller: Caller,
    found: DarkChange[],
  ): Promise<(dark: DarkChange) => boolean> {
    const sees = await this.#options.reader.seesConfiguration(
      caller,
      found.flatMap(dark => itemOf(dark) ?? []),
    );
    return dark => {
      const itemId = itemOf(dark);
      return itemId === undefined || sees(itemId);
    };
  }

  #require(refusal: Refusal | undefined): void {
    if (refusal) {
      throw refused(refusal);
    }
  }

  #found(dark: DarkChange | undefined, id: string): DarkChange {
    if (!dark) {
      throw new NotFoundError(`There is no unauthorized change ${id}.`);
    }
    return dark;
  }

  async #append(
    tx: Knex.Transaction,
    { id }: DarkChange,
    act: RecordAct,
    actor: Actor = systemActor,
  ): Promise<void> {
    await this.#options.trail.append(tx, `dark-change:${id}`, [act], {
      actor: actor.userRef,
      at: this.#now(),
    });
  }

  #now(): string {
    return this.#options.clock().toISOString();
  }
}
