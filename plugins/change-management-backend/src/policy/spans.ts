import { compareVersions } from 'backstage-plugin-change-management-common';
import { Published } from './PolicyStore';

/** From when until when a version is in force, and what it follows; days in UTC, the last one not included. */
export interface Span {
  version: string;
  from: string;
  until?: string;
  supersedes?: string;
}

function comesBefore(a: Published, b: Published): number {
  const order = (one: string, other: string) => {
    if (one === other) {
      return 0;
    }
    return one < other ? -1 : 1;
  };
  return (
    order(a.effectiveDate, b.effectiveDate) ||
    order(a.published.at, b.published.at) ||
    compareVersions(a.version, b.version)
  );
}

/**
 * When each published version is in force, the earliest first. Of several that begin on one day only the one published last
 * ever is; the others are left out.
 */
export function spansOf(published: Published[]): Span[] {
  const binding = [...published]
    .sort(comesBefore)
    .filter(
      ({ effectiveDate }, index, all) =>
        all[index + 1]?.effectiveDate !== effectiveDate,
    );
  return binding.map(({ version, effectiveDate }, index) => ({
    version,
    from: effectiveDate,
    until: binding[index + 1]?.effectiveDate,
    supersedes: binding[index - 1]?.version,
  }));
}

/** Those in force today, or later. */
export function spansFrom(spans: Span[], today: string): Span[] {
  return spans.filter(({ until }) => until === undefined || until > today);
}
