import {
  AnyCommand,
  approversNamedBy,
  CatalogFacts,
  Change,
  Facts,
  holdsSlot,
  ModelFacts,
  patchContent,
  plannedSlot,
  reachIn,
  Slot,
  Impact,
  AccessFacts,
  withAccess,
  Policy,
} from 'backstage-plugin-change-management-common';
import { StaleOptions } from '../catalog/RecentReads';
import { EntityCatalog } from '../impact/EntityCatalog';
import { PeopleDirectory } from '../people/PeopleDirectory';
import { PolicyService } from '../policy/PolicyService';
import { PlannedForm, RiskRecord } from '../risk/RiskRecord';
import { ConfigurationSource } from './ConfigurationSource';
import { ModelSource } from './ModelSource';

/** What a decision needs to know besides the person and the time. */
export type OutsideFacts = Omit<Facts, 'actor' | 'now'>;

const entitiesACall = 500;

/** Whether the command is about when something happens, or about what is touched then. */
function concernsTime(change: Change, { type }: AnyCommand): boolean {
  switch (type) {
    case 'submit':
    case 'schedule':
    case 'start':
    case 'check-conflicts':
    case 'check-drift':
      return true;
    case 'edit':
      return holdsSlot(change);
    default:
      return false;
  }
}

const noImpact: Facts['impact'] = {
  direct: [],
  indirect: [],
  truncated: false,
};

/** What {@link FactGatherer} is made from. */
export interface FactGathererOptions {
  /** What may carry out steps of rollbacks; unless it is known, whatever a plan names. */
  executors?: Facts['executors'];
  configuration?: Pick<ConfigurationSource, 'standing'>;
  catalog: EntityCatalog;
  policies: PolicyService;
  record: RiskRecord;
  models: ModelSource;
  people: PeopleDirectory;
}

/** Gathers what a decision depends on from the catalog, the policy and the record, at most one batched question each. */
export class FactGatherer {
  readonly #catalog: EntityCatalog;
  readonly #policies: PolicyService;
  readonly #record: RiskRecord;
  readonly #models: ModelSource;
  readonly #people: PeopleDirectory;
  readonly #executors: Facts['executors'];
  readonly #configuration?: Pick<ConfigurationSource, 'standing'>;

  constructor(options: FactGathererOptions) {
    this.#catalog = options.catalog;
    this.#policies = options.policies;
    this.#record = options.record;
    this.#models = options.models;
    this.#people = options.people;
    this.#executors = options.executors;
    this.#configuration = options.configuration;
  }

  /** For a form that is about to be judged, blast radius included; by the policy in force unless told otherwise. */
  async forForm(
    form: PlannedForm & Pick<Change, 'access'> & { implementer?: string },
    options: {
      /** The change itself, once there is one. */
      changeId?: string;
      otherEntities?: string[];
      policyVersion?: string;
    } = {},
  ): Promise<OutsideFacts> {
    const { affectedEntities, implementer } = form;
    const { changeId, otherEntities = [], policyVersion } = options;
    const [policy, impact, entities, measures, access] = await Promise.all([
      policyVersion
        ? this.#policies.get(policyVersion)
        : this.#policies.getCurrent(),
      this.#catalog.getImpact(affectedEntities),
      this.#catalog.getFacts([
        ...new Set([...affectedEntities, ...otherEntities]),
      ]),
      this.#record.measuresFor(form, changeId),
      this.#accessFacts(form.access),
    ]);
    const people = await this.#people.find([
      ...approversNamedBy(policy.approvalRules, { entities, impact }),
      ...(implementer ? [implementer] : []),
    ]);
    const executors = this.#executors;
    return { policy, impact, entities, measures, people, access, executors };
  }

  /** For a command on a change; only those that judge the form anew ask for its blast radius. */
  async forCommand(change: Change, command: AnyCommand): Promise<OutsideFacts> {
    const outside = await this.#judging(change, command);
    return concernsTime(change, command)
      ? { ...outside, schedule: await this.#unscheduled(change, command) }
      : outside;
  }

  /** Where its entities belong; what else is planned is read in the transaction. */
  async #unscheduled(
    change: Change,
    command: AnyCommand,
  ): Promise<Facts['schedule']> {
    const refs =
      (command.type === 'edit' && command.patch.affectedEntities) ||
      change.affectedEntities;
    const [memberOf, impact] = await Promise.all([
      this.#catalog.getMemberships(refs),
      this.#catalog.getImpact(refs),
    ]);
    return { others: [], windows: [], memberOf, reach: reachIn(impact) };
  }

  async #judging(change: Change, command: AnyCommand): Promise<OutsideFacts> {
    const { id: changeId, affectedEntities, policyVersion } = change;
    switch (command.type) {
      case 'edit':
        return this.forForm(patchContent(change, command.patch), {
          changeId,
          otherEntities: affectedEntities,
        });
      case 'submit':
      case 'propose-configuration':
      case 'withdraw-configuration':
        return this.forForm(change, { changeId });
      case 'propose-access':
        return this.forForm(
          { ...change, access: withAccess(change.access, command.access) },
          { changeId },
        );
      case 'apply-access':
        return {
          ...(await this.forChange(change)),
          access: await this.#accessFacts(command.access),
        };
      case 'override-risk':
      case 'check-drift':
        return this.forForm(change, { changeId, policyVersion });
      default:
        return this.forChange(change);
    }
  }

  /** Where the entities belong to which a form asks for access. */
  async #accessFacts(
    access: Change['access'],
  ): Promise<AccessFacts | undefined> {
    const asked = [...(access?.grants ?? []), ...(access?.revocations ?? [])];
    const refs = [...new Set(asked.map(({ entityRef }) => entityRef))];
    return refs.length
      ? { partOf: await this.#catalog.getMemberships(refs) }
      : undefined;
  }

  /** By id of those changes whose approval rests on that of their model; what they may still do depends on it. */
  async #modelsBehind(
    changes: Change[],
  ): Promise<Map<string, ModelFacts | undefined>> {
    const resting = changes.filter(({ requirements }) =>
      requirements.some(({ standing }) => standing),
    );
    const found = resting.length
      ? await this.#models.factsOf(resting.map(c => c.changeModel!))
      : [];
    return new Map(resting.map(({ id }, index) => [id, found[index]]));
  }

  /**
   * The blast radius that each of several changes has now. What they reached when they were judged is read first, some
   * hundred entities a call, so that only what is new to a radius costs a call of its own.
   */
  async impactsOf(
    changes: Change[],
  ): Promise<{ change: Change; impact: Impact }[]> {
    const refs = new Set(
      changes.flatMap(({ affectedEntities, impact }) => [
        ...affectedEntities,
        ...impact.indirect.map(({ entityRef }) => entityRef),
      ]),
    );
    const all = [...refs];
    for (let from = 0; from < all.length; from += entitiesACall) {
      await this.#catalog.getFacts(all.slice(from, from + entitiesACall));
    }
    return Promise.all(
      changes.map(async change => ({
        change,
        impact: await this.#catalog.getImpact(change.affectedEntities),
      })),
    );
  }

  /** What the catalog says now of what each of several changes touches. */
  async catalogFactsOf(changes: Change[]): Promise<{
    entities: Facts['entities'];
    catalogOf: (change: Change) => CatalogFacts;
  }> {
    const refs = [...new Set(changes.flatMap(c => c.affectedEntities))];
    const [entities, memberOf, impacts] = await Promise.all([
      this.#catalog.getFacts(refs),
      this.#catalog.getMemberships(refs),
      this.impactsOf(changes),
    ]);
    const reached = new Map(
      impacts.map(({ change, impact }) => [change.id, reachIn(impact)]),
    );
    return {
      entities,
      catalogOf: ({ id }) => ({ memberOf, reach: reached.get(id) }),
    };
  }

  /** The slot that each of several changes holds, by what the catalog says now. */
  async slotsOf(
    changes: Change[],
  ): Promise<{ change: Change; slot: Slot | undefined }[]> {
    const { entities, catalogOf } = await this.catalogFactsOf(changes);
    return changes.map(change => ({
      change,
      slot: plannedSlot(change, entities, catalogOf(change)),
    }));
  }

  /** For one change, with who could decide on it. */
  async forChange(
    change: Change,
    options?: StaleOptions,
  ): Promise<OutsideFacts> {
    const [outside, people, configuration] = await Promise.all([
      this.forChanges([change], options),
      this.#people.find(
        [
          change.implementer,
          ...change.requirements.flatMap(requirement => requirement.people),
        ],
        options,
      ),
      this.#configuration?.standing(change),
    ]);
    return { ...outside(change), people, configuration };
  }

  /** For several changes: one question for all of their entities; each is seen by the policy that judged it. */
  async forChanges(
    changes: Change[],
    options?: StaleOptions,
  ): Promise<(change: Change) => OutsideFacts> {
    const refs = new Set(changes.flatMap(change => change.affectedEntities));
    const versions = [...new Set(changes.map(c => c.policyVersion))];
    const [current, policies, models, entities] = await Promise.all([
      this.#policies.getCurrent(),
      Promise.all(versions.map(version => this.#policies.get(version))),
      this.#modelsBehind(changes),
      this.#catalog.getFacts([...refs], options),
    ]);
    const byVersion = new Map<string, Policy>(
      policies.map((policy, index) => [versions[index], policy]),
    );
    return ({ id, policyVersion }) => ({
      ...(models.has(id) && { model: models.get(id) }),
      policy: byVersion.get(policyVersion)!,
      newerPolicy: policyVersion === current.version ? undefined : current,
      entities,
      impact: noImpact,
    });
  }
}
