import { RiskLevel, CloseCode } from '../../contract/words';
import { randomNumbers } from '../../risk/__testUtils__/history';
import { CAUSE_DAYS, Connection, SuspectedChange } from '../attribution';

/** An incident whose cause is known, because it was planted. */
export interface PlantedIncident {
  startedAt: string;
  suspects: SuspectedChange[];
  /** Missing where no change caused it. */
  cause?: string;
}

interface World {
  /** How many changes a day there are. */
  changesADay: number;
  /** How often a change is one of several in a row, as on a day of releases. */
  bursts: number;
  /** Incidents without a cause, for each change. */
  background: number;
}

/** Days with few changes, with many, and with releases of everything at once. */
export const worlds = {
  quiet: { changesADay: 4, bursts: 0, background: 0.02 },
  busy: { changesADay: 15, bursts: 0.2, background: 0.02 },
  tangled: { changesADay: 10, bursts: 0.7, background: 0.02 },
} satisfies Record<string, World>;

const minute = 60_000;
const day = 24 * 60 * minute;
const begin = Date.parse('2026-01-05T00:00:00.000Z');
const days = 60;
const entities = 30;
const refOf = (entity: number) => `component:default/service-${entity}`;
const at = (millis: number) => new Date(millis).toISOString();

const risks: { level: RiskLevel; share: number; breaks: number }[] = [
  { level: 'low', share: 0.5, breaks: 0.03 },
  { level: 'medium', share: 0.3, breaks: 0.06 },
  { level: 'high', share: 0.15, breaks: 0.12 },
  { level: 'critical', share: 0.05, breaks: 0.2 },
];

interface Carried {
  id: string;
  entity: number;
  started: number;
  ended: number;
  riskLevel: RiskLevel;
  breaks: number;
  rolledBack?: number;
  closeCode?: CloseCode;
}

/** Services of which each depends on some with a lower number. */
function landscape(random: () => number): number[][] {
  return Array.from({ length: entities }, (_, entity) =>
    entity === 0
      ? []
      : [
          ...new Set(
            Array.from({ length: 1 + Math.floor(random() * 2) }, () =>
              Math.floor(random() * entity),
            ),
          ),
        ],
  );
}

/** What an entity depends on, or what depends on it, with the shortest way. */
function reach(from: number, next: (entity: number) => number[]) {
  const ways = new Map([[from, [from]]]);
  for (const [entity, way] of ways) {
    for (const each of next(entity)) {
      if (!ways.has(each)) {
        ways.set(each, [...way, each]);
      }
    }
  }
  return ways;
}

function carryOut(random: () => number, world: World): Carried[] {
  const changes: Carried[] = [];
  for (let time = begin; time < begin + days * day; ) {
    const inBurst = random() < world.bursts;
    time += inBurst
      ? (2 + random() * 15) * minute
      : (-Math.log(1 - random()) * day) / world.changesADay;
    let dice = random();
    const risk = risks.find(({ share }) => (dice -= share) < 0) ?? risks[0];
    const isLong = random() < 0.05;
    changes.push({
      id: `CHG-${1001 + changes.length}`,
      entity: Math.floor(random() * entities),
      started: time,
      ended: time + (isLong ? day : (5 + random() * 60) * minute),
      riskLevel: risk.level,
      breaks: risk.breaks,
    });
  }
  return changes;
}

/** A standard normal number. */
function normal(random: () => number): number {
  return (
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  );
}

/** The same incidents every time for the same seed. */
export function plantIncidents(seed: number, world: World): PlantedIncident[] {
  const random = randomNumbers(seed);
  const dependsOn = landscape(random);
  const dependents = dependsOn.map((_, entity) =>
    dependsOn.flatMap((refs, other) => (refs.includes(entity) ? [other] : [])),
  );
  const changes = carryOut(random, world);
  const broken: { entity: number; time: number; cause?: string }[] = [];

  for (const change of changes) {
    if (random() < change.breaks) {
      // Half of the faults show within 25 minutes, one in ten after more than two hours.
      const delay = 25 * minute * Math.exp(1.3 * normal(random));
      const shown = [change.entity];
      while (random() < 0.4 && dependents[shown[0]].length) {
        const next = dependents[shown[0]];
        shown.unshift(next[Math.floor(random() * next.length)]);
      }
      const time = change.ended + Math.min(delay, (CAUSE_DAYS - 2) * day);
      broken.push({ entity: shown[0], time, cause: change.id });
      const dice = random();
      if (dice < 0.4) {
        change.rolledBack = time + (10 + random() * 180) * minute;
        change.closeCode = 'rolled-back';
      } else {
        change.closeCode = dice < 0.7 ? 'successful-with-issues' : 'successful';
      }
    } else if (random() < 0.03) {
      change.rolledBack = change.ended + random() * 300 * minute;
      change.closeCode = 'rolled-back';
    } else {
      change.closeCode = 'successful';
    }
    if (random() < world.background) {
      broken.push({
        entity: Math.floor(random() * entities),
        time: begin + CAUSE_DAYS * day + random() * (days - CAUSE_DAYS) * day,
      });
    }
  }

  return broken.map(({ entity, time, cause }) => {
    const below = reach(entity, each => dependsOn[each]);
    const above = reach(entity, each => dependents[each]);
    const suspects = changes.flatMap(change => {
      const direction: Connection['direction'] = below.has(change.entity)
        ? 'downstream'
        : 'upstream';
      const way = below.get(change.entity) ?? above.get(change.entity);
      const isRecent =
        change.started <= time && change.ended >= time - CAUSE_DAYS * day;
      return way && isRecent
        ? [
            {
              id: change.id,
              connection: { direction, via: way.map(refOf) },
              startedAt: at(change.started),
              endedAt: at(change.ended),
              deployedAt: [at(change.ended)],
              riskLevel: change.riskLevel,
              closeCode: change.closeCode,
              rolledBackAt: change.rolledBack && at(change.rolledBack),
              isNamed: false,
            } as SuspectedChange,
          ]
        : [];
    });
    return { startedAt: at(time), suspects, cause };
  });
}
