import {
  currentStep,
  rollbackStepsOf,
} from 'backstage-plugin-change-management-common';
import { Drafts } from './draft';
import { quote, timeOf } from './wording';

/** Who is told of tasks, and of a rollback while it is carried out. */
export const working: Drafts = {
  'task-added': ({ task }, { who }) => [
    {
      to: [task.assignee],
      kind: 'execution',
      purpose: 'ask',
      says: 'has a task for you',
      description: `${who} gave you a task${quote(task.title)}.`,
    },
  ],

  'task-updated': ({ taskId, fields }, { after, who }) => {
    const { title, assignee } = after.tasks.find(({ id }) => id === taskId)!;
    return fields.assignee || fields.status === 'open'
      ? [
          {
            to: [assignee],
            kind: 'execution',
            purpose: 'ask',
            says: 'has a task for you',
            description: `${who} gave you a task${quote(title)}.`,
          },
        ]
      : [];
  },

  'rollback-started': (
    { reason, steps, acknowledgedPointOfNoReturn },
    { after, now, who },
  ) => [
    {
      to: [
        now.requester,
        now.implementer,
        ...rollbackStepsOf({ steps }).flatMap(({ owner }) => owner ?? []),
        ...now.owners,
        ...now.changeManagers,
      ],
      kind: 'execution',
      says: 'is being rolled back',
      description: `${who} began the rollback on ${timeOf(
        after.rollbackRun!.at,
      )}${
        acknowledgedPointOfNoReturn ? ', past its point of no return' : ''
      }${quote(reason)}.`,
      severity: 'high',
    },
  ],

  'rollback-step-ended': (
    { index, status, result, executor },
    { after, now, who },
  ) => {
    const { steps } = after.rollbackRun!;
    if (status === 'failed') {
      return [
        {
          to: [
            now.implementer,
            ...(steps[index].owner ? [steps[index].owner] : []),
            ...now.changeManagers,
          ],
          kind: 'execution',
          says: 'has a failed step in its rollback',
          description: `Step ${index + 1} failed, says ${
            executor ?? who
          }${quote(result)}. It can be tried again, done by hand, or skipped.`,
          severity: 'high',
        },
      ];
    }
    const next = currentStep(after.rollbackRun!);
    return next > index && steps[next].owner
      ? [
          {
            to: [steps[next].owner],
            kind: 'execution',
            purpose: 'ask',
            says: 'has come to your step of its rollback',
            description: `Step ${next + 1} is yours to carry out${quote(
              steps[next].text,
            )}.`,
            severity: 'high',
          },
        ]
      : [];
  },
};
