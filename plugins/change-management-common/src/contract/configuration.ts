import { z } from 'zod';
import { configurationProposalSchema } from './configured';
import { changeQuerySchema } from './lists';
import {
  entityRef,
  optionalLongText,
  optionalShortText,
  searchText,
  titleText,
  unstorable,
  webUrl,
} from './primitives';

/** How a configuration is written. */
export const configurationFormats = [
  'yaml',
  'json',
  'text',
  'properties',
  'env',
] as const;

/**
 * How a version came to be: by a change, by a restore of an older one through a change, by an import from its source, or by
 * the rollback of a change.
 */
export const configurationOrigins = [
  'change',
  'restore',
  'import',
  'rollback',
] as const;

/** What may be done with a configuration item. */
export const configurationActions = ['edit', 'import'] as const;

/** Bytes of a content in UTF-8. */
export const CONTENT_LIMIT = 1024 * 1024;
/** Configuration items of which one change may propose a version. */
export const PROPOSALS_LIMIT = 50;
/** What stands in the place of a secret. */
export const MASK = '***masked***';

const timestamp = z.iso.datetime();
const ref = z.string();
const number = z.number().int();

/** Kept to the letter, so neither trimmed nor normalised. */
const content = z
  .string()
  .refine(value => new TextEncoder().encode(value).length <= CONTENT_LIMIT, {
    message: 'must have at most 1 MB',
  })
  .refine(value => !unstorable.test(value), {
    message: 'contains a character that cannot be stored',
  });

const source = z.strictObject({ url: webUrl });

/** Body of `POST /configuration-items`. */
export const configurationItemFormSchema = z.strictObject({
  entityRef,
  name: titleText,
  format: z.enum(configurationFormats),
  description: optionalLongText.optional(),
  /** What looks like a secret is replaced before it is stored, where otherwise the content is refused. */
  masksSecrets: z.boolean().default(false),
  /** A file in a repository, which the portal's integrations may read. */
  source: source.optional(),
});

/** Body of `PATCH /configuration-items/{id}`; `null` clears a field. */
export const configurationItemPatchSchema = z.strictObject({
  revision: number.positive(),
  name: titleText.optional(),
  description: optionalLongText.nullable().optional(),
  masksSecrets: z.boolean().optional(),
  source: source.nullable().optional(),
});

/** An immutable version; its content is read by itself. */
export const configurationVersionSchema = z.object({
  itemId: z.string(),
  number,
  /** The change that made it; none for what was found at the source, or where the reader may not see it. */
  changeId: z.string().optional(),
  author: ref,
  createdAt: timestamp,
  /** SHA-256 of the content in UTF-8, in hex. */
  digest: z.string(),
  /** Bytes in UTF-8. */
  size: number,
  origin: z.enum(configurationOrigins),
  note: z.string().optional(),
});

export const configurationItemSchema = z.object({
  id: z.string(),
  entityRef: ref,
  name: z.string(),
  format: z.enum(configurationFormats),
  description: z.string().optional(),
  masksSecrets: z.boolean(),
  source: z.object({ url: z.string() }).optional(),
  /** How its source was read last. */
  lastImport: z
    .object({ at: timestamp, failed: z.string().optional() })
    .optional(),
  latest: configurationVersionSchema.optional(),
  createdBy: ref,
  createdAt: timestamp,
  updatedAt: timestamp,
  revision: number,
  allowedActions: z.array(z.enum(configurationActions)),
});

/** One item, with what covers it. */
export const configurationItemDetailSchema = configurationItemSchema.extend({
  /** Its entity and every system and domain that that is part of: a change of any of these covers it. */
  coveredBy: z.array(ref),
});

/** Query of `GET /configuration-items`, in the order in which they were made. */
export const configurationItemQuerySchema = z.strictObject({
  entityRef: entityRef.optional(),
  /** `members` on a System or Domain: all its parts. */
  scope: z.enum(['self', 'members']).default('self'),
  q: searchText.optional(),
  limit: changeQuerySchema.shape.limit,
  cursor: changeQuerySchema.shape.cursor,
});

/** Query of `GET /configuration-items/{id}/versions`, newest first. */
export const configurationVersionQuerySchema = z.strictObject({
  limit: changeQuerySchema.shape.limit,
  cursor: changeQuerySchema.shape.cursor,
});

const pageInfo = z.object({
  nextCursor: z.string().optional(),
  prevCursor: z.string().optional(),
});

export const configurationItemPageSchema = z.object({
  items: z.array(configurationItemSchema),
  pageInfo,
});

export const configurationVersionPageSchema = z.object({
  items: z.array(configurationVersionSchema),
  pageInfo,
});

export const configurationVersionWithContentSchema =
  configurationVersionSchema.extend({ content: z.string() });

/** Body of `POST /configuration-items/{id}/versions`. */
export const configurationVersionFormSchema = z.strictObject({
  /** In implementation: the version is made at once. A draft: it is proposed, and made when the change is completed. */
  changeId: z.string().max(32),
  content,
  note: optionalShortText.optional(),
  /** The version that was altered, 0 for none; where another one has come since, the request is refused. */
  baseVersion: number.min(0).optional(),
});

/** Body of `POST /configuration-items/{id}/restore`. */
export const configurationRestoreSchema = z.strictObject({
  changeId: z.string().max(32),
  /** The version whose content is to be there again. */
  version: number.positive(),
  note: optionalShortText.optional(),
  baseVersion: number.min(0).optional(),
});

/** Answer to a new version: made at once, or proposed in a draft. */
export const configurationOutcomeSchema = z.discriminatedUnion('status', [
  configurationVersionSchema.extend({ status: z.literal('made') }),
  configurationProposalSchema.extend({
    status: z.literal('proposed'),
    changeId: z.string(),
  }),
]);

/** Answer to `POST /configuration-items/{id}/import`. */
export const configurationImportSchema = z.object({
  status: z.enum(['unchanged', 'imported']),
  /** The version made of it. */
  version: configurationVersionSchema.optional(),
});

/** Query of a difference. */
export const configurationDiffQuerySchema = z.strictObject({
  /** The version to compare with; the one before where nothing is given, 0 for an empty text. */
  against: z.coerce.number().int().min(0).optional(),
  /** Lines that are alike around each difference. */
  context: z.coerce.number().int().min(0).max(1_000_000).default(3),
});

/** Query of the difference that a change proposes. */
export const proposalDiffQuerySchema = configurationDiffQuerySchema.pick({
  context: true,
});

/** What differs between two versions of an item. */
export const configurationDiffSchema = z.object({
  itemId: z.string(),
  name: z.string(),
  /** 0 is an empty text. */
  from: number,
  /** None for what a change proposes. */
  to: number.optional(),
  added: number,
  removed: number,
  /** False where there are too many differences to tell apart: what lies between the first and the last counts as replaced. */
  exact: z.boolean(),
  hunks: z.array(
    z.object({
      oldStart: number,
      oldLines: number,
      newStart: number,
      newLines: number,
      /** Each begins with a space, `-` or `+`; with a backslash, a note on a missing line end. */
      lines: z.array(z.string()),
    }),
  ),
  /** The same as a unified patch. */
  patch: z.string(),
});

/** The difference that a change proposes. */
export const proposalDiffSchema = configurationDiffSchema.extend({
  proposal: configurationProposalSchema,
  /** The item's latest version now; past the proposal's base, unless the change made it, completing is refused. */
  latestVersion: number,
});

/** Which version brought which lines. */
export const configurationBlameSchema = z.object({
  itemId: z.string(),
  number,
  ranges: z.array(
    z.object({ fromLine: number, toLine: number, version: number }),
  ),
  /** Those that the ranges name. */
  versions: z.array(configurationVersionSchema),
});

/** See {@link configurationFormats}. */
export type ConfigurationFormat = (typeof configurationFormats)[number];
/**
 * How a version came to be: by a change, by a restore of an older one through a change, by an import from its source, or by
 * the rollback of a change.
 */
export type ConfigurationOrigin = (typeof configurationOrigins)[number];
/** What may be done with a configuration item. */
export type ConfigurationAction = (typeof configurationActions)[number];
/** A configuration item to make, as parsed. */
export type ConfigurationItemForm = z.output<
  typeof configurationItemFormSchema
>;
/** A configuration item to make, as sent. */
export type ConfigurationItemFormInput = z.input<
  typeof configurationItemFormSchema
>;
/** An edit of an item. */
export type ConfigurationItemPatch = z.output<
  typeof configurationItemPatchSchema
>;
/** A configuration under version control, without its content (policy §6.2). */
export type ConfigurationItemView = z.output<typeof configurationItemSchema>;
/** A configuration with what covers it, as `GET /configuration-items/{id}` answers. */
export type ConfigurationItemDetail = z.output<
  typeof configurationItemDetailSchema
>;
/** See {@link ConfigurationItemQueryInput}, read. */
export type ConfigurationItemQuery = z.output<
  typeof configurationItemQuerySchema
>;
/** What `GET /configuration-items` may be asked for. */
export type ConfigurationItemQueryInput = z.input<
  typeof configurationItemQuerySchema
>;
/** A version of a configuration, and the change that made it; it never changes. */
export type ConfigurationVersion = z.output<typeof configurationVersionSchema>;
/** A version with its content, secrets masked where the item says so. */
export type ConfigurationVersionWithContent = z.output<
  typeof configurationVersionWithContentSchema
>;
/** What `GET /configuration-items/{id}/versions` may be asked for. */
export type ConfigurationVersionQuery = z.output<
  typeof configurationVersionQuerySchema
>;
/** A new version: the content, at most 1 MB, and the change that it belongs to. */
export type ConfigurationVersionForm = z.output<
  typeof configurationVersionFormSchema
>;
/** To make a version again that was in force before. */
export type ConfigurationRestore = z.output<typeof configurationRestoreSchema>;
/** What came of a new content: a version at once, or a proposal of a change. */
export type ConfigurationOutcome = z.output<typeof configurationOutcomeSchema>;
/** What reading the source of a configuration found. */
export type ConfigurationImport = z.output<typeof configurationImportSchema>;
/** Which two versions are compared. */
export type ConfigurationDiffQuery = z.output<
  typeof configurationDiffQuerySchema
>;
/** Two versions compared, line by line and, for YAML and JSON, by path. */
export type ConfigurationDiff = z.output<typeof configurationDiffSchema>;
/** What a change proposes, compared with the version in force. */
export type ProposalDiff = z.output<typeof proposalDiffSchema>;
/** By which version, change and person each line came in. */
export type ConfigurationBlame = z.output<typeof configurationBlameSchema>;
