import {
  Change,
  ChangeState,
  decideGate,
  findDrift,
  GateAnswer,
  GateCandidate,
  GateCheck,
  GateCheckQuery,
  GateRequest,
  isProduction,
  Page,
} from 'backstage-plugin-change-management-common';
import { ChangeFinder } from '../changes/ChangeFinder';
import { ChangeReader } from '../changes/ChangeReader';
import { bySystem, Caller, ChangeService } from '../changes/ChangeService';
import { FactGatherer } from '../changes/FactGatherer';
import { idsIn, tellText } from '../changes/seen';
import { EntityCatalog } from '../impact/EntityCatalog';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { PolicyService } from '../policy/PolicyService';
import { Schedule } from '../schedule/Schedule';
import { GateCheckStore } from './GateCheckStore';

const candidatesAtMost = 20;
const ready: ChangeState[] = ['implementation', 'scheduled'];
const onTheWay: ChangeState[] = [
  'approved',
  'authorization',
  'assessment',
  'draft',
  'review',
];

/** What {@link Gate} is made from. */
export interface GateOptions {
  checks: GateCheckStore;
  changes: ChangeService;
  reader: ChangeReader;
  finder: ChangeFinder;
  gatherer: FactGatherer;
  schedule: Schedule;
  catalog: EntityCatalog;
  policies: PolicyService;
  idempotency: Idempotency;
  clock: () => Date;
}

/** Tells pipelines whether they may go ahead, and keeps what it told them. */
export class Gate {
  readonly #options: GateOptions;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  async ask(
    caller: Caller,
    asked: GateRequest,
    request?: RepeatableRequest,
  ): Promise<GateAnswer> {
    const { checks, catalog, policies, idempotency, clock } = this.#options;
    const [policy, entities] = await Promise.all([
      policies.getCurrent(),
      catalog.getFacts([asked.entityRef]),
    ]);
    const candidates = isProduction(asked.environment, policy)
      ? await this.#candidates(caller, asked)
      : [];
    const answer = decideGate(asked, candidates, {
      actor: caller.actor,
      policy,
      entity: entities[asked.entityRef],
    });
    return idempotency.run(request, async tx => {
      const now = clock().toISOString();
      await checks.insert(tx, caller.actor, asked, answer, now);
      return answer;
    });
  }

  /** What was told of changes that the caller may not see is not told them. */
  async listChecks(
    caller: Caller,
    { entityRef, scope, ...query }: GateCheckQuery,
  ): Promise<Page<GateCheck>> {
    const { checks, catalog } = this.#options;
    const scopes = entityRef?.map(ref => catalog.resolveScope(ref, scope));
    const page = await checks.find({
      ...query,
      entityRef: scopes && [...new Set((await Promise.all(scopes)).flat())],
    });
    const sees = await this.#options.reader.seesAmong(
      caller,
      page.items.flatMap(({ changeId, reasons }) => [
        ...(changeId ? [changeId] : []),
        ...reasons.flatMap(({ message }) => idsIn(message)),
      ]),
    );
    return {
      ...page,
      items: page.items.map(check =>
        check.changeId && !sees(check.changeId)
          ? { ...check, changeId: undefined, reasons: [] }
          : {
              ...check,
              reasons: check.reasons.map(({ code, message }) => ({
                code,
                message: tellText(message, sees),
              })),
            },
      ),
    };
  }

  async #candidates(
    caller: Caller,
    { entityRef, changeId }: GateRequest,
  ): Promise<GateCandidate[]> {
    const { reader } = this.#options;
    const ids = changeId ? [changeId] : await this.#idsOn(caller, entityRef);
    const found = [...(await reader.readMany(caller, ids)).values()];
    const changes = await this.#drifted(found);
    return this.#withFacts(caller, changes);
  }

  /** Those that may open the gate; only without any, those that are still on their way. */
  async #idsOn({ grants }: Caller, entityRef: string): Promise<string[]> {
    for (const states of [ready, onTheWay]) {
      const found = await this.#options.finder.findOpen([entityRef], states, {
        limit: candidatesAtMost,
        visible: grants.visible,
      });
      if (found.length) {
        return found.map(({ id }) => id);
      }
    }
    return [];
  }

  /** As before a start, the catalog is asked whether the changes still are what approvers saw. */
  async #drifted(found: Change[]): Promise<Change[]> {
    const { changes, gatherer } = this.#options;
    const scheduled = found.filter(({ state }) => state === 'scheduled');
    const now = new Map<string, Change>();
    for (const { change, impact } of await gatherer.impactsOf(scheduled)) {
      if (findDrift(change.impact, impact).length) {
        now.set(
          change.id,
          await changes.execute(
            bySystem,
            change.id,
            { type: 'check-drift' },
            outcome => outcome.change,
          ),
        );
      }
    }
    return found.map(change => now.get(change.id) ?? change);
  }

  async #withFacts(
    { actor }: Caller,
    changes: Change[],
  ): Promise<GateCandidate[]> {
    const { gatherer, schedule, clock } = this.#options;
    const now = clock().toISOString();
    const [outside, { catalogOf }] = await Promise.all([
      gatherer.forChanges(changes),
      gatherer.catalogFactsOf(changes),
    ]);
    const candidates: GateCandidate[] = [];
    for (const change of changes) {
      const { plannedStart, plannedEnd } = change;
      const span =
        change.state === 'scheduled' && plannedStart && plannedEnd
          ? { start: plannedStart, end: plannedEnd }
          : undefined;
      candidates.push({
        change,
        facts: {
          ...outside(change),
          schedule: await schedule.around(span, catalogOf(change)),
          actor,
          now,
        },
      });
    }
    return candidates;
  }
}
