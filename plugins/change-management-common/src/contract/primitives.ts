import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';

/** Longest text that a field of each kind accepts, in UTF-16 code units. */
export const textLimits = {
  title: 200,
  short: 500,
  long: 20_000,
  ref: 255,
  url: 2_000,
} as const;

/** NUL cannot be stored by PostgreSQL, and a lone surrogate has no UTF-8 form, so neither could be hashed or exported faithfully. */
export const unstorable = /\0|\p{Surrogate}/u;

function text(max: number) {
  return z
    .string()
    .trim()
    .max(max, `must have at most ${max} characters`)
    .refine(value => !unstorable.test(value), {
      message: 'contains a character that cannot be stored',
    });
}

/** What to look for; may be empty. */
export const searchText = text(200);

/** A key of the policy, such as a question or a requirement. */
export const keyText = text(64);
/** One line, required. */
export const titleText = text(textLimits.title).min(1, 'must not be empty');
/** A phrase, required. */
export const shortText = text(textLimits.short).min(1, 'must not be empty');
/** A phrase that may be left empty. */
export const optionalShortText = text(textLimits.short);
/** Markdown, required. */
export const longText = text(textLimits.long).min(1, 'must not be empty');
/** Markdown that may be left empty. */
export const optionalLongText = text(textLimits.long);

/** What an artefact is known by, such as `sha256:…`; letters count in lower case. */
export const digestText = text(textLimits.ref)
  .regex(
    /^[a-z0-9][a-z0-9+._-]*:[0-9a-f]+$/i,
    'must be a digest such as sha256: and hex digits',
  )
  .transform(value => value.toLowerCase());

/** Whether every text in a value can be stored, see {@link unstorable}. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') {
    return !unstorable.test(value);
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).every(entry => entry.every(isStorable))
    : true;
}

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** A time with offset, between the years 2000 and 2100; normalised to UTC with milliseconds. */
export const time = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 time with offset' })
  .refine(
    value => Date.parse(value) >= earliest && Date.parse(value) < latest,
    {
      message: 'must lie between the years 2000 and 2100',
    },
  )
  .transform(value => new Date(value).toISOString());

/** A full entity reference; `component:orders` is normalised to `component:default/orders`. */
export const entityRef = text(textLimits.ref)
  .regex(
    /^[^\s:/\0]+:(?:[^\s:/\0]+\/)?[^\s:/\0]+$/,
    'must be an entity reference such as component:default/orders',
  )
  .transform(value => stringifyEntityRef(parseEntityRef(value)));

/** A reference to a user or a group. */
export const personRef = entityRef.refine(
  value => value.startsWith('user:') || value.startsWith('group:'),
  { message: 'must be a user or a group' },
);

/** A link; only http and https, so that no script can hide in it. */
export const webUrl = text(textLimits.url).refine(
  value => {
    try {
      return ['http:', 'https:'].includes(new URL(value).protocol);
    } catch {
      return false;
    }
  },
  { message: 'must be an http or https address' },
);

/** Whole minutes, up to 90 days. */
export const minutes = z
  .number()
  .int('must be whole minutes')
  .min(0, 'must not be negative')
  .max(90 * 24 * 60, 'must be at most 90 days');
