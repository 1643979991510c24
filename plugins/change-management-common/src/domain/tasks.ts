import { Task, TaskPhase } from '../contract/work';
import { ChangeState } from '../contract/words';
import { Change } from './types';

const due: Partial<Record<ChangeState, TaskPhase[]>> = {
  draft: ['plan'],
  assessment: ['plan'],
  authorization: ['plan'],
  approved: ['plan'],
  scheduled: ['plan'],
  implementation: ['plan', 'implement'],
  review: ['plan', 'implement', 'verify'],
};

/** The tasks of these parts of the work that are still open. */
export function openTasks(
  { tasks }: Pick<Change, 'tasks'>,
  phases: readonly TaskPhase[] = ['plan', 'implement', 'verify'],
): Task[] {
  return tasks.filter(
    ({ status, phase }) => status === 'open' && phases.includes(phase),
  );
}

/** The tasks that the change waits for where it is now. */
export function dueTasks(change: Pick<Change, 'tasks' | 'state'>): Task[] {
  return openTasks(change, due[change.state] ?? []);
}

/** `1 task`, `3 tasks` */
export function countTasks(tasks: Task[]): string {
  return tasks.length === 1 ? '1 task' : `${tasks.length} tasks`;
}
