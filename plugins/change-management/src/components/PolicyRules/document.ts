import {
  BadField,
  badFieldsOf,
  compareVersions,
  Policy,
  policySchema,
} from 'backstage-plugin-change-management-common';

/** Where something stands in a document. */
export type Path = (string | number)[];

/** A document while it is being written: whatever was typed, sound or not. */
export type Written = Record<string, unknown>;

/** What stands at a place; nothing where there is none. */
export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<any>((value, key) => value?.[key], document);
}

/** The document with something else at a place, or with nothing there. */
export function withValue<T>(document: T, path: Path, value: unknown): T {
  const [key, ...rest] = path;
  if (key === undefined) {
    return value as T;
  }
  const copy: any = Array.isArray(document) ? [...document] : { ...document };
  copy[key] = withValue(copy[key], rest, value);
  if (copy[key] === undefined && !Array.isArray(copy)) {
    delete copy[key];
  }
  return copy;
}

/** The document as the schema reads it, or everything that is wrong in it. */
export function check(document: unknown): {
  sound?: Policy;
  problems: BadField[];
} {
  const result = policySchema.safeParse(document);
  return result.success
    ? { sound: result.data, problems: [] }
    : { problems: badFieldsOf(result.error) };
}

/** The version after the highest of all: `1.4` after `1.3` and `1.3.2`. */
export function versionAfter(versions: string[]): string {
  const [highest = '0.9'] = [...versions].sort((a, b) => compareVersions(b, a));
  const [major, minor = '0'] = highest.split('.');
  return `${major}.${Number(minor) + 1}`;
}
