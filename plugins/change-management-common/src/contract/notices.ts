import { z } from 'zod';
import { changePageSchema, pageQuerySchema } from './lists';

/** What a notice is about; people switch kinds off in their notification settings, where they are called topics. */
export const noticeKinds = [
  'assessment',
  'approval',
  'decision',
  'schedule',
  'execution',
  'conversation',
  'delegation',
  'client',
  'unauthorized',
  'access',
  'review',
  'policy',
  'audit',
  'digest',
] as const;

/**
 * What a notice is for: it asks its readers for something; it tells in advance when a change is carried out, or that it is
 * not (policy §3); or it is for their information.
 */
export const noticePurposes = ['ask', 'advance', 'information'] as const;

/** Kinds of which a person may switch off what is only for their information. */
export const mutableNoticeKinds = [
  'decision',
  'schedule',
  'execution',
  'conversation',
  'delegation',
] as const satisfies readonly (typeof noticeKinds)[number][];

/** How what is for information comes: each notice by itself, or one a day with all of them. */
export const noticeDigests = ['none', 'daily'] as const;

const timestamp = z.iso.datetime();

/** One way by which a notice leaves, and how far it has come. */
export const noticeDeliverySchema = z.object({
  /** `notifications`, or the name of a webhook or of another channel. */
  channel: z.string(),
  status: z.enum(['waiting', 'failing', 'handed-over']),
  attempts: z.number().int(),
  handedOverAt: timestamp.optional(),
  /** Why the last attempt failed. */
  failure: z.string().optional(),
  nextAttemptAt: timestamp.optional(),
});

/** Somebody whom a notice was for when it was handed over, and how it came to them. */
export const noticeReaderSchema = z.object({
  userRef: z.string(),
  /** At once, bundled with others, or not at all, as they had switched it off. */
  manner: z.enum(['direct', 'bundled', 'muted']),
  /** When it was handed over; for a bundled one, when its bundle was. */
  handedOverAt: timestamp.optional(),
});

/** Who said that they have taken note. */
export const acknowledgementSchema = z.object({
  userRef: z.string(),
  at: timestamp,
});

/** What people were told, and the proof of it: to whom, by which channel, when, and who acknowledged it. */
export const noticeSchema = z.object({
  id: z.string(),
  changeId: z.string().optional(),
  kind: z.enum(noticeKinds),
  purpose: z.enum(noticePurposes),
  title: z.string(),
  description: z.string(),
  createdAt: timestamp,
  /** Users and groups whom it is addressed to. */
  recipients: z.array(z.string()),
  /** Contacts outside of the portal, such as e-mail addresses. */
  addresses: z.array(z.string()),
  /** Whether it has addresses that no channel leads to. */
  unreached: z.boolean(),
  deliveries: z.array(noticeDeliverySchema),
  readers: z.array(noticeReaderSchema),
  acknowledgements: z.array(acknowledgementSchema),
  /** Whether it is for the caller, who has not acknowledged it. */
  mayAcknowledge: z.boolean(),
});

/** The notices of a change, and the notice that its policy asks for beside that which was given. */
export const noticePageSchema = changePageSchema.extend({
  items: z.array(noticeSchema),
  /** Hours ahead of the planned start; nothing was given before it is scheduled. */
  lead: z.object({
    demandedHours: z.number(),
    givenHours: z.number().optional(),
  }),
});

/** Body of `POST /notices/{id}/acknowledgements`. */
export const acknowledgementInputSchema = z.strictObject({});

/**
 * What a person wants to get. It is about what is for information only: what asks for something, tells in advance, or is
 * urgent always comes at once.
 */
export const noticePreferencesSchema = z.object({
  digest: z.enum(noticeDigests),
  muted: z.array(z.enum(mutableNoticeKinds)),
  /** Hour of the day (UTC) at which a daily digest leaves. */
  digestHour: z.number().int(),
});

/** Body of `PATCH /notice-preferences`; what is left out stays. */
export const noticePreferencesInputSchema = z.strictObject({
  digest: z.enum(noticeDigests).optional(),
  muted: z.array(z.enum(mutableNoticeKinds)).max(20).optional(),
});

/** See {@link noticeKinds}. */
export type NoticeKind = (typeof noticeKinds)[number];
/**
 * What a notice is for: it asks its readers for something; it tells in advance when a change is carried out, or that it is
 * not (policy §3); or it is for their information.
 */
export type NoticePurpose = (typeof noticePurposes)[number];
/** See {@link mutableNoticeKinds}. */
export type MutableNoticeKind = (typeof mutableNoticeKinds)[number];
/** One way by which a notice leaves, and how far it has come. */
export type NoticeDelivery = z.output<typeof noticeDeliverySchema>;
/** Somebody whom a notice was for when it was handed over, and how it came to them. */
export type NoticeReader = z.output<typeof noticeReaderSchema>;
/** What people were told, and the proof of it: to whom, by which channel, when, and who acknowledged it. */
export type NoticeView = z.output<typeof noticeSchema>;
/** The notices of a change, and the notice that its policy asks for beside that which was given. */
export type NoticePage = z.output<typeof noticePageSchema>;
/** Query of `GET /changes/{id}/notices`; latest first. */
export type NoticeQuery = z.output<typeof pageQuerySchema>;
/**
 * What a person wants to get. It is about what is for information only: what asks for something, tells in advance, or is
 * urgent always comes at once.
 */
export type NoticePreferences = z.output<typeof noticePreferencesSchema>;
/** Body of `PATCH /notice-preferences`; what is left out stays. */
export type NoticePreferencesInput = z.output<
  typeof noticePreferencesInputSchema
>;
