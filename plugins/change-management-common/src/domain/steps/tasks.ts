import { tasksAtMost } from '../../contract/work';
import { openStates } from '../../contract/words';
import { hasRole, isImplementer, isRequester } from '../people';
import { conflict, forbidden, invalid, Refusal } from '../refusal';
import { Actor, Change } from '../types';
import { inState, Step } from './step';

function mayPlan(change: Change, actor: Actor): boolean {
  return (
    isRequester(change, actor) ||
    isImplementer(change, actor) ||
    hasRole(actor, 'changeManager')
  );
}

function notAllowed(change: Change, doing: string): Refusal {
  return forbidden(
    `Only its requester (${change.requestedBy}), its implementer (${change.implementer}) or the change manager may ${doing} ${change.id}.`,
    ['changeManager'],
  );
}

export const addTask: Step<'add-task'> = {
  states: openStates,
  check: (change, { actor }) =>
    (mayPlan(change, actor)
      ? undefined
      : notAllowed(change, 'add a task to')) ??
    inState(change, openStates, 'adding a task') ??
    (change.tasks.length < tasksAtMost
      ? undefined
      : conflict(
          `${change.id} has ${tasksAtMost} tasks, and no room for more.`,
        )),
  run: (change, { title, phase, assignee, order }) => [
    {
      type: 'task-added',
      task: {
        id: `task-${change.tasks.length + 1}`,
        title,
        phase,
        assignee: assignee ?? change.implementer,
        order: order ?? Math.max(0, ...change.tasks.map(t => t.order)) + 1,
      },
    },
  ],
};

function isAssignee(actor: Actor, { assignee }: { assignee: string }): boolean {
  return actor.ownership.includes(assignee) || actor.userRef === assignee;
}

export const updateTask: Step<'update-task'> = {
  states: openStates,
  check: (change, { actor }) =>
    inState(change, openStates, 'changing a task') ??
    (change.tasks.length
      ? undefined
      : conflict(`${change.id} has no tasks.`)) ??
    (mayPlan(change, actor) || change.tasks.some(t => isAssignee(actor, t))
      ? undefined
      : notAllowed(change, 'change the tasks of others of')),
  run(change, { taskId, status, assignee, title, order, note }, { actor }) {
    const task = change.tasks.find(({ id }) => id === taskId);
    if (!task) {
      return invalid([
        {
          path: 'taskId',
          message: `There is no task ${taskId} of ${change.id}.`,
        },
      ]);
    }
    if (!mayPlan(change, actor) && !isAssignee(actor, task)) {
      return forbidden(
        `The task is ${task.assignee}’s: they, the requester, the implementer or the change manager may change it.`,
        ['changeManager'],
      );
    }
    const asked = { status, assignee, title, order, note };
    const fields = Object.fromEntries(
      Object.entries(asked).filter(
        ([name, value]) =>
          value !== undefined && value !== task[name as keyof typeof asked],
      ),
    );
    return Object.keys(fields).length
      ? [{ type: 'task-updated', taskId, title: task.title, fields }]
      : [];
  },
};
