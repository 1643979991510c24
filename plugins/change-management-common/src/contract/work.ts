import { z } from 'zod';
import { rollbackStepSchema } from './form';
import {
  longText,
  minutes,
  optionalLongText,
  optionalShortText,
  personRef,
  shortText,
  time,
  titleText,
  webUrl,
} from './primitives';

const timestamp = z.iso.datetime();
const ref = z.string();
const revision = z.number().int().positive().optional();

/** The part of the work that a task belongs to; what is open of it holds up the end of that part. */
export const taskPhases = ['plan', 'implement', 'verify'] as const;
/** How far a task is. */
export const taskStatuses = ['open', 'done', 'canceled'] as const;
/** How many tasks a change may have. */
export const tasksAtMost = 100;

const order = z.number().int().min(0).max(10_000);

/** A piece of the work on a change, and whose it is. */
export const taskSchema = z.object({
  id: z.string(),
  title: z.string(),
  phase: z.enum(taskPhases),
  assignee: ref,
  order: z.number().int(),
  status: z.enum(taskStatuses),
  note: z.string().optional(),
  by: ref,
  at: timestamp,
  /** Who ended it, and when; missing while it is open. */
  ended: z.object({ by: ref, at: timestamp }).optional(),
});

/** Body of `POST /changes/{id}/tasks`; the implementer's and last in order unless it says otherwise. */
export const taskInputSchema = z.strictObject({
  revision,
  title: titleText,
  phase: z.enum(taskPhases),
  assignee: personRef.optional(),
  order: order.optional(),
});

/** Body of `POST /changes/{id}/tasks/{taskId}`: what is to be different. */
export const taskUpdateInputSchema = z.strictObject({
  revision,
  status: z.enum(taskStatuses).optional(),
  assignee: personRef.optional(),
  title: titleText.optional(),
  order: order.optional(),
  note: optionalShortText.optional(),
});

/** A try of the rollback plan, somewhere it does no harm. */
export const rehearsalSchema = z.object({
  at: timestamp,
  environment: z.string(),
  minutes: z.number(),
  outcome: z.enum(['passed', 'failed']),
  evidenceUrl: z.string().optional(),
  notes: z.string(),
  by: ref,
  recordedAt: timestamp,
});

/** Body of `POST /changes/{id}/rehearsals`; `at` is when it was, now unless it says otherwise. */
export const rehearsalInputSchema = z.strictObject({
  revision,
  at: time.optional(),
  environment: shortText.max(64).transform(name => name.toLowerCase()),
  minutes,
  outcome: z.enum(['passed', 'failed']),
  evidenceUrl: webUrl.optional(),
  notes: optionalLongText.default(''),
});

/** How far a step of a rollback is; one at a time is running, and it waits for a person unless it has an executor. */
export const rollbackStepStatuses = [
  'open',
  'running',
  'done',
  'failed',
  'skipped',
] as const;

/** A step of the plan as it is carried out. */
export const rollbackRunStepSchema = rollbackStepSchema.extend({
  status: z.enum(rollbackStepStatuses),
  /** How often it has been begun. */
  attempt: z.number().int(),
  startedAt: timestamp.optional(),
  endedAt: timestamp.optional(),
  /** Who ended it. */
  by: ref.optional(),
  result: z.string().optional(),
});

/** A rollback that is being carried out, or was, step by step. */
export const rollbackRunSchema = z.object({
  by: ref,
  at: timestamp,
  reason: z.string(),
  /** The change manager agreed to it past the point of no return. */
  acknowledgedPointOfNoReturn: z.boolean().optional(),
  steps: z.array(rollbackRunStepSchema),
});

/** Body of `POST /changes/{id}/rollback/start`. */
export const startRollbackInputSchema = z.strictObject({
  revision,
  reason: longText,
  /** Of the change manager, past the point of no return. */
  acknowledgePointOfNoReturn: z.boolean().default(false),
});

/** Body of `POST /changes/{id}/rollback/steps/{index}`, the first being 0; `running` begins one that failed again. */
export const rollbackStepInputSchema = z.strictObject({
  revision,
  status: z.enum(['running', 'done', 'failed', 'skipped']),
  result: optionalLongText.optional(),
});

/** Something that carries steps of rollbacks out, and what a plan may tell it. */
export const rollbackExecutorSchema = z.object({
  /** As a step names it. */
  name: z.string(),
  label: z.string(),
  description: z.string().optional(),
  input: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      required: z.boolean(),
      help: z.string().optional(),
    }),
  ),
});

/** Answer to `GET /rollback-executors`. */
export const rollbackExecutorsSchema = z.object({
  items: z.array(rollbackExecutorSchema),
});

/** Something that carries steps of rollbacks out, and what a plan may tell it. */
export type RollbackExecutorView = z.output<typeof rollbackExecutorSchema>;
/** A piece of the work on a change, and whose it is. */
export type Task = z.output<typeof taskSchema>;
/** See {@link taskPhases}. */
export type TaskPhase = (typeof taskPhases)[number];
/** How far a task is. */
export type TaskStatus = (typeof taskStatuses)[number];
/** A try of the rollback plan, somewhere it does no harm. */
export type Rehearsal = z.output<typeof rehearsalSchema>;
/** A rollback that is being carried out, or was, step by step. */
export type RollbackRun = z.output<typeof rollbackRunSchema>;
/** A step of the plan as it is carried out. */
export type RollbackRunStep = z.output<typeof rollbackRunStepSchema>;
