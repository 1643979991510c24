import { z } from 'zod';
import { provenEventSchema } from '../evidence/pack';
import { auditVerdictSchema, checkpointSchema } from './audit';
import { changeSchema, commentSchema, logEntrySchema } from './change';
import { configurationVersionSchema } from './configuration';
import { deploymentWithEventsSchema, gateCheckSchema } from './execution';
import { clauseStatusSchema, decisionSchema, riskSchema } from './judgement';
import { noticePageSchema } from './notices';
import { entityRef, shortText, time } from './primitives';

const timestamp = z.iso.datetime();
const ref = z.string();
const count = z.number().int().min(0);

/** What makes a change part of a period: that it was requested in it, or that its implementation began in it. */
export const populationBases = ['requested', 'carried-out'] as const;

const population = {
  from: time,
  /** Without the moment itself. */
  to: time,
  basis: z.enum(populationBases).default('requested'),
  /** Changes that touch this entity; of a system or domain, its parts as well, unless `scope=self`. */
  entityRef: entityRef.optional(),
  scope: z.enum(['self', 'members']).default('members'),
};

function endsAfterItBegins(
  { from, to }: { from: string; to: string },
  context: z.RefinementCtx,
): void {
  if (from >= to) {
    context.addIssue({
      code: 'custom',
      path: ['to'],
      message: 'must be later than from',
    });
  }
}

/** Query of `GET /compliance`. */
export const complianceQuerySchema = z
  .strictObject(population)
  .superRefine(endsAfterItBegins);

/** Query of `GET /evidence/pack`. */
export const packQuerySchema = z
  .strictObject({
    ...population,
    /** Any text; the same one over the same population draws the same sample. A random one where none is given. */
    seed: shortText.max(100).optional(),
    sampleSize: z.coerce
      .number()
      .int('must be a whole number')
      .min(0, 'must be at least 0')
      .max(500, 'must be at most 500')
      .default(25),
  })
  .superRefine(endsAfterItBegins);

/** Query of `GET /changes/{id}/evidence`. */
export const evidenceQuerySchema = z.strictObject({
  format: z.enum(['json', 'zip']).default('json'),
});

/** Numbers of changes that follow on each other, both ends included. */
export const numberRangeSchema = z.object({ first: ref, last: ref });

/**
 * Whether every number is accounted for from the first change of the period to the last: `expected` is the sum of the four
 * that follow.
 */
export const completenessSchema = z.object({
  first: ref.optional(),
  last: ref.optional(),
  expected: count,
  /** In the population. */
  included: count,
  /** Changes of other entities, or of another period. */
  others: count,
  /** Changes that the reader may not see. */
  hidden: count,
  /**
   * Numbers that no change has: a request that failed half-way took them. A change that was deleted would be missing from
   * the sealed audit trail, which verifying tells.
   */
  unused: count,
  /** At most 200 each. */
  hiddenRanges: z.array(numberRangeSchema),
  unusedRanges: z.array(numberRangeSchema),
});

/** Everything that a period holds, counted. */
export const populationSchema = z.object({
  changes: count,
  deployments: count,
  darkChanges: count,
  completeness: completenessSchema,
});

/** What somebody owes, or what is not settled. */
export const openItemKinds = [
  'documentation',
  'retrospective-approval',
  'review',
  'assessment',
  'decision',
  'completion',
  'stale-approval',
  'unauthorized-change',
  'overdue-review',
] as const;

export const openItemSchema = z.object({
  kind: z.enum(openItemKinds),
  /** The change, the unauthorized change or the review, by its id. */
  id: ref,
  title: z.string(),
  text: z.string(),
  clause: z.string().optional(),
  dueAt: timestamp.optional(),
  overdue: z.boolean(),
});

/** A clause of the policy over many changes. */
export const clauseCountSchema = clauseStatusSchema
  .pick({ id: true, section: true, text: true })
  .extend({
    met: count,
    open: count,
    waived: count,
    notApplicable: count,
    /** The changes in which it is open or was waived, the latest first; at most 50 each. */
    openIn: z.array(ref),
    waivedIn: z.array(ref),
  });

/** How a period, of one system or of all, stands with the policy. */
export const complianceSchema = z.object({
  from: timestamp,
  to: timestamp,
  basis: z.enum(populationBases),
  entityRef: ref.optional(),
  scope: z.enum(['self', 'members']),
  population: populationSchema,
  /** What is overdue first. */
  openItems: z.array(openItemSchema),
  clauses: z.array(clauseCountSchema),
  /** How many changes of the population the clauses are read of: all, but for old ones that are yet to be read after an upgrade. */
  clausesReadOf: count,
});

/** How the trail of one change stands with the sealed log. */
export const changeSealSchema = z.object({
  events: count,
  /** Of these, held by the latest checkpoint. */
  sealed: count,
  checkpoint: checkpointSchema.optional(),
  /** Hashes, chain, leaves and proofs of this change, computed anew. */
  ok: z.boolean(),
  firstBad: z
    .object({ sequence: z.number().int(), reason: z.string() })
    .optional(),
});

export const formVersionSchema = z.object({
  contentRevision: count,
  at: timestamp,
  by: ref,
  fields: z
    .record(
      z.string(),
      z.object({ from: z.unknown().optional(), to: z.unknown().optional() }),
    )
    .optional(),
  content: z.record(z.string(), z.unknown()),
  risk: riskSchema,
  policyVersion: z.string(),
  digest: z.string(),
});

/** Everything that an auditor asks for about one change. */
export const changeEvidenceSchema = z.object({
  takenAt: timestamp,
  takenBy: ref,
  change: changeSchema,
  policy: z.object({
    version: z.string(),
    title: z.string(),
    effectiveDate: z.string(),
    approvedBy: z.string(),
  }),
  /** Every version of the form, with the risk as it was judged then. */
  versions: z.array(formVersionSchema),
  /** Every decision that was ever taken. */
  decisions: z.array(decisionSchema.extend({ stands: z.boolean() })),
  notices: noticePageSchema.pick({ items: true, lead: true }),
  log: z.array(logEntrySchema),
  comments: z.array(commentSchema),
  deployments: z.array(deploymentWithEventsSchema),
  gateChecks: z.array(gateCheckSchema),
  configuration: z.array(
    configurationVersionSchema.extend({
      name: z.string(),
      /** The difference from the version before, as a unified diff. */
      patch: z.string(),
    }),
  ),
  seal: changeSealSchema,
  events: z.array(provenEventSchema),
});

/** When the audit trail was last verified as a whole, and what was found. */
export const verificationSchema = z.object({
  at: timestamp,
  by: ref,
  verdict: auditVerdictSchema,
  /** Since when the security manager knows of what was found. */
  toldAt: timestamp.optional(),
});

/** Answer of `GET /audit/verifications/latest`. */
export const latestVerificationSchema = z.object({
  latest: verificationSchema.optional(),
});

/** What makes a change part of a period: that it was requested in it, or that its implementation began in it. */
export type PopulationBasis = (typeof populationBases)[number];
/** See {@link ComplianceQueryInput}, read. */
export type ComplianceQuery = z.output<typeof complianceQuerySchema>;
/** What `GET /compliance` may be asked for: a period, its basis, an entity. */
export type ComplianceQueryInput = z.input<typeof complianceQuerySchema>;
/** See {@link PackQueryInput}, read. */
export type PackQuery = z.output<typeof packQuerySchema>;
/** What `GET /evidence/pack` may be asked for: a period, its basis, an entity, the seed and the size of the sample. */
export type PackQueryInput = z.input<typeof packQuerySchema>;
/** Numbers of changes from the first to the last, both part of it. */
export type NumberRange = z.output<typeof numberRangeSchema>;
/** Whether every number of a period is accounted for, and how. */
export type Completeness = z.output<typeof completenessSchema>;
/** How many changes, deployments and unauthorized changes a period has. */
export type Population = z.output<typeof populationSchema>;
/** What somebody owes, or what is not settled. */
export type OpenItemKind = (typeof openItemKinds)[number];
/** Something of a period that is not settled, and a link to it. */
export type OpenItem = z.output<typeof openItemSchema>;
/** In how many changes of a period a clause is met, open, waived. */
export type ClauseCount = z.output<typeof clauseCountSchema>;
/** Completeness, what is open, and clause by clause, of a period; `GET /compliance` answers it. */
export type Compliance = z.output<typeof complianceSchema>;
/** Whether the trail of a change is whole, and which signed checkpoint covers it. */
export type ChangeSeal = z.output<typeof changeSealSchema>;
/** Everything about one change, as `GET /changes/{id}/evidence` answers. */
export type ChangeEvidence = z.output<typeof changeEvidenceSchema>;
/** When the whole trail was verified, by whom, and what was found. */
export type Verification = z.output<typeof verificationSchema>;
