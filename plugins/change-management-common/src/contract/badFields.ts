import { z } from 'zod';

/** One bad field of what somebody sent or typed, by its path. */
export interface BadField {
  path: string;
  message: string;
}

function toPath(path: PropertyKey[]): string {
  return path.map(String).join('.');
}

function describe(issue: z.core.$ZodIssue): BadField[] {
  const path = toPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      path: toPath([...issue.path, key]),
      message: 'is not a known field',
    }));
  }
  if (issue.code === 'invalid_union') {
    // The option that came furthest is the one that was meant.
    const deepest = issue.errors
      .flat()
      .sort((a, b) => b.path.length - a.path.length)[0];
    if (deepest?.path.length) {
      return describe({ ...deepest, path: [...issue.path, ...deepest.path] });
    }
  }
  if (issue.message.endsWith('received undefined')) {
    return [{ path, message: 'must be given' }];
  }
  return [{ path, message: issue.message }];
}

/** Everything that a schema found wrong, the first problem of each field: what follows from it is noise. */
export function badFieldsOf({ issues }: z.core.$ZodError): BadField[] {
  const problems = issues.flatMap(describe);
  return problems.filter(
    ({ path }, i) => problems.findIndex(p => p.path === path) === i,
  );
}
