import { defaultPolicy } from './defaultPolicy';
import { Policy, policySchema } from './schema';

/** A policy as it is read from the store. */
export interface RestoredPolicy {
  policy: Policy;
  /** Sections that could not be read, and are those of the shipped policy instead. */
  replaced: (keyof Policy)[];
}

const sections = Object.keys(policySchema.shape) as (keyof Policy)[];

/**
 * Reads a document that was sound when it was stored, by an earlier version of the plugin maybe: what it could not know has
 * its default, and a section that cannot be read at all is that of the shipped policy, so that changes judged by it can
 * still be shown.
 */
export function restorePolicy(
  document: Record<string, unknown>,
): RestoredPolicy {
  const replaced: (keyof Policy)[] = [];
  const read = sections.map(section => {
    const result = policySchema.shape[section].safeParse(document[section]);
    if (result.success) {
      return [section, result.data];
    }
    replaced.push(section);
    return [section, defaultPolicy[section]];
  });
  return { policy: Object.fromEntries(read) as Policy, replaced };
}
