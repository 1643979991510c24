import { ConflictError } from '@backstage/errors';
import {
  Actor,
  AnyCommand,
  Change,
  ChangeForm,
  ChangeModelRef,
  checkCreate,
  changeReadPermission,
  decide,
  decideCreate,
  Facts,
  findDrift,
  systemActor,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { logTypes, sequenceOf } from '../audit/views';
import { permissionOf } from '../permissions/actions';
import {
  allGranted,
  Grants,
  requireCreate,
  requireGrant,
  requireVisible,
} from '../permissions/Grants';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { toChangeId, toChangeNumber } from '../platform/changeId';
import { Schedule } from '../schedule/Schedule';
import { AccessSource } from './AccessSource';
import { ChangeWriter, ChangeWriterOptions, Outcome } from './ChangeWriter';
import { ConfigurationSource } from './ConfigurationSource';
import { FactGatherer, OutsideFacts } from './FactGatherer';
import { ModelSource, usesModel } from './ModelSource';
import { refused } from '../platform/refused';

/** Who asks, and what the permission policy grants them. */
export interface Caller {
  actor: Actor;
  grants: Grants;
}

/** What {@link ChangeService} is made from. */
export interface ChangeServiceOptions extends ChangeWriterOptions {
  idempotency: Idempotency;
  gatherer: FactGatherer;
  models: ModelSource;
  schedule: Pick<Schedule, 'factsFor'>;
  configuration: ConfigurationSource;
  access: AccessSource;
  clock: () => Date;
}

const attempts = 3;

/** What the plugin does by itself; no permission policy is asked about it. */
export const bySystem: Caller = { actor: systemActor, grants: allGranted };

/** The form was edited after the facts had been gathered for it. */
class OutdatedFacts extends Error {}

/** The one door: everything that happens to a change happens here, each command as one transaction. */
export class ChangeService {
  readonly #options: ChangeServiceOptions;
  readonly #writer: ChangeWriter;

  constructor(options: ChangeServiceOptions) {
    this.#options = options;
    this.#writer = new ChangeWriter(options);
  }

  /**
   * A new draft, which holds no row of others and is one statement where the database can.
   *
   * @param respond - makes the answer, within the transaction, so that a repeated request gets the same one
   * @throws NotAllowedError when the permission policy does not let the caller request changes
   */
  async create<T>(
    caller: Caller,
    form: ChangeForm,
    respond: (outcome: Outcome) => T,
    request?: RepeatableRequest,
  ): Promise<T> {
    const { store, gatherer, models, idempotency } = this.#options;
    requireCreate(caller.grants);
    const { changeModel } = form;
    const [outside] = await Promise.all([
      gatherer.forForm(form),
      changeModel && models.refresh(changeModel.id),
    ]);
    const run = (work: (knex: Knex) => Promise<T>) =>
      idempotency.runOne(request, work);
    return this.#run(run, respond, async knex => {
      const number = await store.nextNumber(knex);
      const facts = await this.#factsNow(knex, caller, outside, changeModel);
      const refusal = checkCreate(form, facts);
      if (refusal) {
        throw refused(refusal);
      }
      const events = decideCreate(toChangeId(number), form, facts);
      return this.#writer.create(knex, events, facts);
    });
  }

  /**
   * Takes one step of a change.
   *
   * What has to be asked of the network is gathered first, so that no row stays locked meanwhile; if the form was edited
   * in between, it is gathered anew.
   *
   * @throws NotFoundError for a change that the caller may not see, as for one that does not exist
   * @throws NotAllowedError, ConflictError, InputError when the permission policy or the domain refuses
   */
  async execute<T>(
    caller: Caller,
    id: string,
    command: AnyCommand,
    respond: (outcome: Outcome) => T,
    request?: RepeatableRequest,
  ): Promise<T> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      try {
        return await this.#attempt(caller, id, command, respond, request);
      } catch (error) {
        if (!(error instanceof OutdatedFacts)) {
          throw error;
        }
      }
    }
    throw new ConflictError(
      `${id} is being edited at the same time. Read it again.`,
    );
  }

  async #attempt<T>(
    caller: Caller,
    id: string,
    asked: AnyCommand,
    respond: (outcome: Outcome) => T,
    request: RepeatableRequest | undefined,
  ): Promise<T> {
    const { store, gatherer, models, idempotency } = this.#options;
    const { grants } = caller;
    const number = toChangeNumber(id);
    const { stored, command } = await this.#read(grants, number, asked);
    // Before anything else is asked or repeated: whoever has lost sight of a change does not get an earlier answer either.
    const seen = requireVisible(grants, stored, id);
    const used = usesModel(seen, command);
    const [outside, logEntryIds] = await Promise.all([
      gatherer.forCommand(seen, command),
      this.#logEntriesNamedBy(seen, command),
      used && models.refresh(used.id),
    ]);
    const run = (work: (tx: Knex.Transaction) => Promise<T>) =>
      idempotency.run(request, work);
    return this.#run(run, respond, async tx => {
      const record = (await store.lock(tx, number!))!;
      requireVisible(grants, record.change, id);
      requireGrant(grants, permissionOf(command), record.change);
      if (record.change.contentRevision !== seen.contentRevision) {
        throw new OutdatedFacts();
      }
      const facts = await this.#factsNow(
        tx,
        caller,
        { ...outside, logEntryIds },
        used ?? record.change.changeModel,
      );
      if (facts.schedule) {
        facts.schedule = await this.#options.schedule.factsFor(
          tx,
          record.change,
          command,
          facts.schedule,
        );
      }
      facts.configuration = await this.#options.configuration.prepare(
        tx,
        record.change,
        command,
      );
      const ledger = await this.#options.access.prepare(
        tx,
        record.change,
        command,
      );
      if (ledger) {
        facts.access = { partOf: facts.access?.partOf ?? {}, ledger };
      }
      const { events, refusal } = decide(record.change, command, facts);
      if (refusal) {
        throw refused(refusal);
      }
      return this.#writer.write(tx, record, events, facts);
    });
  }

  /** An entry of the log is never taken away again, so it may be looked for before the change is locked. */
  async #logEntriesNamedBy(
    { id }: Change,
    command: AnyCommand,
  ): Promise<string[]> {
    const entry = command.type === 'log' ? command.corrects : undefined;
    const sequence = entry && sequenceOf(id, entry);
    if (!sequence) {
      return [];
    }
    const { trail } = this.#options;
    const type = await trail.typeOf(toChangeNumber(id)!, sequence);
    return logTypes.some(known => known === type) ? [entry!] : [];
  }

  /**
   * Before a change gets its slot, and before it starts, the catalog is asked whether it still is what approvers saw. What
   * has drifted is recorded by itself, so that it stays recorded where the step is refused for it.
   */
  async #read(
    grants: Grants,
    number: number | undefined,
    command: AnyCommand,
  ): Promise<{ stored?: Change; command: AnyCommand }> {
    const { store, gatherer } = this.#options;
    const stored = number ? await store.get(number) : undefined;
    if (
      !stored ||
      !grants.allows(changeReadPermission, stored) ||
      (command.type !== 'schedule' && command.type !== 'start') ||
      (stored.state !== 'approved' && stored.state !== 'scheduled')
    ) {
      return { stored, command };
    }
    const [{ impact }] = await gatherer.impactsOf([stored]);
    if (findDrift(stored.impact, impact).length === 0) {
      return { stored, command };
    }
    const drifted = await this.execute(
      bySystem,
      stored.id,
      { type: 'check-drift' },
      ({ change }) => change,
    );
    // Whoever sent the revision that they saw is not refused for this one alone.
    const isCurrent = command.revision === stored.revision;
    return {
      stored: drifted,
      command: isCurrent ? { ...command, revision: drifted.revision } : command,
    };
  }

  /** Whom it concerns is told as soon as it has committed. */
  async #run<T, K extends Knex>(
    run: (work: (knex: K) => Promise<T>) => Promise<T>,
    respond: (outcome: Outcome) => T,
    work: (knex: K) => Promise<Outcome>,
  ): Promise<T> {
    const { notices } = this.#options;
    let outcome: Outcome | undefined;
    const response = await run(async knex => {
      outcome = await work(knex);
      return respond(outcome);
    });
    if (outcome?.notices.length) {
      notices.deliverSoon();
    }
    outcome?.afterwards.forEach(then => then());
    return response;
  }

  /** A model is read in the transaction, where what it has lost meanwhile shows. */
  async #factsNow(
    knex: Knex,
    { actor }: Caller,
    outside: OutsideFacts,
    changeModel: ChangeModelRef | undefined,
  ): Promise<Facts> {
    const { models, clock } = this.#options;
    const facts = { ...outside, actor, now: clock().toISOString() };
    if (!changeModel) {
      return facts;
    }
    const [model] = await models.factsOf([changeModel], knex);
    return { ...facts, model };
  }
}
