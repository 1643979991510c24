/** What a test compares with. */
export type Plain = string | number | boolean;

/** How one field is tested. */
export type Operator =
  | 'is'
  | 'isNot'
  | 'contains'
  | 'containsNot'
  | 'given'
  | 'notGiven';

/** A test of one field of the subject, such as `change.category`. */
export interface Test {
  field: string;
  operator: Operator;
  values: Plain[];
}

/** Tests and further groups, of which all, any or none have to hold. */
export interface Group {
  join: 'all' | 'any' | 'none';
  parts: Part[];
}

/** See {@link Group}. */
export type Part = Test | Group;

const opposite: Record<Operator, Operator> = {
  is: 'isNot',
  isNot: 'is',
  contains: 'containsNot',
  containsNot: 'contains',
  given: 'notGiven',
  notGiven: 'given',
};

/** Whether a part is a group. */
export function isGroup(part: Part): part is Group {
  return 'join' in part;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlain(value: unknown): value is Plain {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function readTest(field: string, test: unknown): Test | undefined {
  if (isPlain(test)) {
    return { field, operator: 'is', values: [test] };
  }
  if (!isObject(test) || Object.keys(test).length !== 1) {
    return undefined;
  }
  const { $in, $contains, $exists } = test;
  if (Array.isArray($in) && $in.every(isPlain)) {
    return { field, operator: 'is', values: $in };
  }
  if (isPlain($contains)) {
    return { field, operator: 'contains', values: [$contains] };
  }
  return typeof $exists === 'boolean'
    ? { field, operator: $exists ? 'given' : 'notGiven', values: [] }
    : undefined;
}

function readGroup(join: Group['join'], list: unknown[]): Group | undefined {
  const parts = list.map(readPart);
  return parts.every(part => part !== undefined)
    ? { join, parts: parts as Part[] }
    : undefined;
}

function readPart(condition: unknown): Part | undefined {
  if (!isObject(condition)) {
    return undefined;
  }
  const entries = Object.entries(condition);
  const [[key, value] = ['', undefined]] = entries;
  if (entries.length !== 1) {
    return readGroup(
      'all',
      entries.map(([field, test]) => ({ [field]: test })),
    );
  }
  if (key === '$all' || key === '$any') {
    return Array.isArray(value)
      ? readGroup(key === '$all' ? 'all' : 'any', value)
      : undefined;
  }
  if (key === '$not') {
    const part = readPart(value);
    if (!part || !isGroup(part)) {
      return part && { ...part, operator: opposite[part.operator] };
    }
    return part.join === 'any' ? { ...part, join: 'none' } : undefined;
  }
  return key.startsWith('$') ? undefined : readTest(key, value);
}

/**
 * A condition as a form shows it: one that is not given always holds.
 *
 * @returns nothing for one that no form would have made, such as a list that holds an object
 */
export function readCondition(condition: unknown): Group | undefined {
  if (condition === undefined) {
    return { join: 'all', parts: [] };
  }
  const part = readPart(condition);
  return part && !isGroup(part) ? { join: 'all', parts: [part] } : part;
}

function writeTest({ field, operator, values }: Test): object {
  switch (operator) {
    case 'is':
      return { [field]: values.length === 1 ? values[0] : { $in: values } };
    case 'contains':
      return { [field]: { $contains: values[0] ?? '' } };
    case 'given':
      return { [field]: { $exists: true } };
    case 'notGiven':
      return { [field]: { $exists: false } };
    default:
      return {
        $not: writeTest({ field, operator: opposite[operator], values }),
      };
  }
}

function writePart(part: Part): object {
  if (!isGroup(part)) {
    return writeTest(part);
  }
  const parts = part.parts.map(writePart);
  switch (part.join) {
    case 'any':
      return { $any: parts };
    case 'none':
      return { $not: { $any: parts } };
    default:
      return parts.length === 1 ? parts[0] : { $all: parts };
  }
}

/** The condition in the policy's language; nothing where there is nothing to hold. */
export function writeCondition(group: Group): object | undefined {
  return group.parts.length ? writePart(group) : undefined;
}
