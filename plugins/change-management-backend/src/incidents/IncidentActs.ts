import { NotFoundError } from '@backstage/errors';
import {
  Actor,
  checkIncidentAct,
  EntityFacts,
  Incident,
  IncidentView,
  Refusal,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordAct, RecordTrail } from '../audit/RecordTrail';
import { Caller } from '../changes/ChangeService';
import { EntityCatalog } from '../impact/EntityCatalog';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { refused } from '../platform/refused';
import { IncidentBook, subjectOf } from './IncidentBook';
import { IncidentStore, Systems } from './IncidentStore';
import { Suspicions } from './Suspicions';

/** What {@link IncidentActs} is made from. */
export interface IncidentActsOptions {
  store: IncidentStore;
  book: IncidentBook;
  suspicions: Suspicions;
  catalog: EntityCatalog;
  trail: RecordTrail;
  idempotency: Idempotency;
  clock: () => Date;
}

/** What one act makes of an incident. */
export interface Deed {
  after: Incident;
  act: RecordAct;
  /** Of entities that it did not have before. */
  systems?: Systems;
}

/** @throws NotAllowedError, ConflictError, InputError where there is a refusal */
export function requireNone(refusal: Refusal | undefined): void {
  if (refusal) {
    throw refused(refusal);
  }
}

/** The system that each entity is part of, or is itself. */
export function systemsOf(entities: Record<string, EntityFacts>): Systems {
  return Object.fromEntries(
    Object.entries(entities).map(([ref, { system }]) => [
      ref,
      ref.startsWith('system:') ? ref : system,
    ]),
  );
}

/** Acts of people on incidents: each with its trail in one transaction, and what may have caused it looked for anew. */
export class IncidentActs {
  readonly #options: IncidentActsOptions;

  constructor(options: IncidentActsOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError when there is none with this id */
  async get(id: string): Promise<Incident> {
    return this.#found(await this.#options.store.get(id), id);
  }

  /** @throws NotFoundError, NotAllowedError, and whatever is thrown by what is to be done */
  async act(
    caller: Caller,
    id: string,
    request: RepeatableRequest | undefined,
    decide: (incident: Incident, tx: Knex.Transaction) => Promise<Deed>,
  ): Promise<IncidentView> {
    const { store, catalog, idempotency, suspicions, book } = this.#options;
    const { actor } = caller;
    const { entityRefs } = await this.get(id);
    const entities = await catalog.getFacts(entityRefs);
    await idempotency.run(request, async tx => {
      const incident = this.#found(await store.lock(tx, id), id);
      requireNone(checkIncidentAct(actor, incident.entityRefs, entities));
      await this.write(tx, await decide(incident, tx), actor);
      return incident.id;
    });
    await suspicions.renew(id);
    return book.view(caller, id);
  }

  async write(
    tx: Knex.Transaction,
    { after, act, systems }: Deed,
    actor: Actor,
  ): Promise<void> {
    await this.#options.store.update(
      tx,
      { ...after, revision: after.revision + 1 },
      systems,
    );
    await this.append(tx, after, act, actor);
  }

  async append(
    tx: Knex.Transaction,
    { id }: Incident,
    act: RecordAct,
    actor: Actor,
  ): Promise<void> {
    await this.#options.trail.append(tx, subjectOf(id), [act], {
      actor: actor.userRef,
      at: this.#options.clock().toISOString(),
    });
  }

  #found(incident: Incident | undefined, id: string): Incident {
    if (!incident) {
      throw new NotFoundError(`There is no incident ${id}.`);
    }
    return incident;
  }
}
