import { WindowForm } from 'backstage-plugin-change-management-common';

/** A filter predicate over one entity, see `windowFormSchema`. */
export type Scope = WindowForm['scope'];

/** Simple ways to say for what a window is, and the general one. */
export const scopeKinds = [
  'everything',
  'entities',
  'memberOf',
  'owners',
  'kinds',
  'types',
  'tags',
  'json',
] as const;
/** One of {@link scopeKinds}. */
export type ScopeKind = (typeof scopeKinds)[number];

/** For what a window is, as the form holds it: refs or words, or JSON as typed. */
export interface ScopeValues {
  kind: ScopeKind;
  values: string[];
  json: string;
}

/** Kinds whose values are entities of the catalog. */
export const refKinds: ScopeKind[] = ['entities', 'memberOf', 'owners'];

/** Single values are one of several; of lists, any may hold one. */
const singles: Partial<Record<ScopeKind, string>> = {
  entities: 'entityRef',
  kinds: 'kind',
  types: 'type',
};
const lists: Partial<Record<ScopeKind, string>> = {
  memberOf: 'memberOf',
  owners: 'owners',
  tags: 'tags',
};

function oneOrAny(conditions: Scope[]): Scope {
  return conditions.length === 1 ? conditions[0] : { $any: conditions };
}

/** The predicate; throws a `SyntaxError` for JSON that is none. */
export function toScope({ kind, values, json }: ScopeValues): Scope {
  const single = singles[kind];
  const list = lists[kind];
  if (kind === 'json') {
    return JSON.parse(json);
  }
  if (single) {
    return { [single]: { $in: values } } as Scope;
  }
  if (list) {
    return oneOrAny(
      values.map(value => ({ [list]: { $contains: value } } as Scope)),
    );
  }
  return {};
}

type Plain = Record<string, any>;

function kindOf(
  names: Partial<Record<ScopeKind, string>>,
  field: string,
): ScopeKind | undefined {
  return (Object.keys(names) as ScopeKind[]).find(
    kind => names[kind] === field,
  );
}

function readSingle(scope: Plain): ScopeValues | undefined {
  const [[field, test] = ['', undefined], ...more] = Object.entries(scope);
  const kind = kindOf(singles, field);
  const values = typeof test === 'string' ? [test] : test?.$in;
  return kind && more.length === 0 && Array.isArray(values)
    ? { kind, values: values.map(String), json: '' }
    : undefined;
}

function readLists(scope: Plain): ScopeValues | undefined {
  const parts: Plain[] = Array.isArray(scope.$any) ? scope.$any : [scope];
  const read = parts.map(part => {
    const [[field, test] = ['', undefined], ...more] = Object.entries(part);
    const kind = kindOf(lists, field);
    const value = test?.$contains;
    return kind && more.length === 0 && typeof value === 'string'
      ? { kind, value }
      : undefined;
  });
  const [first] = read;
  return first && read.every(part => part?.kind === first.kind)
    ? { kind: first.kind, values: read.map(part => part!.value), json: '' }
    : undefined;
}

/** A predicate as the form would have made it; any other as JSON. */
export function fromScope(scope: unknown): ScopeValues {
  const plain = (scope ?? {}) as Plain;
  if (Object.keys(plain).length === 0) {
    return { kind: 'everything', values: [], json: '' };
  }
  return (
    readSingle(plain) ??
    readLists(plain) ?? {
      kind: 'json',
      values: [],
      json: JSON.stringify(plain, null, 2),
    }
  );
}
