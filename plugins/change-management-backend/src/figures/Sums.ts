import {
  ChangeFigures,
  Occurrences,
  spreadOf,
} from 'backstage-plugin-change-management-common';

const noCounts = {
  changes: 0,
  closed: 0,
  successful: 0,
  failed: 0,
  rolledBack: 0,
  emergencies: 0,
  emergenciesWithoutWorkLogged: 0,
  emergenciesWithoutIncident: 0,
  emergenciesDocumentedLate: 0,
  completed: 0,
  changesWithDowntime: 0,
  changeDowntimeMinutes: 0,
  failures: 0,
  restored: 0,
  incidentsRestored: 0,
  rework: 0,
  incidents: 0,
  majorIncidents: 0,
  incidentsByChange: 0,
  incidentDowntimeMinutes: 0,
  unauthorizedChanges: 0,
  deployments: 0,
  coveredDeployments: 0,
  succeededDeployments: 0,
};

/** What is added up. */
export type Counts = typeof noCounts;

/** {@link Sums} as they are kept. */
export interface SumsDocument {
  counts: Partial<Counts>;
  leadHours: [value: number, times: number][];
  restoreMinutes: [value: number, times: number][];
}

/** {@link Sheet} as it is kept. */
export interface SheetDocument {
  total: SumsDocument;
  groups: [key: string | null, sums: SumsDocument][];
}

/** What has been added up for one group, or in total. */
export class Sums {
  readonly #counts: Counts = { ...noCounts };
  readonly leadHours: Occurrences = new Map();
  readonly restoreMinutes: Occurrences = new Map();

  add(counts: Partial<Counts>): void {
    for (const [name, count] of Object.entries(counts)) {
      this.#counts[name as keyof Counts] += count;
    }
  }

  /** Adds what was added up before. */
  merge({ counts, leadHours, restoreMinutes }: SumsDocument): void {
    this.add(counts);
    leadHours.forEach(([value, times]) => occur(this.leadHours, value, times));
    restoreMinutes.forEach(([value, times]) =>
      occur(this.restoreMinutes, value, times),
    );
  }

  toDocument(): SumsDocument {
    return {
      counts: Object.fromEntries(
        Object.entries(this.#counts).filter(([, count]) => count),
      ),
      leadHours: [...this.leadHours],
      restoreMinutes: [...this.restoreMinutes],
    };
  }

  /**
   * @param weeks - that the time lasts; undefined where it has no beginning
   * @param omit - counts that nothing is known of
   */
  toFigures(weeks: number | undefined, omit: (keyof Counts)[]): ChangeFigures {
    const counts: Partial<Counts> & Counts = { ...this.#counts };
    const share = (part: keyof Counts, of: keyof Counts) =>
      counts[of] ? counts[part] / counts[of] : undefined;
    const figures: ChangeFigures = {
      ...counts,
      successRate: share('successful', 'closed'),
      failureRate: share('failed', 'closed'),
      rollbackRate: share('rolledBack', 'closed'),
      emergencyShare: share('emergencies', 'changes'),
      changeFailureRate: share('failures', 'changes'),
      reworkRate: share('rework', 'changes'),
      coverage: share('coveredDeployments', 'deployments'),
      leadTimeHours: spreadOf(this.leadHours),
      timeToRestoreMinutes: spreadOf(this.restoreMinutes),
      deploymentsPerWeek: weeks && counts.succeededDeployments / weeks,
    };
    return omit.reduce(
      (known, name) => ({ ...known, [name]: undefined }),
      omit.includes('deployments')
        ? { ...figures, coverage: undefined, deploymentsPerWeek: undefined }
        : figures,
    );
  }
}

/** Notes that a value has occurred so many times. */
export function occur(
  occurrences: Occurrences,
  value: number,
  times = 1,
): void {
  occurrences.set(value, (occurrences.get(value) ?? 0) + times);
}

/** The total, and the groups of which each row is added to those that it belongs to. */
export class Sheet {
  readonly total = new Sums();
  readonly groups = new Map<string | undefined, Sums>();
  readonly #only?: string[];

  /** @param only - the groups that were asked for; all unless given */
  constructor(only?: string[]) {
    this.#only = only;
  }

  /** @param keys - the groups that it belongs to */
  add(keys: string[] | 'total only', write: (sums: Sums) => void): void {
    write(this.total);
    if (keys === 'total only') {
      return;
    }
    const known: (string | undefined)[] = keys.length ? keys : [undefined];
    for (const key of new Set(known)) {
      if (!this.#only || (key !== undefined && this.#only.includes(key))) {
        write(this.#group(key));
      }
    }
  }

  /** Adds what was added up before, of all groups. */
  merge({ total, groups }: SheetDocument): void {
    this.total.merge(total);
    for (const [key, sums] of groups) {
      this.#group(key ?? undefined).merge(sums);
    }
  }

  /** Adds what was added up before of one group, as another. */
  mergeGroup(key: string, sums: SumsDocument): void {
    this.total.merge(sums);
    this.#group(key).merge(sums);
  }

  toDocument(): SheetDocument {
    return {
      total: this.total.toDocument(),
      groups: [...this.groups].map(([key, sums]) => [
        key ?? null,
        sums.toDocument(),
      ]),
    };
  }

  #group(key: string | undefined): Sums {
    const sums = this.groups.get(key) ?? new Sums();
    this.groups.set(key, sums);
    return sums;
  }
}
