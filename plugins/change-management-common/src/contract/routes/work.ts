import {
  rehearsalInputSchema,
  rollbackExecutorsSchema,
  rollbackStepInputSchema,
  startRollbackInputSchema,
  taskInputSchema,
  taskUpdateInputSchema,
} from '../work';
import { get, Route, step } from './route';

/** What belongs to carrying a change out, and to undoing it. */
export const workRoutes = {
  addTask: step('tasks', 'Add a task', taskInputSchema),
  updateTask: step(
    'tasks/{taskId}',
    'End a task, open it again, or say otherwise what it is and whose',
    taskUpdateInputSchema,
  ),
  addRehearsal: step(
    'rehearsals',
    'Record a try of the rollback plan',
    rehearsalInputSchema,
  ),
  startRollback: step(
    'rollback/start',
    'Begin to carry out the rollback plan, step by step',
    startRollbackInputSchema,
  ),
  endRollbackStep: step(
    'rollback/steps/{index}',
    'End a step of the rollback, or begin one that failed again',
    rollbackStepInputSchema,
  ),
  listRollbackExecutors: get(
    '/rollback-executors',
    'What may carry out steps of rollbacks',
    rollbackExecutorsSchema,
  ),
} satisfies Record<string, Route>;
