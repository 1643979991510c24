import {
  Actor,
  changedFacts,
  checkAttribution,
  checkIncidentAct,
  checkIncidentEntities,
  checkIncidentPatch,
  clearedBy,
  conflict,
  EntityFacts,
  Incident,
  IncidentForm,
  IncidentPatch,
  IncidentView,
  withFacts,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { EntityCatalog } from '../impact/EntityCatalog';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { refused } from '../platform/refused';
import { IncidentActs, requireNone, systemsOf } from './IncidentActs';
import { IncidentBook } from './IncidentBook';
import { IncidentStore } from './IncidentStore';
import { Suspicions } from './Suspicions';

type Entities = Record<string, EntityFacts>;

/** What {@link IncidentService} is made from. */
export interface IncidentServiceOptions {
  store: IncidentStore;
  acts: IncidentActs;
  book: IncidentBook;
  suspicions: Suspicions;
  reader: ChangeReader;
  catalog: EntityCatalog;
  idempotency: Idempotency;
  clock: () => Date;
}

/** Incidents as people record them and as services report them (policy §7). */
export class IncidentService {
  readonly #options: IncidentServiceOptions;

  constructor(options: IncidentServiceOptions) {
    this.#options = options;
  }

  /**
   * Records what a person says, or takes in what a service reports, however often and in whatever order.
   *
   * @throws NotAllowedError for who may not record incidents of these entities
   * @throws InputError for entities that the catalog does not have
   * @throws ConflictError where a person records what is recorded under that name already
   */
  async record(
    caller: Caller,
    form: IncidentForm,
    request?: RepeatableRequest,
  ): Promise<IncidentView> {
    const { catalog, idempotency, book, suspicions } = this.#options;
    const { actor } = caller;
    const entities = await catalog.getFacts(form.entityRefs);
    requireNone(checkIncidentAct(actor, form.entityRefs, entities));
    requireNone(checkIncidentEntities(form.entityRefs, entities));
    const named = actor.pipeline ? {} : await this.#causeOf(caller, form);
    const id = await idempotency.run(request, tx =>
      actor.pipeline
        ? this.#take(tx, actor, form, entities)
        : this.#write(tx, actor, form, entities, named),
    );
    await suspicions.renew(id);
    return book.view(caller, id);
  }

  /** @throws NotFoundError, NotAllowedError, ConflictError, InputError */
  async edit(
    caller: Caller,
    id: string,
    patch: IncidentPatch,
  ): Promise<IncidentView> {
    const { catalog, store, acts } = this.#options;
    const added = await catalog.getFacts(patch.entityRefs ?? []);
    requireNone(checkIncidentEntities(patch.entityRefs ?? [], added));
    return acts.act(caller, id, undefined, async (incident, tx) => {
      requireNone(checkIncidentPatch(incident, patch));
      const { revision, ...stated } = patch;
      const statement = { ...incident.statement, ...stated };
      const facts = await store.factsOf(tx, { id: incident.id, statement });
      return {
        after: { ...withFacts(incident, facts), statement },
        act: { type: 'edited', ...stated },
        systems: systemsOf(added),
      };
    });
  }

  /** What a person names as the cause while they record it. */
  async #causeOf(
    caller: Caller,
    form: IncidentForm,
  ): Promise<Pick<Incident, 'causedByChangeId' | 'attribution'>> {
    const { reader, suspicions, clock } = this.#options;
    if (!form.causedByChangeId) {
      return {};
    }
    const change = await reader.see(caller, form.causedByChangeId);
    const incident = { ...form, id: 'this incident', rejections: [] };
    const { candidates } = await suspicions.find(incident);
    const cleared = clearedBy(undefined, candidates);
    const { actor } = caller;
    requireNone(checkAttribution(incident, change, cleared, actor));
    return {
      causedByChangeId: change.id,
      attribution: {
        by: actor.userRef,
        at: clock().toISOString(),
        reason: '',
        confidence: candidates.find(({ changeId }) => changeId === change.id)
          ?.confidence,
      },
    };
  }

  async #write(
    tx: Knex.Transaction,
    actor: Actor,
    form: IncidentForm,
    entities: Entities,
    named: Pick<Incident, 'causedByChangeId' | 'attribution'>,
  ): Promise<string> {
    const { store, acts, clock } = this.#options;
    const { externalRef, causedByChangeId, reportedAt, ...statement } = form;
    const known = externalRef && (await store.named(tx, externalRef));
    const incident = known
      ? undefined
      : await store.insert(
          tx,
          {
            ...{ externalRef, statement, facts: statement, rejections: [] },
            ...named,
            cause: named.attribution ? 'change' : 'open',
            recordedBy: actor.userRef,
            recordedAt: clock().toISOString(),
          },
          systemsOf(entities),
        );
    if (!incident) {
      const { id } = known || (await store.named(tx, externalRef!))!;
      throw refused(conflict(`${externalRef} is recorded as ${id} already.`));
    }
    const act = { type: 'recorded', externalRef, ...statement };
    await acts.append(tx, incident, act, actor);
    if (named.attribution) {
      const changeId = named.causedByChangeId;
      const attributed = { type: 'attributed', changeId };
      await acts.append(tx, incident, attributed, actor);
    }
    return incident.id;
  }

  async #take(
    tx: Knex.Transaction,
    actor: Actor,
    { externalRef, ...report }: IncidentForm,
    entities: Entities,
  ): Promise<string> {
    const { store, acts, clock } = this.#options;
    const source = actor.userRef;
    const now = clock().toISOString();
    const find = async () =>
      externalRef === undefined
        ? undefined
        : store.lockNamed(tx, { source, externalRef }, report.entityRefs);
    let incident = await find();
    if (!incident) {
      const { causedByChangeId: namedChangeId, reportedAt, ...facts } = report;
      incident = await store.insert(
        tx,
        {
          ...{ source, externalRef, recordedBy: source, recordedAt: now },
          ...{ cause: 'open', rejections: [], statement: {} },
          facts: { ...facts, namedChangeId },
        },
        systemsOf(entities),
      );
      if (incident) {
        const act = { type: 'recorded', externalRef, ...report };
        await acts.append(tx, incident, act, actor);
      }
    }
    // Another replica has got the same report at once.
    incident ??= (await find())!;
    if (await store.addReport(tx, incident.id, report, now)) {
      await this.#follow(tx, { ...incident, source }, actor, entities);
    }
    return incident.id;
  }

  /** Makes the incident anew from everything that was reported and stated. */
  async #follow(
    tx: Knex.Transaction,
    incident: Incident,
    actor: Actor,
    entities: Entities,
  ): Promise<void> {
    const facts = await this.#options.store.factsOf(tx, incident);
    const changed = changedFacts(incident, facts);
    if (Object.keys(changed).length) {
      const deed = {
        after: withFacts(incident, facts),
        act: { type: 'reported', ...changed },
        systems: systemsOf(entities),
      };
      await this.#options.acts.write(tx, deed, actor);
    }
  }
}
