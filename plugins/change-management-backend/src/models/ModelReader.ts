import { NotFoundError } from '@backstage/errors';
import {
  Actor,
  ChangeModelSummary,
  ChangeModelView,
  ModelQuery,
  Page,
} from 'backstage-plugin-change-management-common';
import { RecordTrail } from '../audit/RecordTrail';
import { EntityCatalog } from '../impact/EntityCatalog';
import { PolicyService } from '../policy/PolicyService';
import { subjectOf } from './ModelService';
import { ModelStore, toModelNumber } from './ModelStore';
import { presentModel, presentModelSummary } from './present';

/** Everything that can be read of change models. */
export class ModelReader {
  readonly #options: {
    store: ModelStore;
    trail: RecordTrail;
    catalog: EntityCatalog;
    policies: PolicyService;
  };

  constructor(options: {
    store: ModelStore;
    trail: RecordTrail;
    catalog: EntityCatalog;
    policies: PolicyService;
  }) {
    this.#options = options;
  }

  /** @throws NotFoundError */
  async get(actor: Actor, id: string): Promise<ChangeModelView> {
    const { store, trail, policies } = this.#options;
    const number = toModelNumber(id);
    const stored = number && (await store.getMany([number])).get(number);
    if (!stored) {
      throw new NotFoundError(`There is no change model ${id}.`);
    }
    const [history, policy] = await Promise.all([
      trail.list(subjectOf(stored.model)),
      policies.getCurrent(),
    ]);
    return presentModel(stored, history, { actor, policy });
  }

  async list(
    actor: Actor,
    { entityRef, ...query }: ModelQuery,
  ): Promise<Page<ChangeModelSummary>> {
    const { store, catalog, policies } = this.#options;
    const facts = entityRef
      ? await catalog.getFacts([entityRef], { orStale: true })
      : {};
    const [page, policy] = await Promise.all([
      store.find({ ...query, entity: facts[entityRef ?? ''] }),
      policies.getCurrent(),
    ]);
    return {
      ...page,
      items: page.items.map(stored =>
        presentModelSummary(stored, { actor, policy }),
      ),
    };
  }
}
