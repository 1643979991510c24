import {
  Change,
  ChangeCommand,
  Facts,
} from 'backstage-plugin-change-management-common';
import { EntityCatalog } from '../impact/EntityCatalog';
import { PolicyService } from '../policy/PolicyService';

/** What a decision needs to know besides the change, the person and the time. */
export type OutsideFacts = Omit<Facts, 'actor' | 'now'>;

/** Gathers what a decision depends on from the catalog and the policy, at most one batched question each. */
export class FactGatherer {
  readonly #catalog: EntityCatalog;
  readonly #policies: PolicyService;

  constructor(options: { catalog: EntityCatalog; policies: PolicyService }) {
    this.#catalog = options.catalog;
    this.#policies = options.policies;
  }

  /** For a form that is about to be judged, blast radius included. */
  async forForm(
    affectedEntities: string[],
    otherEntities: string[] = [],
  ): Promise<OutsideFacts> {
    const [policy, impact, entities] = await Promise.all([
      this.#policies.getCurrent(),
      this.#catalog.getImpact(affectedEntities),
      this.#catalog.getFacts([
        ...new Set([...affectedEntities, ...otherEntities]),
      ]),
    ]);
    return { policy, impact, entities };
  }

  /** For a command on a change; only those that judge the form anew ask for its blast radius. */
  async forCommand(
    change: Change,
    command: ChangeCommand,
  ): Promise<OutsideFacts> {
    switch (command.type) {
      case 'edit':
        return this.forForm(
          command.patch.affectedEntities ?? change.affectedEntities,
          change.affectedEntities,
        );
      case 'submit':
        return this.forForm(change.affectedEntities);
      default:
        return this.forChanges([change]);
    }
  }

  /** For showing changes: one question for all of their entities. */
  async forChanges(changes: Change[]): Promise<OutsideFacts> {
    const refs = new Set(changes.flatMap(change => change.affectedEntities));
    const [policy, entities] = await Promise.all([
      this.#policies.getCurrent(),
      this.#catalog.getFacts([...refs]),
    ]);
    return {
      policy,
      entities,
      impact: { direct: [], indirect: [], truncated: false },
    };
  }
}
