import { createExtensionPoint } from '@backstage/backend-plugin-api';
import {
  Change,
  RollbackStep,
} from 'backstage-plugin-change-management-common';

/** A step of a rollback that is to be carried out. */
export interface RollbackExecution {
  change: Change;
  step: RollbackStep;
  /** What the plan tells the executor. */
  input: Record<string, unknown>;
  /** The same however often the attempt has to be taken up again: whoever has done it drops another one. */
  idempotencyKey: string;
  /** Aborted where it takes too long or the backend stops. */
  signal: AbortSignal;
}

/** Carries out steps of rollbacks that name it as their `executor`. */
export interface RollbackExecutor {
  /** Another one than that of any other executor, at most 64 characters. */
  name: string;
  /** Shown where an executor is chosen; the name where nothing is said. */
  label?: string;
  /** What it does, in a sentence. */
  description?: string;
  /** What whoever plans a step is asked for; texts, which arrive as `input`. */
  input?: {
    name: string;
    label: string;
    help?: string;
    /** A change cannot be submitted without it. */
    required?: boolean;
  }[];
  /**
   * Carries a step out, at least once, within 30 minutes; rejects where it could not. What it answers, or what its error
   * says, is shown to those who may read the change.
   */
  execute(execution: RollbackExecution): Promise<{ result: string }>;
}

/** Adds to what carries changes out and undoes them. */
export interface ChangeExecutionExtensionPoint {
  /** Throws for a name that another executor has. */
  addRollbackExecutor(executor: RollbackExecutor): void;
}

/** See {@link ChangeExecutionExtensionPoint}. */
export const changeExecutionExtensionPoint =
  createExtensionPoint<ChangeExecutionExtensionPoint>({
    id: 'change-management.execution',
  });
