import { z } from 'zod';
import { policySchema } from '../policy/schema';
import { changePageSchema } from './lists';
import { keyText, longText, shortText } from './primitives';
import { recordEventSchema } from './records';

/** The life of a version: written, approved as it stands, published with a date; or given up before that. */
export const policyStates = [
  'draft',
  'approved',
  'published',
  'withdrawn',
] as const;
/** What may be done with a version of the policy. */
export const policyActions = [
  'edit',
  'approve',
  'publish',
  'withdraw',
] as const;

const version = policySchema.shape.version;
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a digest');
const act = z.object({ by: z.string(), at: z.iso.datetime() });

/** A finding of a review that led to an amendment. */
export const policyFindingSchema = z.strictObject({
  reviewId: z
    .string()
    .regex(/^REV-[1-9]\d{0,8}$/, 'must be a review such as REV-3'),
  findingId: keyText.min(1, 'must not be empty'),
});
const findings = z.array(policyFindingSchema).max(50).optional();

/** Body of `POST /policies`; `basedOn` is the version in force where nothing is given. */
export const proposePolicySchema = z.strictObject({
  document: policySchema,
  basedOn: version.optional(),
  note: longText.optional(),
  findings,
});

/** Body of `PATCH /policies/{version}`; `digest` is that of the document that its author has seen. */
export const editPolicySchema = z.strictObject({
  digest,
  document: policySchema,
  note: longText.optional(),
  /** In the place of those named before, where they are given. */
  findings,
});

/** Body of `POST /policies/{version}/withdraw`. */
export const withdrawPolicySchema = z.strictObject({ reason: shortText });

/** Body of `POST /policies/{version}/approve`; with the `digest` of what was read, a later edit is not approved unseen. */
export const approvePolicySchema = z.strictObject({
  digest: digest.optional(),
});

/**
 * Body of `POST /policies/{version}/publish`; without a date, that of the document, or today where it has passed. Days begin
 * and end in UTC.
 */
export const publishPolicySchema = z.strictObject({
  effectiveDate: z.iso.date().optional(),
});

/** Query of `GET /policies/{version}/diff`; without it, against the version that it is based on. */
export const policyDiffQuerySchema = z.strictObject({
  against: version.optional(),
});

/**
 * Whether the caller is asked to read a version and to say so, as it was announced, concerns them and is not superseded; and
 * when they have.
 */
export const policyReadingSchema = z.object({
  asked: z.boolean(),
  acknowledgedAt: z.iso.datetime().optional(),
});

/** One version of the policy, without its document. */
export const policyRecordSchema = z.object({
  version: z.string(),
  title: z.string(),
  state: z.enum(policyStates),
  /** Among the published versions, the one by which changes are judged today. */
  inForce: z.boolean(),
  effectiveDate: z.iso.date(),
  /** Of a published version that another one follows: the first day on which it is not in force any more. */
  effectiveUntil: z.iso.date().optional(),
  /** Of a published version: the one that is in force before it. */
  supersedes: z.string().optional(),
  /** As the document says. */
  approvedBy: z.string(),
  /** SHA-256 over the RFC 8785 form of the document. */
  digest: z.string(),
  basedOn: z.string().optional(),
  note: z.string().optional(),
  findings: z.array(policyFindingSchema),
  proposed: act,
  approved: act.optional(),
  published: act.optional(),
  withdrawn: act.optional(),
  reading: policyReadingSchema,
  allowedActions: z.array(z.enum(policyActions)),
});

/** A version with its document as it was approved, and everything that happened to it, oldest first. */
export const policyVersionSchema = policyRecordSchema.extend({
  document: policySchema,
  history: z.array(recordEventSchema),
});

/** Every version, the latest first; in one page. */
export const policyPageSchema = z.object({
  ...changePageSchema.shape,
  items: z.array(policyRecordSchema),
  /** By when the one in force has to be reviewed (policy §9.1). */
  nextReview: z.object({
    date: z.iso.date(),
    because: z.enum(['regular', 'major-incident']),
  }),
  mayPropose: z.boolean(),
  /** Whether the caller may simulate drafts, and see who has read what. */
  mayOversee: z.boolean(),
});

const kind = z.enum(['added', 'removed', 'changed']);

/** What differs from `from` to `to`: text clause by clause, rules by path. */
export const policyDiffSchema = z.object({
  from: z.string(),
  to: z.string(),
  clauses: z.array(
    z.object({
      id: z.string(),
      kind,
      section: z.string(),
      before: z.string().optional(),
      after: z.string().optional(),
    }),
  ),
  rules: z.array(
    z.object({
      path: z.string(),
      kind,
      before: z.unknown().optional(),
      after: z.unknown().optional(),
    }),
  ),
});

/** Where a version of the policy is in its life (policy §9.2). */
export type PolicyState = (typeof policyStates)[number];
/** What somebody may do with a version of the policy. */
export type PolicyAction = (typeof policyActions)[number];
/** Body of `POST /policies`; `basedOn` is the version in force where nothing is given. */
export type PolicyProposal = z.output<typeof proposePolicySchema>;
/** Body of `PATCH /policies/{version}`; `digest` is that of the document that its author has seen. */
export type PolicyEdit = z.output<typeof editPolicySchema>;
/** A finding of a review that led to an amendment. */
export type PolicyFinding = z.output<typeof policyFindingSchema>;
/**
 * Whether the caller is asked to read a version and to say so, as it was announced, concerns them and is not superseded; and
 * when they have.
 */
export type PolicyReading = z.output<typeof policyReadingSchema>;
/** Every version, the latest first; in one page. */
export type PolicyPage = z.output<typeof policyPageSchema>;
/** One version of the policy, without its document. */
export type PolicyRecord = z.output<typeof policyRecordSchema>;
/** A version with its document as it was approved, and everything that happened to it, oldest first. */
export type PolicyVersionView = z.output<typeof policyVersionSchema>;
/** What differs from `from` to `to`: text clause by clause, rules by path. */
export type PolicyDiff = z.output<typeof policyDiffSchema>;
