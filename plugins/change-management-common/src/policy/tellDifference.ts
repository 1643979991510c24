import { PolicyDifference, RuleDifference } from './difference';

function valueOf(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function ruleLine({ path, kind, before, after }: RuleDifference): string {
  switch (kind) {
    case 'added':
      return `${path} is new`;
    case 'removed':
      return `${path} is gone`;
    default:
      return `${path}: ${valueOf(before)} → ${valueOf(after)}`;
  }
}

const told = {
  added: 'is new',
  removed: 'is gone',
  changed: 'reads otherwise',
};

/** What a version changes, in short lines for people who will look at the whole: clauses first, then rules. */
export function tellDifference({ clauses, rules }: PolicyDifference): string[] {
  return [
    ...clauses.map(({ id, section, kind }) => `${id} ${section} ${told[kind]}`),
    ...rules.map(ruleLine),
  ];
}
