import {
  attribute,
  CAUSE_DAYS,
  CauseCandidate,
  Change,
  Connection,
  Incident,
  latestCause,
  SuspectedChange,
} from 'backstage-plugin-change-management-common';
import { ChangeFinder } from '../changes/ChangeFinder';
import { EntityCatalog } from '../impact/EntityCatalog';

const day = 86_400_000;
const changesAtMost = 100;
/** Steps from what broke to what depends on it. */
const upstreamSteps = 2;

/** What {@link CauseFinder} is made from. */
export interface CauseFinderOptions {
  catalog: EntityCatalog;
  finder: ChangeFinder;
  /** By id, whoever looks. */
  getChanges(ids: string[]): Promise<(Change | undefined)[]>;
  /** By change, when what it deployed was in place. */
  deployedUnder(changeIds: string[]): Promise<Map<string, string[]>>;
}

/** What is known of an incident when its cause is looked for. */
export type Sought = Pick<
  Incident,
  | 'id'
  | 'externalRef'
  | 'startedAt'
  | 'entityRefs'
  | 'rejections'
  | 'namedChangeId'
>;

/** The changes that may have caused an incident, the likeliest first, and how likely none of them did. */
export interface Causes {
  candidates: (CauseCandidate & { change: Change })[];
  otherCauses: number;
}

/** Looks for the cause of an incident among the changes around what broke, in the days before. */
export class CauseFinder {
  readonly #options: CauseFinderOptions;

  constructor(options: CauseFinderOptions) {
    this.#options = options;
  }

  /** @throws ServiceUnavailableError when the catalog does not answer */
  async find(incident: Sought): Promise<Causes> {
    const connections = await this.#connectionsOf(incident);
    const changes = await this.#changesOn([...connections.keys()], incident);
    const deployed = await this.#options.deployedUnder(
      changes.map(({ id }) => id),
    );
    const suspects = changes.map(change =>
      this.#suspect(change, incident, connections, deployed),
    );
    const { candidates, otherCauses } = attribute(incident.startedAt, suspects);
    const byId = new Map(changes.map(change => [change.id, change]));
    return {
      candidates: candidates.map(candidate => ({
        ...candidate,
        change: byId.get(candidate.changeId)!,
      })),
      otherCauses,
    };
  }

  /** By entity, how what broke is connected with it; what it depends on counts before what depends on it. */
  async #connectionsOf({
    entityRefs,
  }: Sought): Promise<Map<string, Connection>> {
    const { catalog } = this.#options;
    const [below, { indirect }] = await Promise.all([
      catalog.getSupport(entityRefs),
      catalog.getImpact(entityRefs),
    ]);
    const above = indirect
      .map(({ via }) => via)
      .filter(via => via.length - 1 <= upstreamSteps);
    const connections = new Map<string, Connection>();
    const add = (direction: Connection['direction'], via: string[]) => {
      const ref = via[via.length - 1];
      if (!connections.has(ref)) {
        connections.set(ref, { direction, via });
      }
    };
    entityRefs.forEach(ref => add('downstream', [ref]));
    below.forEach(via => add('downstream', via));
    above.forEach(via => add('upstream', via));
    return connections;
  }

  async #changesOn(refs: string[], incident: Sought): Promise<Change[]> {
    const { finder, getChanges } = this.#options;
    const began = Date.parse(incident.startedAt);
    const found = await finder.findCarriedOut(
      refs,
      {
        from: new Date(began - CAUSE_DAYS * day).toISOString(),
        to: new Date(latestCause(incident)).toISOString(),
      },
      { limit: changesAtMost, visible: 'all' },
    );
    // Rows of lists say too little of what has ended, but only of these does it matter.
    const whole = await getChanges(
      found
        .filter(
          ({ closeCode, type }) =>
            closeCode === 'rolled-back' || type === 'emergency',
        )
        .map(({ id }) => id),
    );
    const wholeById = new Map(
      whole.flatMap(change => (change ? [[change.id, change]] : [])),
    );
    const ruledOut = new Set(
      incident.rejections.map(({ changeId }) => changeId),
    );
    return found
      .filter(({ id }) => !ruledOut.has(id))
      .map(change => wholeById.get(change.id) ?? change)
      .filter(
        ({ emergency }) =>
          !emergency ||
          ![incident.id, incident.externalRef].includes(emergency.incidentRef),
      );
  }

  #suspect(
    change: Change,
    incident: Sought,
    connections: Map<string, Connection>,
    deployed: Map<string, string[]>,
  ): SuspectedChange {
    const ways = change.affectedEntities.flatMap(
      ref => connections.get(ref) ?? [],
    );
    const [connection] = ways.sort(
      (a, b) =>
        a.direction.localeCompare(b.direction) || a.via.length - b.via.length,
    );
    return {
      id: change.id,
      connection,
      startedAt: change.actualStart!,
      endedAt: change.actualEnd,
      deployedAt: deployed.get(change.id) ?? [],
      riskLevel: change.risk.level,
      closeCode: change.closeCode,
      rolledBackAt: change.rollback?.at,
      isNamed: incident.namedChangeId === change.id,
    };
  }
}
