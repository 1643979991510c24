import { z } from 'zod';
import {
  categoryFilter,
  changePageSchema,
  changeQuerySchema,
  groupFilters,
  several,
} from './lists';
import {
  entityRef,
  longText,
  minutes,
  shortText,
  time,
  titleText,
  webUrl,
} from './primitives';
import { recordEventSchema } from './records';
import {
  changeStateSchema,
  changeTypeSchema,
  closeCodeSchema,
  riskLevelSchema,
} from './words';

/** How bad an incident is, from least to most. */
export const incidentSeverities = [
  'low',
  'medium',
  'high',
  'critical',
] as const;
/** What people have decided of its cause: nothing yet, a change, or that no change caused it. */
export const incidentCauses = ['open', 'change', 'none'] as const;
/** What somebody may do with an incident. */
export const incidentActions = ['edit', 'attribute'] as const;

/** Reads one of {@link incidentSeverities}. */
export const incidentSeveritySchema = z.enum(incidentSeverities);
export const incidentCauseSchema = z.enum(incidentCauses);
export const incidentActionSchema = z.enum(incidentActions);

const timestamp = z.iso.datetime();
const ref = z.string();
const changeKey = shortText.max(32);
const entityRefs = z
  .array(entityRef)
  .min(1, 'must name an entity')
  .max(50, 'must name at most 50 entities')
  .transform(refs => [...new Set(refs)]);

function checkTimes(
  { startedAt, endedAt }: { startedAt?: string; endedAt?: string | null },
  context: z.RefinementCtx,
) {
  if (startedAt && endedAt && endedAt < startedAt) {
    context.addIssue({
      code: 'custom',
      path: ['endedAt'],
      message: 'must not be before startedAt',
    });
  }
}

const fields = {
  title: titleText,
  severity: incidentSeveritySchema,
  major: z.boolean(),
  startedAt: time,
  endedAt: time.optional(),
  /** For how long clients could not use it; unknown where it is not given. */
  downtimeMinutes: minutes.optional(),
  entityRefs,
  /** Where more is written about it. */
  url: webUrl.optional(),
};

/**
 * Body of `POST /incidents`. Reports of one incident by one source share its `externalRef`; they may come again and in any
 * order: the one with the latest `reportedAt` counts (without it, the one that says that the incident has ended). A
 * `causedByChangeId` is a person's decision; of a service, it only makes the change a likelier one.
 */
export const incidentFormSchema = z
  .strictObject({
    ...fields,
    major: fields.major.default(false),
    externalRef: shortText.max(200).optional(),
    causedByChangeId: changeKey.optional(),
    /** When its source said so. */
    reportedAt: time.optional(),
  })
  .superRefine(checkTimes);

/** Body of `PATCH /incidents/{id}`; what a person states prevails over what a source reports. */
export const incidentPatchSchema = z
  .strictObject({
    revision: z.number().int().positive(),
    title: fields.title.optional(),
    severity: fields.severity.optional(),
    major: fields.major.optional(),
    startedAt: fields.startedAt.optional(),
    /** `null` for an incident that goes on. */
    endedAt: time.nullable().optional(),
    /** `null` where it is not known. */
    downtimeMinutes: minutes.nullable().optional(),
    entityRefs: entityRefs.optional(),
    url: webUrl.nullable().optional(),
  })
  .superRefine(checkTimes);

/** Body of `POST /incidents/{id}/cause`: the change that caused it, or `null` where none did. */
export const incidentCauseInputSchema = z.strictObject({
  changeId: changeKey.nullable(),
  reason: longText,
  /** As it was seen; another one is refused. */
  revision: z.number().int().positive().optional(),
});

/** Body of `POST /incidents/{id}/rejections`: a change that did not cause it. */
export const incidentRejectionInputSchema = z.strictObject({
  changeId: changeKey,
  reason: longText,
});

const decided = z.object({
  by: ref,
  at: timestamp,
  /** Empty where a person named it while they recorded the incident. */
  reason: z.string(),
});

export const incidentSchema = z.object({
  id: z.string(),
  title: z.string(),
  severity: incidentSeveritySchema,
  major: z.boolean(),
  startedAt: timestamp,
  endedAt: timestamp.optional(),
  downtimeMinutes: z.number().int().optional(),
  entityRefs: z.array(ref),
  url: z.string().optional(),
  externalRef: z.string().optional(),
  /** The service that reports it; missing where people recorded it. */
  source: ref.optional(),
  recordedBy: ref,
  recordedAt: timestamp,
  revision: z.number().int(),
  cause: incidentCauseSchema,
  /** Confirmed by a person; missing where its reader may not see that change. */
  causedByChangeId: z.string().optional(),
  /** Who decided on the cause, and why; `confidence` is what was proposed then. */
  attribution: decided
    .extend({ confidence: z.number().min(0).max(1).optional() })
    .optional(),
  /** While nobody has decided, the change that most likely caused it. */
  suspect: z
    .object({ changeId: z.string(), confidence: z.number().min(0).max(1) })
    .optional(),
  allowedActions: z.array(incidentActionSchema),
});

export const incidentWithHistorySchema = incidentSchema.extend({
  history: z.array(recordEventSchema),
});

/** A change that may have caused an incident, with what is known of it, and why. */
export const incidentCandidateSchema = z.object({
  changeId: z.string(),
  title: z.string(),
  type: changeTypeSchema,
  state: changeStateSchema,
  riskLevel: riskLevelSchema.optional(),
  closeCode: closeCodeSchema.optional(),
  actualStart: timestamp,
  actualEnd: timestamp.optional(),
  /** How likely it is the cause, among all changes and other causes. */
  confidence: z.number().min(0).max(1),
  /** The strongest first. */
  reasons: z.array(z.object({ id: z.string(), because: z.string() })),
  /** Somebody said that it was not. */
  rejection: decided.optional(),
  allowedActions: z.array(z.enum(['confirm', 'reject'])),
});

/**
 * The likeliest first, ruled out ones last; `otherCauses` is how likely it was no change at all, and `mayRuleOut` whether the
 * caller may say so.
 */
export const incidentCandidatesSchema = z.object({
  items: z.array(incidentCandidateSchema),
  otherCauses: z.number().min(0).max(1),
  mayRuleOut: z.boolean(),
});

const bool = z.enum(['true', 'false']);

/** Query of `GET /incidents`, the last begun first; `from` and `to` bound when they began. */
export const incidentQuerySchema = z.strictObject({
  entityRef: several(entityRef).optional(),
  scope: z.enum(['self', 'members', 'dependencies']).default('self'),
  from: time.optional(),
  to: time.optional(),
  severity: several(incidentSeveritySchema).optional(),
  major: bool.optional(),
  open: bool.optional(),
  cause: several(incidentCauseSchema).optional(),
  /** Whether a downtime was reported. */
  downtime: bool.optional(),
  ...groupFilters,
  /** Of the change that caused it. */
  category: categoryFilter,
  /** The change that was confirmed. */
  causedBy: several(changeKey).optional(),
  /** Nobody has decided, and this change is likelier than any other cause. */
  suspectedOf: changeKey.optional(),
  /** Its key or its `externalRef`. */
  ref: several(shortText).optional(),
  limit: changeQuerySchema.shape.limit,
  cursor: changeQuerySchema.shape.cursor,
});

export const incidentPageSchema = changePageSchema.extend({
  items: z.array(incidentSchema),
});

/** See {@link incidentSeverities}. */
export type IncidentSeverity = (typeof incidentSeverities)[number];
/** See {@link incidentCauses}. */
export type IncidentCause = (typeof incidentCauses)[number];
/** See {@link incidentActions}. */
export type IncidentAction = (typeof incidentActions)[number];
/** An incident to record, as parsed. */
export type IncidentForm = z.output<typeof incidentFormSchema>;
/** An incident to record, as sent. */
export type IncidentFormInput = z.input<typeof incidentFormSchema>;
/** An edit of an incident, as parsed. */
export type IncidentPatch = z.output<typeof incidentPatchSchema>;
/** An edit of an incident, as sent. */
export type IncidentPatchInput = z.input<typeof incidentPatchSchema>;
/** What caused an incident: a change, or none, with the reason. */
export type IncidentCauseInput = z.output<typeof incidentCauseInputSchema>;
/** An incident, and what the caller may do (policy §7). */
export type IncidentView = z.output<typeof incidentSchema>;
/** An incident with its audit trail. */
export type IncidentWithHistory = z.output<typeof incidentWithHistorySchema>;
/** A change that may have caused an incident, how likely it is (0 to 1), and why. */
export type IncidentCandidate = z.output<typeof incidentCandidateSchema>;
/** The likeliest causes of an incident, the likeliest first. */
export type IncidentCandidates = z.output<typeof incidentCandidatesSchema>;
/** See {@link IncidentQueryInput}, read. */
export type IncidentQuery = z.output<typeof incidentQuerySchema>;
/** What `GET /incidents` may be asked for. */
export type IncidentQueryInput = z.input<typeof incidentQuerySchema>;
