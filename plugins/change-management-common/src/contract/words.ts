import { z } from 'zod';

/** Where a change is in its life. */
export const changeStates = [
  'draft',
  'assessment',
  'authorization',
  'approved',
  'scheduled',
  'implementation',
  'review',
  'closed',
  'rejected',
  'canceled',
] as const;
/** How a change is handled (policy §3, §5). */
export const changeTypes = ['standard', 'normal', 'emergency'] as const;
/** What a change alters (policy §2). */
export const changeCategories = [
  'infrastructure',
  'server',
  'database',
  'cloud-service',
  'application',
  'deployment-pipeline',
  'configuration',
  'access',
  'service-update',
] as const;
/** Levels of risk, from least to most. */
export const riskLevels = ['low', 'medium', 'high', 'critical'] as const;
/** How much depends on an entity, as its annotation `change-management/criticality` says. */
export const criticalities = ['low', 'medium', 'high', 'critical'] as const;
/** How a change ended. */
export const closeCodes = [
  'successful',
  'successful-with-issues',
  'unsuccessful',
  'rolled-back',
] as const;
/** What the implementer reports at completion; a rollback is its own step. */
export const outcomes = [
  'successful',
  'successful-with-issues',
  'unsuccessful',
] as const;
/** What an approver can say. */
export const decisionKinds = ['approve', 'reject', 'request-changes'] as const;
/** Why an emergency may bypass the usual path (policy §5). */
export const emergencyReasons = ['critical-failure', 'security-issue'] as const;
/** Roles that the policy gives to people (policy §8); the owner of an entity comes from the catalog. */
export const roles = [
  'changeManager',
  'securityManager',
  'cto',
  'auditor',
  'implementer',
] as const;
/** Things that a person may do with a change. */
export const changeActions = [
  'edit',
  'submit',
  'assess',
  'approve',
  'reject',
  'request-changes',
  'schedule',
  'add-test-result',
  'start',
  'log',
  'complete',
  'rollback',
  'review',
  'close',
  'cancel',
  'revise',
  'comment',
  'hold',
  'release',
  'override-risk',
  'add-task',
  'update-task',
  'add-rehearsal',
  'start-rollback',
  'rollback-step',
] as const;

export const changeStateSchema = z.enum(changeStates);
export const changeTypeSchema = z.enum(changeTypes);
export const changeCategorySchema = z.enum(changeCategories);
export const riskLevelSchema = z.enum(riskLevels);
export const criticalitySchema = z.enum(criticalities);
export const closeCodeSchema = z.enum(closeCodes);
export const outcomeSchema = z.enum(outcomes);
export const decisionKindSchema = z.enum(decisionKinds);
export const emergencyReasonSchema = z.enum(emergencyReasons);
export const roleSchema = z.enum(roles);

/** Whom a change waits for: a role that decides; `owner` assesses; `named` is who the policy names by person or group. */
export const waitedFor = [...roles, 'owner', 'named'] as const;
export const waitedForSchema = z.enum(waitedFor);
export const changeActionSchema = z.enum(changeActions);

/** See {@link changeStates}. */
export type ChangeState = (typeof changeStates)[number];
/** See {@link changeTypes}. */
export type ChangeType = (typeof changeTypes)[number];
/** See {@link changeCategories}. */
export type ChangeCategory = (typeof changeCategories)[number];
/** See {@link riskLevels}. */
export type RiskLevel = (typeof riskLevels)[number];
/** See {@link criticalities}. */
export type Criticality = (typeof criticalities)[number];
/** See {@link closeCodes}. */
export type CloseCode = (typeof closeCodes)[number];
/** See {@link outcomes}. */
export type Outcome = (typeof outcomes)[number];
/** What an approver can say. */
export type DecisionKind = (typeof decisionKinds)[number];
/** See {@link roles}. */
export type Role = (typeof roles)[number];
/** See {@link changeActions}. */
export type ChangeAction = (typeof changeActions)[number];

/** It has been submitted, and has not been started. */
export const waitingStates: readonly ChangeState[] = [
  'assessment',
  'authorization',
  'approved',
  'scheduled',
];

/** It has not been started. */
export const upcomingStates: readonly ChangeState[] = [
  'draft',
  ...waitingStates,
];

/** It has been started, and has not been closed. */
export const startedStates: readonly ChangeState[] = [
  'implementation',
  'review',
];

/** It has not ended. */
export const openStates: readonly ChangeState[] = [
  ...upcomingStates,
  ...startedStates,
];

/** States that no step leaves, except that a rejected change may be revised. */
export const finalStates: readonly ChangeState[] = [
  'closed',
  'rejected',
  'canceled',
];
