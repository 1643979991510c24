import {
  TaskPhase,
  taskPhases,
} from 'backstage-plugin-change-management-common';
import { StepMaker } from './step';

export const addTask: StepMaker = ({ change, api, t }) => ({
  fields: [
    {
      name: 'title',
      label: t('step.taskTitle'),
      kind: 'line',
      required: true,
    },
    {
      name: 'phase',
      label: t('step.taskPhase'),
      kind: 'choice',
      options: taskPhases.map(phase => [phase, t(`taskPhase.${phase}`)]),
      initial: change.state === 'review' ? 'verify' : 'implement',
      required: true,
    },
    {
      name: 'assignee',
      label: t('step.taskAssignee'),
      kind: 'line',
      help: t('step.taskAssigneeHelp'),
    },
  ],
  take: ({ title, phase, assignee }) =>
    api.takeStep('addTask', change.id, {
      title: title!,
      phase: phase as TaskPhase,
      assignee,
    }),
});
