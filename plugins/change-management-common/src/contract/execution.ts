import { z } from 'zod';
import {
  changePageSchema,
  changeQuerySchema,
  groupFilters,
  several,
} from './lists';
import {
  digestText,
  entityRef,
  optionalShortText,
  shortText,
  time,
  webUrl,
} from './primitives';

const timestamp = z.iso.datetime();
const ref = z.string();
const environment = shortText.max(64).transform(name => name.toLowerCase());
const changeKey = shortText.max(32);
const version = shortText.max(200);

/** Why the gate is closed; `not-found` is said of a change that the caller names and may not see, too. */
export const gateReasonCodes = [
  'unknown-entity',
  'not-entrusted',
  'no-change',
  'not-found',
  'wrong-entity',
  'on-hold',
  'drifted',
  'not-approved',
  'not-scheduled-yet',
  'not-started',
  'finished',
  'not-tested',
  'not-rehearsed',
  'digest-differs',
  'outside-time',
  'frozen',
  'outside-window',
  'conflicts',
  'notice-not-given',
] as const;

/** Body of `POST /gate`: what a pipeline is about to put where. */
export const gateRequestSchema = z.strictObject({
  entityRef,
  environment,
  version: version.optional(),
  artifactDigest: digestText.optional(),
  /** Without it, the change that serves best. */
  changeId: changeKey.optional(),
});

export const gateReasonSchema = z.object({
  code: z.enum(gateReasonCodes),
  message: z.string(),
});

/** `changeId` is the change that allows it, or the one that comes nearest, whose reasons are given. */
export const gateAnswerSchema = z.object({
  allowed: z.boolean(),
  changeId: z.string().optional(),
  reasons: z.array(gateReasonSchema),
});

/** What a pipeline was told, and when. */
export const gateCheckSchema = gateAnswerSchema.extend({
  id: z.string(),
  at: timestamp,
  by: ref,
  entityRef: ref,
  environment: z.string(),
  version: z.string().optional(),
  artifactDigest: z.string().optional(),
});

const page = {
  limit: changeQuerySchema.shape.limit,
  cursor: changeQuerySchema.shape.cursor,
};

/** Query of `GET /gate-checks`, newest first. */
export const gateCheckQuerySchema = z.strictObject({
  entityRef: several(entityRef).optional(),
  /** `members` on a System or Domain: all its parts. */
  scope: z.enum(['self', 'members']).default('self'),
  changeId: changeKey.optional(),
  allowed: z.enum(['true', 'false']).optional(),
  ...page,
});

export const gateCheckPageSchema = changePageSchema.extend({
  items: z.array(gateCheckSchema),
});

/** How a deployment stands. */
export const deploymentStatuses = [
  'started',
  'succeeded',
  'failed',
  'canceled',
  'rolled-back',
] as const;
export const deploymentStatusSchema = z.enum(deploymentStatuses);

/** Whether a change stands behind it; outside of production none is needed. */
export const deploymentAuthorizations = [
  'not-required',
  'covered',
  'unauthorized',
] as const;
export const deploymentAuthorizationSchema = z.enum(deploymentAuthorizations);

/**
 * Body of `POST /deployments`: what a pipeline has done. Events of one deployment share its `externalId`; they may come in
 * any order, and again.
 */
export const deploymentEventSchema = z
  .strictObject({
    externalId: shortText.max(200),
    entityRef,
    environment,
    version,
    artifactDigest: digestText.optional(),
    status: deploymentStatusSchema,
    startedAt: time,
    finishedAt: time.optional(),
    /** Who set the pipeline going, in its own words. */
    actor: optionalShortText.optional(),
    url: webUrl.optional(),
    changeId: changeKey.optional(),
  })
  .superRefine(({ startedAt, finishedAt }, context) => {
    if (finishedAt && finishedAt < startedAt) {
      context.addIssue({
        code: 'custom',
        path: ['finishedAt'],
        message: 'must not be before startedAt',
      });
    }
  });

export const deploymentSchema = z.object({
  id: z.string(),
  /** The pipeline, webhook or person that reported it. */
  source: ref,
  externalId: z.string(),
  entityRef: ref,
  environment: z.string(),
  production: z.boolean(),
  version: z.string(),
  artifactDigest: z.string().optional(),
  status: deploymentStatusSchema,
  startedAt: timestamp,
  finishedAt: timestamp.optional(),
  actor: z.string().optional(),
  url: z.string().optional(),
  authorization: deploymentAuthorizationSchema,
  /** The change that stands behind it; missing where its reader may not see that change. */
  changeId: z.string().optional(),
  /** Where none does. */
  darkChangeId: z.string().optional(),
  recordedAt: timestamp,
});

/** One deployment with every event of it, in the order in which they came. */
export const deploymentWithEventsSchema = deploymentSchema.extend({
  events: z.array(
    z.object({
      status: deploymentStatusSchema,
      version: z.string(),
      startedAt: timestamp,
      finishedAt: timestamp.optional(),
      by: ref,
      recordedAt: timestamp,
      /** What the change did not do for it, and why. */
      refusal: z.string().optional(),
    }),
  ),
});

/** Query of `GET /deployments`, the last started first. */
export const deploymentQuerySchema = z.strictObject({
  entityRef: several(entityRef).optional(),
  scope: z.enum(['self', 'members']).default('self'),
  environment: several(environment).optional(),
  status: several(deploymentStatusSchema).optional(),
  authorization: several(deploymentAuthorizationSchema).optional(),
  changeId: changeKey.optional(),
  ...groupFilters,
  from: time.optional(),
  to: time.optional(),
  ...page,
});

export const deploymentPageSchema = changePageSchema.extend({
  items: z.array(deploymentSchema),
});

export const coverageGroups = ['entity', 'system', 'month'] as const;

/** Query of `GET /deployments/coverage`: deployments that were started, and versions that were made, from `from` on and before `to`. */
export const coverageQuerySchema = z.strictObject({
  groupBy: z.enum(coverageGroups).default('month'),
  from: time.optional(),
  to: time.optional(),
});

/** Deployments to production and versions of configuration, those with a change behind them, and their share between 0 and 1. */
export const coverageFiguresSchema = z.object({
  deployments: z.number().int(),
  /** Without those that were found when somebody began to look. */
  configurationVersions: z.number().int(),
  covered: z.number().int(),
  unauthorized: z.number().int(),
  coverage: z.number().min(0).max(1).optional(),
});

export const coverageSchema = z.object({
  groupBy: z.enum(coverageGroups),
  from: timestamp.optional(),
  to: timestamp.optional(),
  total: coverageFiguresSchema,
  groups: z.array(coverageFiguresSchema.extend({ key: z.string().optional() })),
});

/** See {@link GateRequestInput}, read. */
export type GateRequest = z.output<typeof gateRequestSchema>;
/** What a pipeline asks before it deploys: what, where to, and by which change, if it knows. */
export type GateRequestInput = z.input<typeof gateRequestSchema>;
/** Why the gate is closed; `not-found` is said of a change that the caller names and may not see, too. */
export type GateReasonCode = (typeof gateReasonCodes)[number];
export type GateReason = z.output<typeof gateReasonSchema>;
/** Whether a pipeline may deploy, by which change, and why not. */
export type GateAnswer = z.output<typeof gateAnswerSchema>;
/** What the gate was asked and what it answered, as `GET /gate-checks` lists them. */
export type GateCheck = z.output<typeof gateCheckSchema>;
/** See {@link GateCheckQueryInput}, read. */
export type GateCheckQuery = z.output<typeof gateCheckQuerySchema>;
/** What `GET /gate-checks` may be asked for. */
export type GateCheckQueryInput = z.input<typeof gateCheckQuerySchema>;
/** See {@link deploymentStatuses}. */
export type DeploymentStatus = (typeof deploymentStatuses)[number];
/** See {@link deploymentAuthorizations}. */
export type DeploymentAuthorization = (typeof deploymentAuthorizations)[number];
/** An event of a deployment, as parsed. */
export type DeploymentEvent = z.output<typeof deploymentEventSchema>;
/** An event of a deployment, as sent. */
export type DeploymentEventInput = z.input<typeof deploymentEventSchema>;
/** A deployment, as it stands after all that was told of it, with its change. */
export type DeploymentView = z.output<typeof deploymentSchema>;
/** A deployment with all that was told of it. */
export type DeploymentWithEvents = z.output<typeof deploymentWithEventsSchema>;
/** See {@link DeploymentQueryInput}, read. */
export type DeploymentQuery = z.output<typeof deploymentQuerySchema>;
/** What `GET /deployments` may be asked for. */
export type DeploymentQueryInput = z.input<typeof deploymentQuerySchema>;
/** See {@link CoverageQueryInput}, read. */
export type CoverageQuery = z.output<typeof coverageQuerySchema>;
/** What `GET /deployments/coverage` may be asked for. */
export type CoverageQueryInput = z.input<typeof coverageQuerySchema>;
/** How many deployments and versions of configuration there were, and how many had a change. */
export type CoverageFigures = z.output<typeof coverageFiguresSchema>;
/** The figures of a period, and of each of its groups. */
export type Coverage = z.output<typeof coverageSchema>;
