import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  conditionSchema,
  entityRef,
  incidentSeveritySchema,
} from 'backstage-plugin-change-management-common';
import { z } from 'zod';
import { payloadMappingSchema } from '../platform/payloadMapping';
import { Signature, signatureSchema } from '../platform/signedRequests';
import { presets } from './presets';

const key = 'changeManagement.incidents.sources';

/** What a mapping may say of an incident: its fields, and what its source calls the services that broke. */
const mappedFields = [
  'externalRef',
  'title',
  'severity',
  'major',
  'startedAt',
  'endedAt',
  'downtimeMinutes',
  'entityRefs',
  'services',
  'url',
  'reportedAt',
  'causedByChangeId',
] as const;

const mappingSchema = payloadMappingSchema(mappedFields);

const sourceSchema = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,64}$/, 'may hold letters, digits and .-_'),
  format: z.enum(['generic', 'pagerduty', 'opsgenie']).default('generic'),
  topics: z.array(z.string().min(1)).default([]),
  webhook: z
    .strictObject({
      secret: z.string().min(16, 'must have at least 16 characters'),
      signature: signatureSchema.optional(),
    })
    .optional(),
  mapping: mappingSchema.partial().optional(),
  severities: z.record(z.string(), incidentSeveritySchema).default({}),
  services: z
    .strictObject({
      annotation: z.string().min(1).optional(),
      map: z
        .record(
          z.string(),
          z.union([entityRef.transform(ref => [ref]), z.array(entityRef)]),
        )
        .default({}),
      otherwise: z.array(entityRef).default([]),
    })
    .default({ map: {}, otherwise: [] }),
  entities: conditionSchema.optional(),
});

/** How the posts of a source become incidents. */
export type IncidentMapping = z.output<typeof mappingSchema>;

/** A program that tells of incidents, by webhook or on the event bus. */
export type IncidentSource = Omit<
  z.output<typeof sourceSchema>,
  'webhook' | 'mapping'
> & {
  webhook?: { secret: string; signature?: Signature };
  /** None where it tells of incidents as `POST /incidents` takes them. */
  mapping?: IncidentMapping;
};

/** The subject by which a source acts. */
export function subjectOfSource({
  name,
}: Pick<IncidentSource, 'name'>): string {
  return `incidents:${name}`;
}

/** What its format brings along, each part of which the configuration may put in another's place. */
function withPreset({
  webhook,
  mapping,
  ...source
}: z.output<typeof sourceSchema>): IncidentSource {
  const preset = presets[source.format];
  const known = preset.mapping && mappingSchema.parse(preset.mapping);
  const fields = { ...known?.fields, ...mapping?.fields };
  return {
    ...source,
    webhook: webhook && {
      ...webhook,
      signature:
        webhook.signature ??
        (preset.signature && signatureSchema.parse(preset.signature)),
    },
    mapping:
      known || mapping
        ? { each: mapping?.each ?? known?.each, fields }
        : undefined,
  };
}

/** @throws InputError that names everything wrong in the configuration at once; it never quotes a secret */
export function readIncidentSources(
  config: RootConfigService,
): IncidentSource[] {
  const { data, error } = z
    .array(sourceSchema)
    .safeParse(config.getOptional(key) ?? []);
  if (error) {
    const problems = error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new InputError(`Invalid ${key}: ${problems.join('; ')}`);
  }
  return data.map(withPreset);
}
