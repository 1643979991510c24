import { Policy } from './schema';

/** How one place of a policy differs from another version's. */
export type DifferenceKind = 'added' | 'removed' | 'changed';

/** A clause whose text differs; `before` and `after` are missing where there is no such clause. */
export interface ClauseDifference {
  id: string;
  kind: DifferenceKind;
  section: string;
  before?: string;
  after?: string;
}

/** A rule, or a part of one, that differs; a path names items of lists by their id: `approvalRules.high-risk.quorum`. */
export interface RuleDifference {
  path: string;
  kind: DifferenceKind;
  before?: unknown;
  after?: unknown;
}

/** What differs between two versions of a policy, text and rules apart. */
export interface PolicyDifference {
  clauses: ClauseDifference[];
  rules: RuleDifference[];
}

type Item = Record<string, unknown>;

/** What every version has of its own. */
const ownKeys = ['version', 'effectiveDate', 'clauses'];
/** A condition is read as a whole. */
const conditionKeys = ['when', 'blocks'];

function isObject(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(before: unknown, after: unknown): DifferenceKind {
  if (before === undefined) {
    return 'added';
  }
  return after === undefined ? 'removed' : 'changed';
}

/** Fields in one order, so that only what they hold counts. */
function toText(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, part) =>
    isObject(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}

/** The items by id, or by the field that they speak of; undefined where they have no names, or the same one twice. */
function named(list: unknown): Item | undefined {
  if (!Array.isArray(list) || !list.every(isObject)) {
    return undefined;
  }
  const keys = list.map(({ id, path }) => id ?? path);
  const isNamed =
    keys.every(key => typeof key === 'string') &&
    new Set(keys).size === keys.length;
  return isNamed
    ? Object.fromEntries(list.map((item, i) => [keys[i], item]))
    : undefined;
}

function compareParts(
  before: Item,
  after: Item,
  path: string[],
): RuleDifference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap(key => compare(before[key], after[key], [...path, key]));
}

function compare(
  before: unknown,
  after: unknown,
  path: string[],
): RuleDifference[] {
  if (toText(before) === toText(after)) {
    return [];
  }
  if (!conditionKeys.includes(path[path.length - 1])) {
    if (isObject(before) && isObject(after)) {
      return compareParts(before, after, path);
    }
    const [olds, news] = [named(before), named(after)];
    if (olds && news) {
      const found = compareParts(olds, news, path);
      // Nothing but the order of the items differs.
      return found.length
        ? found
        : [
            {
              path: path.join('.'),
              kind: 'changed',
              before: Object.keys(olds),
              after: Object.keys(news),
            },
          ];
    }
  }
  return [{ path: path.join('.'), kind: kindOf(before, after), before, after }];
}

/** What has to be read to know what a version changes: the text clause by clause, and the rules one by one. */
export function comparePolicyVersions(
  before: Policy,
  after: Policy,
): PolicyDifference {
  const rest = (policy: Policy) =>
    Object.fromEntries(
      Object.entries(policy).filter(([key]) => !ownKeys.includes(key)),
    );
  const rules = compareParts(rest(before), rest(after), []);
  const clauses: ClauseDifference[] = [];
  const ids = [...after.clauses, ...before.clauses].map(({ id }) => id);
  for (const id of new Set(ids)) {
    const old = before.clauses.find(clause => clause.id === id);
    const now = after.clauses.find(clause => clause.id === id);
    const section = (now ?? old)!.section;
    if (old?.text !== now?.text || old?.section !== now?.section) {
      clauses.push({
        id,
        kind: kindOf(old, now),
        section,
        before: old?.text,
        after: now?.text,
      });
    }
    for (const field of ['check', 'when'] as const) {
      rules.push(
        ...compare(old?.[field], now?.[field], ['clauses', id, field]),
      );
    }
  }
  return { clauses, rules };
}
