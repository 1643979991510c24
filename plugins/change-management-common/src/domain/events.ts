import {
  ChangeView,
  Conflict,
  LogEntry,
  TestResult,
  WaitingFor,
} from '../contract/change';
import {
  Assessment,
  Decision,
  Drift,
  Impact,
  MissingField,
  Obligation,
  Risk,
} from '../contract/judgement';
import { Rehearsal, RollbackRunStep, Task } from '../contract/work';
import { ChangeModelRef, RollbackStep } from '../contract/form';
import { ConfigurationOrigin } from '../contract/configuration';
import { AccessAct } from '../contract/access';
import { RiskLevel, Role } from '../contract/words';
import { ChangeContent, Requirement } from './types';

type Act<T> = Omit<NonNullable<T>, 'by' | 'at'>;

/** The risk, the blast radius and the approvals that the policy demands for the present content. */
export interface Judgement {
  risk: Risk;
  impact: Impact;
  requirements: Requirement[];
  /** Mandatory fields that are still empty. */
  missing: MissingField[];
  policyVersion: string;
  digest: string;
}

/**
 * Everything that can happen to a change. The audit trail is made of these, so a field is never renamed or removed.
 * Who did it and when stands in the envelope.
 */
export type ChangeEvent =
  | {
      type: 'created';
      id: string;
      content: ChangeContent;
      judgement: Judgement;
    }
  | {
      type: 'edited';
      /** What it was and what it is, field by field. */
      fields: Record<string, { from?: unknown; to?: unknown }>;
      /** Set when approvers have to look again. */
      newContent: boolean;
      judgement: Judgement;
    }
  | { type: 'submitted'; judgement: Judgement }
  | { type: 'assessment-opened' }
  | { type: 'assessed'; assessment: Omit<Assessment, 'by' | 'at'> }
  | { type: 'authorization-opened' }
  | { type: 'decided'; decision: Omit<Decision, 'by' | 'at'> }
  | { type: 'approved' }
  | { type: 'rejected' }
  | { type: 'changes-requested' }
  | {
      type: 'scheduled';
      plannedStart: string;
      plannedEnd: string;
      override?: {
        reason: string;
        waives: string[];
        /** Freezes from which it exempts the change. */
        exempts?: string[];
      };
    }
  | { type: 'tested'; result: Omit<TestResult, 'by' | 'at'> }
  | {
      type: 'rehearsed';
      rehearsal: Omit<Rehearsal, 'by' | 'recordedAt'>;
    }
  | {
      type: 'task-added';
      task: Omit<Task, 'by' | 'at' | 'ended' | 'status' | 'note'>;
    }
  | {
      type: 'task-updated';
      taskId: string;
      /** As it was before. */
      title: string;
      fields: Partial<
        Pick<Task, 'status' | 'assignee' | 'title' | 'order' | 'note'>
      >;
    }
  | { type: 'started'; emergency: boolean }
  | {
      type: 'logged';
      entry: Omit<LogEntry, 'id' | 'actor' | 'recordedAt'>;
    }
  | {
      type: 'configuration-changed';
      itemId: string;
      name: string;
      entityRef: string;
      version: number;
      /** SHA-256 of the content; the content itself is kept by that name, never here. */
      digest: string;
      previous?: { version: number; digest: string };
      origin: ConfigurationOrigin;
      note?: string;
    }
  | {
      type: 'access-changed';
      acts: AccessAct[];
      origin: 'change' | 'rollback';
    }
  | { type: 'completed'; completion: Act<ChangeView['completion']> }
  | {
      type: 'rollback-started';
      reason: string;
      steps: RollbackStep[];
      /** The change manager agreed to it past the point of no return. */
      acknowledgedPointOfNoReturn?: boolean;
    }
  | {
      type: 'rollback-step-ended';
      /** In the run, the first being 0. */
      index: number;
      status: Extract<RollbackRunStep['status'], 'done' | 'failed' | 'skipped'>;
      result?: string;
      /** What carried it out, where no person did. */
      executor?: string;
    }
  | { type: 'rollback-step-retried'; index: number }
  | { type: 'rolled-back'; rollback: Act<ChangeView['rollback']> }
  | { type: 'reviewed'; review: Act<ChangeView['review']> }
  | {
      type: 'closed';
      closeCode: NonNullable<ChangeView['closeCode']>;
      summary: string;
    }
  | { type: 'canceled'; reason?: string }
  | { type: 'revised' }
  | { type: 'commented'; text: string }
  | {
      type: 'held';
      reason: string;
      /** The freeze that holds it. */
      windowId?: string;
    }
  | {
      type: 'released';
      reason?: string;
      /** The freezes from which the release exempts it. */
      exempts?: string[];
    }
  | { type: 'conflicts-changed'; conflicts: Conflict[] }
  | {
      type: 'risk-overridden';
      level: RiskLevel;
      reason: string;
      judgement: Judgement;
    }
  | {
      type: 'pre-approved';
      /** Its approval stands for these requirements (policy `standardChanges.preApproved`). */
      changeModel: ChangeModelRef;
      approvedBy: string;
      approvedAt: string;
      requirementIds: string[];
    }
  | { type: 'pre-approval-lapsed'; because: string }
  | { type: 'drifted'; drift: Omit<Drift, 'at'>; judgement: Judgement }
  | {
      type: 'reminded';
      obligations: (Pick<
        Obligation,
        'id' | 'what' | 'text' | 'since' | 'dueAt'
      > & {
        owedBy: Pick<WaitingFor, 'roles' | 'people'>;
        escalated: boolean;
        /** Who is told that it is late. */
        escalateTo: Role[];
      })[];
    };

/** Who caused events, and when (ISO 8601, UTC). */
export interface EventEnvelope {
  actor: string;
  at: string;
}
