import { z } from 'zod';
import { unstorable } from '../contract/primitives';

type Issue = (path: PropertyKey[], message: string) => void;

/** Conditions have a grammar of their own. */
const conditionKeys = ['when', 'blocks'];

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function visit(
  value: unknown,
  path: PropertyKey[],
  see: (value: unknown, path: PropertyKey[]) => void,
): void {
  see(value, path);
  if (Array.isArray(value)) {
    value.forEach((item, index) => visit(item, [...path, index], see));
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      visit(item, [...path, key], see);
    }
  }
}

function idsOf(list: unknown): string[] {
  return Array.isArray(list)
    ? list.flatMap(item =>
        isObject(item) && typeof item.id === 'string' ? [item.id] : [],
      )
    : [];
}

function checkRepeated(list: unknown, path: PropertyKey[], issue: Issue) {
  const ids = idsOf(list);
  for (const id of new Set(ids.filter((v, i) => ids.indexOf(v) !== i))) {
    issue(path, `has ${id} more than once`);
  }
}

/**
 * What the shape of a policy cannot say: ids are unique in their list, every clause that a rule cites is there, conditions
 * compare with something, and every text can be stored. It looks at whatever it is given, so that one answer names everything wrong at once.
 */
export function checkDocument(
  document: unknown,
  context: z.core.$RefinementCtx,
): void {
  if (!isObject(document)) {
    return;
  }
  const issue: Issue = (path, message) =>
    context.addIssue({ code: 'custom', path, message });
  const clauses = idsOf(document.clauses);
  visit(document, [], (value, path) => {
    if (Array.isArray(value)) {
      checkRepeated(value, path, issue);
      if (path[path.length - 1] === '$in' && value.length === 0) {
        issue(path, 'has to name something');
      }
    } else if (typeof value === 'string' && unstorable.test(value)) {
      issue(path, 'contains a character that cannot be stored');
    } else if (path[path.length - 1] === '$contains' && value === '') {
      issue(path, 'has to name something');
    } else if (
      path[path.length - 1] === 'clause' &&
      typeof value === 'string' &&
      !path.some(part => conditionKeys.includes(String(part))) &&
      !clauses.includes(value)
    ) {
      issue(path, `${value} is not a clause of the document`);
    }
  });
}
