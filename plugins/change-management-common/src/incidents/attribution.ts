import { CloseCode, RiskLevel } from '../contract/words';

/** How a change and an incident are connected through the catalog. */
export interface Connection {
  /**
   * `downstream`: what broke depends on what was changed, or is the same; `upstream`: what was changed depends on what broke,
   * as a client that overloads its database does.
   */
  direction: 'downstream' | 'upstream';
  /** From what broke to what was changed, both included; one ref where they are the same. */
  via: string[];
}

/** A change that was carried out before an incident, or still was when it began. Times are ISO 8601, UTC. */
export interface SuspectedChange {
  id: string;
  connection: Connection;
  startedAt: string;
  endedAt?: string;
  /** When deployments under it ended, or began where they have not. */
  deployedAt: string[];
  riskLevel?: RiskLevel;
  closeCode?: CloseCode;
  rolledBackAt?: string;
  /** The source of the incident named it. */
  isNamed: boolean;
}

/** Why a change is thought to have caused an incident, in a sentence. */
export interface CauseReason {
  id: 'connection' | 'time' | 'risk' | 'rollback' | 'outcome' | 'named';
  because: string;
  /** How many times likelier it makes the change; below 1, less likely. */
  weight: number;
}

/** A change that may have caused an incident. */
export interface CauseCandidate {
  changeId: string;
  /** How likely it is the cause, from 0 to 1, among all changes and other causes. */
  confidence: number;
  /** The strongest first. */
  reasons: CauseReason[];
}

/** Days before an incident in which its cause is looked for. */
export const CAUSE_DAYS = 7;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * What speaks for other causes than a change, where a change of medium risk that ended this moment on the very entity counts
 * as 1: hardware, load, suppliers.
 */
const OTHER_CAUSES = 0.2;

/** Of faults that a change brings, most show within hours and some only days later. */
const soon = { share: 0.94, decay: 1.5 * hour };
const late = { share: 0.06, decay: 1.5 * day };

/** Whoever works on a change for days does not touch anything all the time. */
const whileRunning = { share: 0.4, decay: 12 * hour };

const perStep = { downstream: 0.5, upstream: 0.3 };

const riskWeights: Record<RiskLevel, number> = {
  low: 0.6,
  medium: 1,
  high: 1.6,
  critical: 2.2,
};

/** Somebody saw a connection: a rollback counts if it came within this time of the beginning. */
const ROLLED_BACK_WITHIN = day;

function nameOf(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}

function lasting(millis: number): string {
  const minutes = Math.round(millis / minute);
  const units = [
    { name: 'day', size: 2 * 24 * 60, unit: 24 * 60 },
    { name: 'hour', size: 2 * 60, unit: 60 },
    { name: 'minute', size: 0, unit: 1 },
  ];
  const { name, unit } = units.find(({ size }) => minutes >= size)!;
  const count = Math.round(minutes / unit);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** How much of what a change could break shows at this distance in time. */
function decayed(millis: number): number {
  return [soon, late].reduce(
    (sum, { share, decay }) => sum + share * Math.exp(-millis / decay),
    0,
  );
}

function connectionReason({ connection }: SuspectedChange): CauseReason {
  const { direction, via } = connection;
  const [broken, changed] = [via[0], via[via.length - 1]].map(nameOf);
  const steps = via.length - 1;
  const through = via.slice(1, -1).map(nameOf).join(' and ');
  const way = through && ` through ${through}`;
  const because = {
    downstream:
      steps === 0
        ? `It changed ${changed} itself.`
        : `${broken} depends on ${changed}, which it changed${
            way && ','
          }${way}.`,
    upstream: `It changed ${changed}, which depends on ${broken}${way}.`,
  };
  return {
    id: 'connection',
    because: because[direction],
    weight: perStep[direction] ** steps,
  };
}

function timeReason(change: SuspectedChange, began: number): CauseReason {
  const { startedAt, endedAt, deployedAt } = change;
  const before = (times: string[]) =>
    times.map(time => Date.parse(time)).filter(time => time <= began);
  const deployed = Math.max(...before(deployedAt), -Infinity);
  const isRunning = !endedAt || Date.parse(endedAt) > began;
  const ended = isRunning ? -Infinity : Date.parse(endedAt!);
  const last = Math.max(deployed, ended);
  const started = Math.min(Date.parse(startedAt), began);
  const atWork =
    whileRunning.share * Math.exp((started - began) / whileRunning.decay);
  if (last === -Infinity) {
    const since = began - started;
    return {
      id: 'time',
      because: `It was being carried out when the incident began, since ${lasting(
        since,
      )}.`,
      weight: Math.max(decayed(since), atWork),
    };
  }
  const since = began - last;
  const act =
    deployed >= ended
      ? `What it deployed was in place ${lasting(since)} before the incident`
      : `It ended ${lasting(since)} before the incident`;
  return {
    id: 'time',
    because: `${act}.`,
    weight: Math.max(decayed(since), isRunning ? atWork : 0),
  };
}

function outcomeReasons(change: SuspectedChange, began: number): CauseReason[] {
  const { rolledBackAt, closeCode, riskLevel, isNamed } = change;
  const reasons: CauseReason[] = [];
  if (riskLevel) {
    reasons.push({
      id: 'risk',
      because: `Its risk was ${riskLevel}.`,
      weight: riskWeights[riskLevel],
    });
  }
  const undone = rolledBackAt ? Date.parse(rolledBackAt) - began : NaN;
  if (undone >= 0 && undone <= ROLLED_BACK_WITHIN) {
    reasons.push({
      id: 'rollback',
      because: `It was rolled back ${lasting(
        undone,
      )} after the incident began.`,
      weight: 6,
    });
  } else if (undone < 0) {
    reasons.push({
      id: 'rollback',
      because: 'It had been rolled back before the incident began.',
      weight: 0.15,
    });
  } else if (closeCode && closeCode !== 'rolled-back') {
    const weights = {
      successful: 0.8,
      'successful-with-issues': 2,
      unsuccessful: 3,
    };
    reasons.push({
      id: 'outcome',
      because: `It was closed as ${closeCode.replace(/-/g, ' ')}.`,
      weight: weights[closeCode],
    });
  }
  if (isNamed) {
    reasons.push({
      id: 'named',
      because: 'What reported the incident names it.',
      weight: 8,
    });
  }
  return reasons;
}

function strength({ weight }: CauseReason): number {
  return Math.abs(Math.log(weight));
}

/**
 * Which change caused an incident, if any (policy §7): each reason makes a change so many times likelier, and what all of
 * them and other causes weigh together is shared out. So two changes that are alike never both have more than half, and an
 * incident far from any change has no probable cause.
 *
 * @param startedAt - when the incident began (ISO 8601, UTC)
 * @param changes - carried out before it; those that a person has ruled out are left out
 * @returns the likeliest first, and how likely it was no change
 */
export function attribute(
  startedAt: string,
  changes: SuspectedChange[],
): { candidates: CauseCandidate[]; otherCauses: number } {
  const began = Date.parse(startedAt);
  const weighed = changes.map(change => {
    const reasons = [
      connectionReason(change),
      timeReason(change, began),
      ...outcomeReasons(change, began),
    ];
    const weight = reasons.reduce((product, each) => product * each.weight, 1);
    return { changeId: change.id, reasons, weight };
  });
  const all = weighed.reduce((sum, { weight }) => sum + weight, OTHER_CAUSES);
  return {
    candidates: weighed
      .sort(
        (a, b) => b.weight - a.weight || a.changeId.localeCompare(b.changeId),
      )
      .map(({ changeId, reasons, weight }) => ({
        changeId,
        confidence: weight / all,
        reasons: [...reasons].sort((a, b) => strength(b) - strength(a)),
      })),
    otherCauses: OTHER_CAUSES / all,
  };
}
