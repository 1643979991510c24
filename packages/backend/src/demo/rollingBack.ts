import {
  ChangeCommand,
  RollbackPlan,
} from 'backstage-plugin-change-management-common';
import { RollbackExecutor } from 'backstage-plugin-change-management-node';
import { setTimeout } from 'node:timers/promises';

const seconds = 1_000;

/** How long a run takes, in milliseconds. */
const runTakes = 4 * seconds;

/**
 * Runs a runbook; in the demo nothing is behind it. The first try of a step fails, so that the second one can be tried, too.
 */
export const runbookExecutor: RollbackExecutor = {
  name: 'runbook',
  label: 'Run a runbook',
  description: 'Has the operations console run a runbook, and waits for it.',
  input: [
    {
      name: 'runbook',
      label: 'Runbook',
      help: 'As the console calls it, such as deploy/channel-sync@2.4',
      required: true,
    },
  ],
  async execute({ input, idempotencyKey, signal }) {
    await setTimeout(runTakes, undefined, { signal });
    if (idempotencyKey.endsWith(':1')) {
      throw new Error(
        `${input.runbook}: 1 of 3 instances did not become healthy within 90 seconds`,
      );
    }
    return { result: `${input.runbook}: 3 of 3 instances are healthy` };
  },
};

/** How the change is undone that is being rolled back at the moment. */
export const runningPlan: RollbackPlan = {
  steps: [
    {
      text: 'Announce the rollback in the operations channel',
      expectedMinutes: 2,
    },
    {
      text: 'Pause the synchronisation with all partners',
      owner: 'user:default/houda',
      expectedMinutes: 3,
    },
    {
      text: 'Deploy version 2.4 again',
      executor: {
        name: runbookExecutor.name,
        input: { runbook: 'deploy/channel-sync@2.4' },
      },
      expectedMinutes: 5,
    },
    {
      text: 'Resume the synchronisation',
      owner: 'user:default/houda',
      expectedMinutes: 3,
    },
    {
      text: 'Compare ten bookings with what the partners see',
      owner: 'user:default/hajar',
      expectedMinutes: 10,
    },
  ],
  tested: true,
};

/** Its rollback up to now, by minutes since the implementation began; the third step is the runbook's. */
export const runningSteps: [number, ChangeCommand][] = [
  [
    24,
    {
      type: 'start-rollback',
      acknowledgePointOfNoReturn: false,
      reason:
        'Two of five partners receive bookings twice since the second instance was changed.',
    },
  ],
  [
    26,
    {
      type: 'rollback-step',
      index: 0,
      status: 'done',
      result: 'Partners were told, too.',
    },
  ],
  [
    33,
    {
      type: 'rollback-step',
      index: 1,
      status: 'done',
      result: 'The queue holds 214 bookings; none is lost.',
    },
  ],
];
