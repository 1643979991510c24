import { z } from 'zod';
import { policySchema } from '../policy/schema';
import { changePageSchema } from './lists';
import { longText } from './primitives';
import { recordEventSchema } from './records';

/** The life of a version: written, approved as it stands, published with a date. */
export const policyStates = ['draft', 'approved', 'published'] as const;
/** What may be done with a version of the policy. */
export const policyActions = ['edit', 'approve', 'publish'] as const;

const version = policySchema.shape.version;
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a digest');
const act = z.object({ by: z.string(), at: z.iso.datetime() });

/** Body of `POST /policies`; `basedOn` is the version in force where nothing is given. */
export const proposePolicySchema = z.strictObject({
  document: policySchema,
  basedOn: version.optional(),
  note: longText.optional(),
});

/** Body of `PATCH /policies/{version}`; `digest` is that of the document that its author has seen. */
export const editPolicySchema = z.strictObject({
  digest,
  document: policySchema,
  note: longText.optional(),
});

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

/** One version of the policy, without its document. */
export const policyRecordSchema = z.object({
  version: z.string(),
  title: z.string(),
  state: z.enum(policyStates),
  /** Among the published versions, the one by which changes are judged today. */
  inForce: z.boolean(),
  effectiveDate: z.iso.date(),
  /** As the document says. */
  approvedBy: z.string(),
  /** SHA-256 over the RFC 8785 form of the document. */
  digest: z.string(),
  basedOn: z.string().optional(),
  note: z.string().optional(),
  proposed: act,
  approved: act.optional(),
  published: act.optional(),
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

export type PolicyState = (typeof policyStates)[number];
export type PolicyAction = (typeof policyActions)[number];
/** See {@link proposePolicySchema}. */
export type PolicyProposal = z.output<typeof proposePolicySchema>;
/** See {@link editPolicySchema}. */
export type PolicyEdit = z.output<typeof editPolicySchema>;
/** See {@link policyRecordSchema}. */
export type PolicyRecord = z.output<typeof policyRecordSchema>;
/** See {@link policyVersionSchema}. */
export type PolicyVersionView = z.output<typeof policyVersionSchema>;
/** See {@link policyDiffSchema}. */
export type PolicyDiff = z.output<typeof policyDiffSchema>;
