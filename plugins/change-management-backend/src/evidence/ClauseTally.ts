import { ClauseCount } from 'backstage-plugin-change-management-common';
import { toChangeId } from '../platform/changeId';
import { ClauseReading } from './ClauseReadings';

/** How many changes meet each clause; the latest in which it is open or was waived are named. */
export class ClauseTally {
  readonly #mostNamed: number;
  readonly #counts = new Map<string, ClauseCount>();
  readonly #openIn = new Map<string, number[]>();
  readonly #waivedIn = new Map<string, number[]>();
  #readOf = 0;

  constructor(mostNamed: number) {
    this.#mostNamed = mostNamed;
  }

  /** Adds so many changes that stand alike; of them the latest by number. */
  add(clauses: ClauseReading[], number: number, latest: number[]): void {
    this.#readOf += number;
    for (const { id, section, text, status } of clauses) {
      const count = this.#counts.get(id) ?? {
        ...{ id, section, text, met: 0, open: 0, waived: 0, notApplicable: 0 },
        ...{ openIn: [], waivedIn: [] },
      };
      this.#counts.set(id, count);
      count[status === 'not-applicable' ? 'notApplicable' : status] += number;
      if (status === 'open') {
        this.#name(this.#openIn, id, latest);
      } else if (status === 'waived') {
        this.#name(this.#waivedIn, id, latest);
      }
    }
  }

  /** Of how many changes. */
  get readOf(): number {
    return this.#readOf;
  }

  /** By the ids of the clauses. */
  get clauses(): ClauseCount[] {
    return [...this.#counts.values()]
      .map(count => ({
        ...count,
        openIn: (this.#openIn.get(count.id) ?? []).map(toChangeId),
        waivedIn: (this.#waivedIn.get(count.id) ?? []).map(toChangeId),
      }))
      .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
  }

  #name(named: Map<string, number[]>, id: string, latest: number[]): void {
    const all = [...(named.get(id) ?? []), ...latest];
    named.set(id, all.sort((a, b) => b - a).slice(0, this.#mostNamed));
  }
}
