import {
  checkAttribution,
  checkIncidentAct,
  checkRejection,
  clearedBy,
  Incident,
  IncidentCandidates,
  IncidentCauseInput,
  IncidentView,
  staleIncident,
} from 'backstage-plugin-change-management-common';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { EntityCatalog } from '../impact/EntityCatalog';
import { RepeatableRequest } from '../platform/Idempotency';
import { IncidentActs, requireNone } from './IncidentActs';
import { Suspicions } from './Suspicions';

/** What {@link IncidentCauses} is made from. */
export interface IncidentCausesOptions {
  acts: IncidentActs;
  suspicions: Suspicions;
  reader: ChangeReader;
  catalog: EntityCatalog;
  clock: () => Date;
}

/** Which change caused an incident: proposed by the portal, decided by people (policy §7). */
export class IncidentCauses {
  readonly #options: IncidentCausesOptions;

  constructor(options: IncidentCausesOptions) {
    this.#options = options;
  }

  /**
   * The changes that may have caused it, as far as the caller may see them, and those that were ruled out.
   *
   * @throws NotFoundError when there is no such incident
   */
  async candidates(caller: Caller, id: string): Promise<IncidentCandidates> {
    const { acts, suspicions, reader } = this.#options;
    const incident = await acts.get(id);
    const { candidates, otherCauses } = await suspicions.find(incident);
    const confirmed = await this.#confirmed(incident);
    const cleared = clearedBy(confirmed, candidates);
    const mayDecide = await this.#mayDecide(caller, incident);
    const seen = await reader.readMany(caller, [
      ...candidates.map(({ changeId }) => changeId),
      ...incident.rejections.map(({ changeId }) => changeId),
    ]);
    const { actor } = caller;
    const found = [
      ...candidates,
      ...incident.rejections.map(({ changeId, ...rejection }) => ({
        ...{ changeId, rejection, confidence: 0, reasons: [] },
      })),
    ];
    return {
      otherCauses,
      mayRuleOut:
        mayDecide &&
        incident.cause !== 'none' &&
        !checkAttribution(incident, undefined, cleared, actor),
      items: found.flatMap(({ reasons, changeId, confidence, ...rest }) => {
        const change = seen.get(changeId);
        if (!change) {
          return [];
        }
        const isConfirmed = incident.causedByChangeId === changeId;
        const rejection = 'rejection' in rest ? rest.rejection : undefined;
        const actions = {
          confirm:
            !isConfirmed && !checkAttribution(incident, change, cleared, actor),
          reject: !rejection && !checkRejection(incident, change, actor),
        };
        return [
          {
            ...{ changeId, confidence, rejection },
            title: change.title,
            type: change.type,
            state: change.state,
            riskLevel: change.risk.level,
            closeCode: change.closeCode,
            actualStart: change.actualStart!,
            actualEnd: change.actualEnd,
            reasons: reasons.map(({ id: reasonId, because }) => ({
              id: reasonId,
              because,
            })),
            allowedActions: (['confirm', 'reject'] as const).filter(
              action => mayDecide && actions[action],
            ),
          },
        ];
      }),
    };
  }

  /**
   * Names the change that caused it, or says that none did.
   *
   * @throws NotFoundError also for a change that the caller may not see
   * @throws NotAllowedError for who may not, or who would clear a change of their own
   */
  async decide(
    caller: Caller,
    id: string,
    { changeId, reason, revision }: IncidentCauseInput,
    request?: RepeatableRequest,
  ): Promise<IncidentView> {
    const { acts, reader, suspicions, clock } = this.#options;
    const { actor } = caller;
    const change = changeId ? await reader.see(caller, changeId) : undefined;
    const before = await acts.get(id);
    const { candidates } = await suspicions.find(before);
    const cleared = clearedBy(await this.#confirmed(before), candidates);
    return acts.act(caller, id, request, async incident => {
      // What was looked for outside of the transaction is about the revision that it was looked for.
      requireNone(staleIncident(incident, revision ?? before.revision));
      requireNone(checkAttribution(incident, change, cleared, actor));
      const confidence = candidates.find(
        candidate => candidate.changeId === change?.id,
      )?.confidence;
      return {
        after: {
          ...incident,
          cause: change ? 'change' : 'none',
          causedByChangeId: change?.id,
          attribution: {
            ...{ by: actor.userRef, at: clock().toISOString() },
            ...{ reason, confidence },
          },
          rejections: incident.rejections.filter(
            rejection => rejection.changeId !== change?.id,
          ),
        },
        act: {
          ...{ type: 'attributed', changeId: change?.id ?? null, reason },
          ...(confidence !== undefined && { confidence }),
        },
      };
    });
  }

  /** Says that a change did not cause it. @throws as {@link IncidentCauses.decide} */
  async reject(
    caller: Caller,
    id: string,
    { changeId, reason }: { changeId: string; reason: string },
    request?: RepeatableRequest,
  ): Promise<IncidentView> {
    const { acts, reader, clock } = this.#options;
    const { actor } = caller;
    const change = await reader.see(caller, changeId);
    return acts.act(caller, id, request, async incident => {
      requireNone(checkRejection(incident, change, actor));
      const at = clock().toISOString();
      return {
        after: {
          ...incident,
          rejections: [
            ...incident.rejections.filter(each => each.changeId !== change.id),
            { changeId: change.id, by: actor.userRef, at, reason },
          ],
        },
        act: { type: 'candidate-rejected', changeId: change.id, reason },
      };
    });
  }

  async #mayDecide(caller: Caller, incident: Incident): Promise<boolean> {
    const { catalog } = this.#options;
    const { entityRefs } = incident;
    const entities = await catalog.getFacts(entityRefs, { orStale: true });
    return !checkIncidentAct(caller.actor, entityRefs, entities);
  }

  async #confirmed({ causedByChangeId }: Incident) {
    return causedByChangeId
      ? this.#options.suspicions.changeOf(causedByChangeId)
      : undefined;
  }
}
