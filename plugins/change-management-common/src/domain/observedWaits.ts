import { RiskLevel, Role } from '../contract/words';
import { median } from './median';
import { approvalRequirements } from './requirements';
import { Change, Requirement } from './types';

/** Whose decision is asked for: holders of any of the roles, or owners and others by name. */
export interface Voice {
  /** In alphabetical order. */
  roles: Role[];
  people: boolean;
}

/** How long a decision took, from when it could be given. */
export interface ObservedWait {
  voice: Voice;
  riskLevel?: RiskLevel;
  hours: number;
}

export function voiceOf({
  roles,
  people,
}: Pick<Requirement, 'roles' | 'people'>): Voice {
  return { roles: [...roles].sort(), people: people.length > 0 };
}

export function keyOfVoice({ roles, people }: Voice): string {
  return [...roles, ...(people ? ['people'] : [])].join(' ');
}

/** When the last of the statements was there that had to be before anybody could decide. */
function openedAt({ submittedAt, assessments }: Change, until: string) {
  return [submittedAt!, ...assessments.map(({ at }) => at)]
    .filter(at => at <= until)
    .sort()
    .pop();
}

/** How long the decisions on a change took; those after the fact, and those that the approval of a model gave, are none. */
export function observedWaits(change: Change): ObservedWait[] {
  if (change.type === 'emergency' || !change.submittedAt) {
    return [];
  }
  return approvalRequirements(change).flatMap(requirement => {
    const { decision, standing } = requirement;
    const opened =
      decision && !standing ? openedAt(change, decision.at) : undefined;
    return opened
      ? [
          {
            voice: voiceOf(requirement),
            riskLevel: change.risk.level,
            hours: (Date.parse(decision!.at) - Date.parse(opened)) / 3_600_000,
          },
        ]
      : [];
  });
}

interface Group extends Omit<ObservedWait, 'hours'> {
  hours: number[];
}

/** The medians of many waits: by who decides and the risk, and where that was never seen, by who decides alone. */
export class WaitingTimes {
  readonly #groups = new Map<string, Group>();
  /** Asked for again and again once all waits are there. */
  readonly #medians = new Map<string, number | undefined>();

  add(waits: ObservedWait[]): void {
    this.#medians.clear();
    for (const { voice, riskLevel, hours } of waits) {
      const key = `${keyOfVoice(voice)}|${riskLevel ?? ''}`;
      const group = this.#groups.get(key) ?? { voice, riskLevel, hours: [] };
      group.hours.push(hours);
      this.#groups.set(key, group);
    }
  }

  /** Hours that a decision of these takes; of several roles of which any will do, the quickest. */
  expect(voice: Voice, riskLevel: RiskLevel | undefined): number | undefined {
    const together = this.#of(voice, riskLevel);
    if (together !== undefined) {
      return together;
    }
    const alone = voice.roles
      .map(role => this.#of({ roles: [role], people: false }, riskLevel))
      .filter(hours => hours !== undefined);
    return alone.length ? Math.min(...alone) : undefined;
  }

  /** Every group with its median, the most decided first. */
  list() {
    return [...this.#groups.values()]
      .map(({ voice, riskLevel, hours }) => ({
        ...voice,
        riskLevel,
        decisions: hours.length,
        medianHours: median(hours)!,
      }))
      .sort((a, b) => b.decisions - a.decisions);
  }

  #of(voice: Voice, riskLevel: RiskLevel | undefined): number | undefined {
    const key = `${keyOfVoice(voice)}|${riskLevel ?? ''}`;
    if (!this.#medians.has(key)) {
      this.#medians.set(key, median(this.#hoursOf(voice, key)));
    }
    return this.#medians.get(key);
  }

  #hoursOf(voice: Voice, key: string): number[] {
    const name = keyOfVoice(voice);
    return (
      this.#groups.get(key)?.hours ??
      [...this.#groups.values()]
        .filter(group => keyOfVoice(group.voice) === name)
        .flatMap(({ hours }) => hours)
    );
  }
}
