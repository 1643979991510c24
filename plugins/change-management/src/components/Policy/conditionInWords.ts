import { changeCategories } from 'backstage-plugin-change-management-common';
import { policy as messages } from '../../messages/policy';
import { Text } from '../../translation';

type Field = keyof (typeof messages)['policyField'];

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `change.category` as people would say it. */
export function fieldInWords(path: string, t: Text): string {
  const field = path.replace('.', '-');
  return field in messages.policyField
    ? t(`policyField.${field as Field}`)
    : path;
}

function withCategories(test: unknown, t: Text): unknown {
  if (typeof test === 'string') {
    return categoryInWords(test, t);
  }
  return isObject(test) && Array.isArray(test.$in)
    ? { ...test, $in: test.$in.map(each => categoryInWords(String(each), t)) }
    : test;
}

/** `a, b or c` */
export function list(values: unknown[], word: string): string {
  const texts = values.map(String);
  const last = texts.pop() ?? '';
  return texts.length ? `${texts.join(', ')} ${word} ${last}` : last;
}

/** A category, as people would say it. */
export function categoryInWords(category: string, t: Text): string {
  const known = changeCategories.find(each => each === category);
  return known ? t(`category.${known}`).toLowerCase() : category;
}

function testInWords(
  path: string,
  given: unknown,
  t: Text,
  isNegated: boolean,
): string {
  const what = fieldInWords(path, t);
  const test = path.endsWith('category') ? withCategories(given, t) : given;
  const is = isNegated ? 'policyCondition.isNot' : 'policyCondition.is';
  if (!isObject(test)) {
    return t(is, { what, value: String(test) });
  }
  if (Array.isArray(test.$in)) {
    return t(is, { what, value: list(test.$in, t('policyCondition.or')) });
  }
  if ('$contains' in test && !isObject(test.$contains)) {
    const value = String(test.$contains);
    return isNegated
      ? t('policyCondition.containsNot', { what, value })
      : t('policyCondition.contains', { what, value });
  }
  if (typeof test.$exists === 'boolean') {
    return test.$exists === isNegated
      ? t('policyCondition.notGiven', { what })
      : t('policyCondition.given', { what });
  }
  const words =
    typeof test.$hasPrefix === 'string'
      ? t('policyCondition.startsWith', { what, value: test.$hasPrefix })
      : `${what} ${JSON.stringify(test)}`;
  return isNegated ? t('policyCondition.not', { condition: words }) : words;
}

function inWords(condition: unknown, t: Text, isInside: boolean): string {
  if (!isObject(condition)) {
    return String(condition);
  }
  const parts = Object.entries(condition).map(([key, value]) => {
    if ((key === '$all' || key === '$any') && Array.isArray(value)) {
      const words = value
        .map(part => inWords(part, t, true))
        .join(
          ` ${t(
            key === '$all' ? 'policyCondition.and' : 'policyCondition.or',
          )} `,
        );
      return isInside && value.length > 1 ? `(${words})` : words;
    }
    if (key === '$not') {
      const [[path, test] = ['', undefined], ...more] = isObject(value)
        ? Object.entries(value)
        : [];
      return path && !path.startsWith('$') && more.length === 0
        ? testInWords(path, test, t, true)
        : t('policyCondition.not', { condition: inWords(value, t, false) });
    }
    return testInWords(key, value, t, false);
  });
  return parts.join(` ${t('policyCondition.and')} `);
}

/** A condition of the policy, as people would say it. */
export function conditionInWords(condition: unknown, t: Text): string {
  return inWords(condition, t, false);
}
