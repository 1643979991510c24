import { z } from 'zod';
import { conditionSchema } from './conditions';

/** What can be checked of a change, clause by clause; each has its reading in `domain/clauses`. */
export const clauseChecks = [
  'request-form',
  'mandatory-fields',
  'affected-systems',
  'risk-assessment',
  'approval',
  'maintenance-window',
  'advance-notice',
  'deployment-schedule',
  'test-evidence',
  'downtime',
  'execution-log',
  'emergency-reason',
  'documentation-after-the-fact',
  'retrospective-approval',
  'post-implementation-review',
  'rollback-on-issues',
  'documented-modifications',
  'implementer',
  'owner-assessment',
] as const;

/**
 * One clause of the policy's text. One without a check binds the organisation, not a single change: it is text only.
 */
export const clauseSchema = z.strictObject({
  /** `§3.1a` */
  id: z.string().min(1).max(16),
  section: z.string().min(1).max(200),
  text: z.string().min(1).max(2_000),
  check: z.enum(clauseChecks).optional(),
  /** To which changes it applies. */
  when: conditionSchema.optional(),
});

/** A clause of the policy: its text, and where it binds single changes, how that is checked. */
export type Clause = z.output<typeof clauseSchema>;
/** What can be checked of a change, clause by clause; each has its reading in `domain/clauses`. */
export type ClauseCheck = (typeof clauseChecks)[number];
