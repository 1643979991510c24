import {
  Coverage,
  CoverageFigures,
  CoverageQuery,
} from 'backstage-plugin-change-management-common';
import { Caller } from '../changes/ChangeService';
import { ConfigurationGrants } from '../permissions/Grants';
import { Counted } from '../platform/coverage';

/** How many there were that somebody may see, and how many with a change behind them, group by group. */
export type Count = (
  query: CoverageQuery,
  configuration: ConfigurationGrants,
) => Promise<Counted[]>;

const nothing = { deployments: 0, configurationVersions: 0, covered: 0 };
type Sum = typeof nothing;

function toFigures(sum: Sum): CoverageFigures {
  const all = sum.deployments + sum.configurationVersions;
  return {
    ...sum,
    unauthorized: all - sum.covered,
    coverage: all ? sum.covered / all : undefined,
  };
}

/** Which share of what came to production had a change behind it (policy §7). */
export class CoverageReader {
  readonly #deployments: Count;
  readonly #versions: Count;

  constructor(options: { deployments: Count; versions: Count }) {
    this.#deployments = options.deployments;
    this.#versions = options.versions;
  }

  async read(
    { grants: { configuration } }: Caller,
    query: CoverageQuery,
  ): Promise<Coverage> {
    const [deployments, versions] = await Promise.all([
      this.#deployments(query, configuration),
      this.#versions(query, configuration),
    ]);
    const sums = new Map<string | undefined, Sum>();
    const total = { ...nothing };
    const add = (
      of: 'deployments' | 'configurationVersions',
      { key, number, covered }: Counted,
    ) => {
      const group = sums.get(key) ?? { ...nothing };
      sums.set(key, group);
      for (const sum of [group, total]) {
        sum[of] += number;
        sum.covered += covered;
      }
    };
    deployments.forEach(each => add('deployments', each));
    versions.forEach(each => add('configurationVersions', each));
    return {
      ...query,
      total: toFigures(total),
      // What is part of no system comes last.
      groups: [...sums]
        .sort(([a], [b]) => ((a ?? '\uffff') < (b ?? '\uffff') ? -1 : 1))
        .map(([key, sum]) => ({ ...toFigures(sum), key })),
    };
  }
}
