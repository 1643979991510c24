import { NotFoundError } from '@backstage/errors';
import {
  Actor,
  approveModel,
  ChangeModel,
  ChangeModelRef,
  ChangeModelView,
  checkGraph,
  countRun,
  editModel,
  graphOf,
  Impact,
  ModelContext,
  ModelEdit,
  ModelFacts,
  ModelForm,
  ModelOutcome,
  ModelProposal,
  ModelVersion,
  proposeModel,
  Refusal,
  retireModel,
  systemActor,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { ChangeListener } from '../changes/ChangeListener';
import { ModelSource } from '../changes/ModelSource';
import { refused } from '../platform/refused';
import { EntityCatalog } from '../impact/EntityCatalog';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { PolicyService } from '../policy/PolicyService';
import { ModelStore, StoredModel, toModelNumber } from './ModelStore';
import { presentModel } from './present';

/** What {@link ModelService} is made from. */
export interface ModelServiceOptions {
  store: ModelStore;
  trail: RecordTrail;
  idempotency: Idempotency;
  catalog: EntityCatalog;
  policies: PolicyService;
  clock: () => Date;
}

type Verdict =
  | (ModelOutcome & { version?: ModelVersion; refusal?: undefined })
  | { refusal: Refusal };

/** Where the acts of a model are recorded. */
export function subjectOf({ id }: Pick<ChangeModel, 'id'>): string {
  return `change-model:${id}`;
}

const nothing: Impact = { direct: [], indirect: [], truncated: false };

/** Everything that happens to a change model, each act in one transaction with its trail. */
export class ModelService implements ModelSource {
  readonly #options: ModelServiceOptions;

  constructor(options: ModelServiceOptions) {
    this.#options = options;
  }

  async propose(
    actor: Actor,
    proposal: ModelProposal,
    request?: RepeatableRequest,
  ): Promise<ChangeModelView> {
    const { idempotency, store, trail } = this.#options;
    const context = await this.#contextFor(actor);
    return idempotency.run(request, async tx => {
      let acts: ModelOutcome['acts'] = [];
      const stored = await store.insert(tx, id => {
        const proposed = proposeModel(id, proposal, context);
        acts = proposed.acts;
        return proposed;
      });
      await this.#record(tx, stored.model, acts, context);
      const history = await trail.list(subjectOf(stored.model), tx);
      return presentModel(stored, history, context);
    });
  }

  async edit(
    actor: Actor,
    id: string,
    edit: ModelEdit,
  ): Promise<ChangeModelView> {
    return this.#act(actor, id, undefined, ({ model, versions }, context) =>
      editModel(model, versions[0], edit, context),
    );
  }

  async approve(
    actor: Actor,
    id: string,
    version: number,
    request?: RepeatableRequest,
  ): Promise<ChangeModelView> {
    const { versions } = await this.#get(id);
    const given = versions.find(candidate => candidate.version === version);
    // Asked before any row is locked. Versions never change, so that this is the graph of what will be approved.
    const graph = graphOf(await this.#impactOf(given?.form));
    return this.#act(actor, id, request, (stored, context) =>
      approveModel(stored.model, stored.versions, version, {
        ...context,
        graph,
      }),
    );
  }

  async retire(
    actor: Actor,
    id: string,
    reason: string,
    request?: RepeatableRequest,
  ): Promise<ChangeModelView> {
    return this.#act(actor, id, request, ({ model }, context) =>
      retireModel(model, reason, context),
    );
  }

  async factsOf(
    changeModels: ChangeModelRef[],
    knex?: Knex,
  ): Promise<(ModelFacts | undefined)[]> {
    const numbers = changeModels.flatMap(({ id }) => toModelNumber(id) ?? []);
    const found = await this.#options.store.getMany(
      [...new Set(numbers)],
      knex,
    );
    return changeModels.map(({ id, version }) => {
      const stored = found.get(toModelNumber(id) ?? 0);
      const given = stored?.versions.find(v => v.version === version);
      return stored?.model.id === id
        ? {
            model: stored.model,
            form: given?.approvedAt ? given.form : undefined,
          }
        : undefined;
    });
  }

  /** Compares the catalog with what the model was approved under; what it has earned is lost where they differ. */
  async refresh(id: string): Promise<void> {
    const number = toModelNumber(id);
    const stored = number
      ? (await this.#options.store.getMany([number])).get(number)
      : undefined;
    if (stored) {
      await this.#refresh(number!, stored.model);
    }
  }

  /** {@link ModelService.refresh} for all models in use. */
  async refreshAll(signal?: AbortSignal): Promise<void> {
    const { store } = this.#options;
    const numbers = await store.listInUse();
    for (const [number, { model }] of await store.getMany(numbers)) {
      if (signal?.aborted) {
        return;
      }
      await this.#refresh(number, model);
    }
  }

  /** Counts how the changes end that are made from a model, in the transaction in which they do. */
  readonly onChange: ChangeListener = async (tx, { after, events, facts }) => {
    const number = after.changeModel && toModelNumber(after.changeModel.id);
    const isOver = events.some(
      ({ type }) => type === 'closed' || type === 'rolled-back',
    );
    if (!number || !isOver) {
      return;
    }
    const { store } = this.#options;
    const model = await store.lock(tx, number);
    if (!model) {
      return;
    }
    const { now, actor } = facts;
    const policy = facts.newerPolicy ?? facts.policy;
    const outcome = countRun(model, after, events, { policy, now });
    await this.#save(tx, model, outcome, { actor, now });
  };

  async #refresh(number: number, seen: ChangeModel): Promise<void> {
    const { store, catalog, idempotency } = this.#options;
    const isInUse = seen.status === 'probation' || seen.status === 'standard';
    if (!isInUse || seen.watched.length === 0) {
      return;
    }
    const impact = await catalog.getImpact(seen.watched);
    const now = this.#options.clock().toISOString();
    if (checkGraph(seen, impact, now).model === seen) {
      return;
    }
    await idempotency.run(undefined, async tx => {
      const model = (await store.lock(tx, number))!;
      if (model.watched.join() === seen.watched.join()) {
        const outcome = checkGraph(model, impact, now);
        await this.#save(tx, model, outcome, { actor: systemActor, now });
      }
    });
  }

  async #impactOf(form: ModelForm | undefined): Promise<Impact> {
    return form?.affectedEntities?.length
      ? this.#options.catalog.getImpact(form.affectedEntities)
      : nothing;
  }

  async #contextFor(actor: Actor): Promise<ModelContext> {
    const policy = await this.#options.policies.getCurrent();
    return { actor, policy, now: this.#options.clock().toISOString() };
  }

  /** @throws NotFoundError */
  async #get(id: string, knex?: Knex): Promise<StoredModel> {
    const number = toModelNumber(id);
    const found = number
      ? (await this.#options.store.getMany([number], knex)).get(number)
      : undefined;
    if (!found) {
      throw new NotFoundError(`There is no change model ${id}.`);
    }
    return found;
  }

  async #act(
    actor: Actor,
    id: string,
    request: RepeatableRequest | undefined,
    decide: (stored: StoredModel, context: ModelContext) => Verdict,
  ): Promise<ChangeModelView> {
    const { idempotency, store, trail } = this.#options;
    const context = await this.#contextFor(actor);
    return idempotency.run(request, async tx => {
      const number = toModelNumber(id);
      const model = number && (await store.lock(tx, number));
      const stored = await this.#get(id, tx);
      const verdict = decide(
        { ...stored, model: model || stored.model },
        context,
      );
      if (verdict.refusal) {
        throw refused(verdict.refusal);
      }
      const { version } = verdict;
      await this.#save(tx, stored.model, verdict, context, version);
      const history = await trail.list(subjectOf(stored.model), tx);
      const others = stored.versions.filter(
        candidate => candidate.version !== version?.version,
      );
      return presentModel(
        {
          model: verdict.model,
          versions: version ? [version, ...others] : others,
        },
        history,
        context,
      );
    });
  }

  async #save(
    tx: Knex.Transaction,
    before: ChangeModel,
    { model, acts }: ModelOutcome,
    by: Pick<ModelContext, 'actor' | 'now'>,
    version?: ModelVersion,
  ): Promise<void> {
    if (model === before) {
      return;
    }
    const after = { ...model, updatedAt: by.now };
    await this.#options.store.update(tx, after, version);
    await this.#record(tx, after, acts, by);
  }

  async #record(
    tx: Knex.Transaction,
    model: ChangeModel,
    acts: ModelOutcome['acts'],
    { actor, now }: Pick<ModelContext, 'actor' | 'now'>,
  ): Promise<void> {
    if (acts.length) {
      const envelope = { actor: actor.userRef, at: now };
      await this.#options.trail.append(tx, subjectOf(model), acts, envelope);
    }
  }
}
