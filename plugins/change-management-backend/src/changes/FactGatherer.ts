import {
  AnyCommand,
  Change,
  Facts,
  Policy,
} from 'backstage-plugin-change-management-common';
import { StaleOptions } from '../catalog/RecentReads';
import { EntityCatalog } from '../impact/EntityCatalog';
import { PolicyService } from '../policy/PolicyService';

/** What a decision needs to know besides the person and the time. */
export type OutsideFacts = Omit<Facts, 'actor' | 'now'>;

const noImpact: Facts['impact'] = {
  direct: [],
  indirect: [],
  truncated: false,
};

/** Gathers what a decision depends on from the catalog and the policy, at most one batched question each. */
export class FactGatherer {
  readonly #catalog: EntityCatalog;
  readonly #policies: PolicyService;

  constructor(options: { catalog: EntityCatalog; policies: PolicyService }) {
    this.#catalog = options.catalog;
    this.#policies = options.policies;
  }

  /** For a form that is about to be judged, blast radius included; by the policy in force unless told otherwise. */
  async forForm(
    affectedEntities: string[],
    options: { otherEntities?: string[]; policyVersion?: string } = {},
  ): Promise<OutsideFacts> {
    const { otherEntities = [], policyVersion } = options;
    const [policy, impact, entities] = await Promise.all([
      policyVersion
        ? this.#policies.get(policyVersion)
        : this.#policies.getCurrent(),
      this.#catalog.getImpact(affectedEntities),
      this.#catalog.getFacts([
        ...new Set([...affectedEntities, ...otherEntities]),
      ]),
    ]);
    return { policy, impact, entities };
  }

  /** For a command on a change; only those that judge the form anew ask for its blast radius. */
  async forCommand(change: Change, command: AnyCommand): Promise<OutsideFacts> {
    const { affectedEntities, policyVersion } = change;
    switch (command.type) {
      case 'edit':
        return this.forForm(
          command.patch.affectedEntities ?? affectedEntities,
          { otherEntities: affectedEntities },
        );
      case 'submit':
        return this.forForm(affectedEntities);
      case 'override-risk':
      case 'check-drift':
        return this.forForm(affectedEntities, { policyVersion });
      default:
        return (await this.forChanges([change]))(change);
    }
  }

  /** For several changes: one question for all of their entities; each is seen by the policy that judged it. */
  async forChanges(
    changes: Change[],
    options?: StaleOptions,
  ): Promise<(change: Change) => OutsideFacts> {
    const refs = new Set(changes.flatMap(change => change.affectedEntities));
    const versions = [...new Set(changes.map(c => c.policyVersion))];
    const [current, policies, entities] = await Promise.all([
      this.#policies.getCurrent(),
      Promise.all(versions.map(version => this.#policies.get(version))),
      this.#catalog.getFacts([...refs], options),
    ]);
    const byVersion = new Map<string, Policy>(
      policies.map((policy, index) => [versions[index], policy]),
    );
    return ({ policyVersion }) => ({
      policy: byVersion.get(policyVersion)!,
      newerPolicy: policyVersion === current.version ? undefined : current,
      entities,
      impact: noImpact,
    });
  }
}
