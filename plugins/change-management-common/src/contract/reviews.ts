import { z } from 'zod';
import { several, changePageSchema, changeQuerySchema } from './lists';
import { changeFiguresSchema, metricsSchema } from './metrics';
import {
  longText,
  optionalLongText,
  personRef,
  shortText,
  time,
} from './primitives';
import { recordEventSchema } from './records';
import {
  changeCategorySchema,
  changeStateSchema,
  changeTypeSchema,
  closeCodeSchema,
  riskLevelSchema,
  roleSchema,
} from './words';

const timestamp = z.iso.datetime();
const ref = z.string();
const count = z.number().int();
const changeKey = shortText.max(32);

/** Of the log of a month, of the effectiveness of a quarter, of the policy (policy §7, §9), of one change (policy §5). */
export const reviewKinds = ['monthly', 'quarterly', 'policy', 'pir'] as const;
/** Signed off, a review never changes again. */
export const reviewStatuses = ['open', 'signed-off'] as const;
export const findingStatuses = ['open', 'resolved'] as const;
/** What somebody saw in a change that was drawn. */
export const sampleVerdicts = ['ok', 'finding'] as const;
export const reviewActionStatuses = ['open', 'done'] as const;
/** What a person may do with a review. */
export const reviewPermits = [
  'look-at',
  'add-finding',
  'add-action',
  'sign-off',
] as const;

export const reviewKindSchema = z.enum(reviewKinds);
export const reviewStatusSchema = z.enum(reviewStatuses);
export const sampleVerdictSchema = z.enum(sampleVerdicts);

/** One change of what a review is about, as it was when the data set was frozen. */
export const reviewRowSchema = z.object({
  changeId: z.string(),
  title: z.string(),
  type: changeTypeSchema,
  category: changeCategorySchema.optional(),
  state: changeStateSchema,
  closeCode: closeCodeSchema.optional(),
  riskLevel: riskLevelSchema.optional(),
  requestedBy: ref,
  startedAt: timestamp.optional(),
  /** Events of its log in the period, and the hash of the last of them. */
  events: count.optional(),
  lastHash: z.string().optional(),
});

/** A change that was drawn, and what somebody saw in it. */
export const sampleRowSchema = reviewRowSchema.extend({
  verdict: sampleVerdictSchema.optional(),
  note: z.string().optional(),
  by: ref.optional(),
  at: timestamp.optional(),
  /** Whether the caller may say what they see; nobody looks at what they requested or carried out. */
  mayLookAt: z.boolean(),
});

/** Something to be done about a finding. */
export const reviewActionSchema = z.object({
  /** `1`, within its finding. */
  id: z.string(),
  text: z.string(),
  owner: ref,
  dueAt: timestamp,
  status: z.enum(reviewActionStatuses),
  overdue: z.boolean(),
  addedBy: ref,
  addedAt: timestamp,
  doneBy: ref.optional(),
  doneAt: timestamp.optional(),
  result: z.string().optional(),
  mayFinish: z.boolean(),
});

/** A version of the policy that a finding led to. */
export const ledToSchema = z.object({
  version: z.string(),
  state: z.string(),
});

/** What a review found. It is resolved once all its actions are done. */
export const findingSchema = z.object({
  /** `2`, within its review: `REV-3/2`. */
  id: z.string(),
  severity: riskLevelSchema,
  clause: z.string(),
  text: z.string(),
  owner: ref,
  dueAt: timestamp,
  changes: z.array(z.string()),
  raisedBy: ref,
  raisedAt: timestamp,
  status: z.enum(findingStatuses),
  actions: z.array(reviewActionSchema),
  ledTo: z.array(ledToSchema),
});

/** Who signed, in which of the roles that have to. */
export const signatureSchema = z.object({
  role: roleSchema,
  by: ref,
  at: timestamp,
  comment: z.string().optional(),
});

/** A quarter among others: `2026-Q3`. */
export const trendPointSchema = z.object({
  period: z.string(),
  from: timestamp,
  to: timestamp,
  figures: changeFiguresSchema,
});

/** An incident that a review of the policy follows. */
export const reviewIncidentSchema = z.object({
  id: z.string(),
  title: z.string(),
  startedAt: timestamp,
});

/** What a review is about, frozen when it was opened; `digest` is the SHA-256 over the RFC 8785 form of all of it. */
export const reviewDataSchema = z.object({
  digest: z.string(),
  takenAt: timestamp,
  /**
   * How many changes the population has, and how many events of them; `sampled` were drawn from it with the seed. It is
   * complete where a count of its own says the same. Missing for a reader who may not see all changes, as the figures are.
   */
  population: z
    .object({
      changes: count,
      events: count.optional(),
      complete: z.boolean(),
      sampled: count,
      seed: z.string().optional(),
    })
    .optional(),
  figures: metricsSchema.optional(),
  /** Oldest first; the last one is the quarter of the review. */
  trend: z.array(trendPointSchema).optional(),
  policy: z
    .object({
      version: z.string(),
      effectiveDate: z.string(),
      lastReviewedAt: timestamp.optional(),
    })
    .optional(),
  incidents: z.array(reviewIncidentSchema).optional(),
});

/** One line of the list of reviews. */
export const reviewSummarySchema = z.object({
  /** `REV-3` */
  id: z.string(),
  kind: reviewKindSchema,
  /** `2026-11`, `2026-Q3`; the day by which a policy is due, or the incident it follows; the change. */
  period: z.string(),
  from: timestamp.optional(),
  to: timestamp.optional(),
  openedAt: timestamp,
  dueAt: timestamp,
  status: reviewStatusSchema,
  overdue: z.boolean(),
  clause: z.string(),
  /** Each of them signs, each by another person. */
  signOff: z.array(roleSchema),
  signatures: z.array(signatureSchema),
  signedOffAt: timestamp.optional(),
  /** The change that a post-implementation review is of. */
  changeId: z.string().optional(),
  counts: z.object({
    sampled: count,
    lookedAt: count,
    findings: count,
    openActions: count,
    overdueActions: count,
  }),
  allowedActions: z.array(z.enum(reviewPermits)),
});

export const reviewSchema = reviewSummarySchema.extend({
  revision: count,
  policyVersion: z.string(),
  timeZone: z.string(),
  data: reviewDataSchema.optional(),
  sample: z.array(sampleRowSchema),
  findings: z.array(findingSchema),
  /** Why it cannot be signed off yet. */
  openPoints: z.array(z.string()),
  /** Whether something is left out, as its reader may not see every change. */
  narrowed: z.boolean(),
});

export const reviewWithHistorySchema = reviewSchema.extend({
  history: z.array(recordEventSchema),
});

const page = {
  limit: changeQuerySchema.shape.limit,
  cursor: changeQuerySchema.shape.cursor,
};

/** Query of `GET /reviews`, the one that is due last first. */
export const reviewQuerySchema = z.strictObject({
  kind: several(reviewKindSchema).optional(),
  status: several(reviewStatusSchema).optional(),
  overdue: z.literal('true').optional(),
  changeId: changeKey.optional(),
  /** Only those that wait for the signature of the caller. */
  waitsFor: z.literal('me').optional(),
  ...page,
});

export const reviewPageSchema = changePageSchema.extend({
  items: z.array(reviewSummarySchema),
});

/** Query of `GET /reviews/{id}/rows`. */
export const reviewRowQuerySchema = z.strictObject(page);

export const reviewRowPageSchema = changePageSchema.extend({
  items: z.array(reviewRowSchema),
});

/** Body of `PATCH /reviews/{id}/sample/{changeId}`. */
export const lookAtInputSchema = z.strictObject({
  verdict: sampleVerdictSchema,
  note: optionalLongText.optional(),
});

const actionInput = {
  text: longText,
  /** Where they are left out, those of the finding. */
  owner: personRef.optional(),
  dueAt: time.optional(),
};

/** Body of `POST /reviews/{id}/findings/{findingId}/actions`. */
export const addActionInputSchema = z.strictObject(actionInput);

/** Body of `PATCH /reviews/{id}/findings/{findingId}/actions/{actionId}`: it is done. */
export const finishActionInputSchema = z.strictObject({
  status: z.literal('done'),
  result: longText,
});

const finding = {
  severity: riskLevelSchema,
  /** A clause of the policy: `§3.1d`. */
  clause: shortText.max(16),
  text: longText,
  owner: personRef,
  dueAt: time,
  changes: z.array(changeKey.toUpperCase()).max(200),
};

/** Body of `POST /reviews/{id}/findings`. */
export const addFindingInputSchema = z.strictObject({
  ...finding,
  changes: finding.changes.default([]),
  actions: z.array(addActionInputSchema).max(20).default([]),
});

/** Body of `PATCH /reviews/{id}/findings/{findingId}`. */
export const editFindingInputSchema = z
  .strictObject({ revision: z.number().int(), ...finding })
  .partial()
  .required({ revision: true });

/** Body of `POST /reviews/{id}/sign-off`; with a `revision`, only what was seen is signed. */
export const signOffInputSchema = z.strictObject({
  comment: optionalLongText.optional(),
  revision: z.number().int().optional(),
});

/** See {@link reviewKinds}. */
export type ReviewKind = (typeof reviewKinds)[number];
/** Where a review is in its life. */
export type ReviewStatus = (typeof reviewStatuses)[number];
/** What somebody saw in a change that was drawn. */
export type SampleVerdict = (typeof sampleVerdicts)[number];
/** What a person may do with a review. */
export type ReviewPermit = (typeof reviewPermits)[number];
/** One change of what a review is about, as it was when the data set was frozen. */
export type ReviewRow = z.output<typeof reviewRowSchema>;
export type ReviewRowPage = z.output<typeof reviewRowPageSchema>;
/** What `GET /reviews/{id}/rows` may be asked for. */
export type ReviewRowQuery = z.output<typeof reviewRowQuerySchema>;
/** A change that was drawn, and what somebody saw in it. */
export type SampleRowView = z.output<typeof sampleRowSchema>;
/** Something to be done about a finding. */
export type ReviewActionView = z.output<typeof reviewActionSchema>;
/** What a review found. It is resolved once all its actions are done. */
export type FindingView = z.output<typeof findingSchema>;
/** Who signed, in which of the roles that have to. */
export type Signature = z.output<typeof signatureSchema>;
/** A version of the policy that a finding led to. */
export type LedTo = z.output<typeof ledToSchema>;
/** A quarter among others: `2026-Q3`. */
export type TrendPoint = z.output<typeof trendPointSchema>;
/** An incident that a review of the policy follows. */
export type ReviewIncident = z.output<typeof reviewIncidentSchema>;
/** What a review is about, frozen when it was opened; `digest` is the SHA-256 over the RFC 8785 form of all of it. */
export type ReviewData = z.output<typeof reviewDataSchema>;
/** A review as lists show it. */
export type ReviewSummary = z.output<typeof reviewSummarySchema>;
/** A review with its figures, sample, findings and signatures, and what the caller may do (policy §7, §9). */
export type ReviewView = z.output<typeof reviewSchema>;
/** A review with its audit trail. */
export type ReviewWithHistory = z.output<typeof reviewWithHistorySchema>;
/** See {@link ReviewQueryInput}, read. */
export type ReviewQuery = z.output<typeof reviewQuerySchema>;
/** What `GET /reviews` may be asked for. */
export type ReviewQueryInput = z.input<typeof reviewQuerySchema>;
/** What somebody found when they looked at a change of the sample. */
export type LookAtInput = z.output<typeof lookAtInputSchema>;
/** An action on a finding: what, by whom, until when. */
export type AddActionInput = z.output<typeof addActionInputSchema>;
export type FinishActionInput = z.output<typeof finishActionInputSchema>;
/** A finding of a review. */
export type AddFindingInput = z.output<typeof addFindingInputSchema>;
/** What is altered of a finding. */
export type EditFindingInput = z.output<typeof editFindingInputSchema>;
/** The conclusion that is signed. */
export type SignOffInput = z.output<typeof signOffInputSchema>;
