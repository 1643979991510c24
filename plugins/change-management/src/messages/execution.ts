/** Texts of tasks, of the execution log and of a rollback that is carried out step by step. */
export const execution = {
  taskPhase: { plan: 'Plan', implement: 'Implement', verify: 'Verify' },
  taskStatus: { open: 'Open', done: 'Done', canceled: 'Canceled' },
  task: {
    title: 'Tasks',
    done: 'Done: {{title}}',
    cancel: 'Cancel: {{title}}',
    cancelShort: 'Cancel',
    reopen: 'Open again: {{title}}',
    reopenShort: 'Open again',
  },
  rollback: {
    by: 'by {{executor}}',
    pointOfNoReturn: 'point of no return',
    running: 'Rollback',
    stepStatus_open: 'to come',
    stepStatus_running: 'now',
    stepStatus_done: 'done',
    stepStatus_failed: 'failed',
    stepStatus_skipped: 'skipped',
    expected: '{{expected}} min expected, {{actual}} min so far',
    took: '{{expected}} min expected, {{actual}} min taken',
    minutes: '{{minutes}} min',
    result: 'Result of step {{number}}',
    markDone: 'Done',
    markFailed: 'Failed',
    markSkipped: 'Skip',
    again: 'Try again',
    rehearsed: 'Rollback tried in {{environment}}, {{minutes}} min',
    rehearsalFailed:
      'The rollback failed when tried in {{environment}}, {{minutes}} min',
  },
} as const;
