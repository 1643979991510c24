import { ChangeCommand } from 'backstage-plugin-change-management-common';
import { runningSteps } from './rollingBack';
import { Topic } from './topics';

const hour = 3_600_000;
const day = 24 * hour;

/** One step of a demo change: who takes it, when, and what. `revision` of an edit is filled in when it is played. */
export interface Step {
  as: string;
  at: number;
  command: ChangeCommand;
}

function midnight(time: number): number {
  return time - (time % day);
}

/** Changes are carried out at night, when few clients notice. */
function nightAfter(time: number, days: number): number {
  return midnight(time) + days * day + 21 * hour;
}

/** When the change was requested: in the morning, or just now where it is still burning. */
export function requestedAt(topic: Topic, now: number): number {
  if (topic.ending === 'undocumented emergency') {
    return now - 3 * hour;
  }
  if (topic.ending === 'overdue emergency') {
    return now - 30 * hour;
  }
  const minutes = (topic.days * 37) % 120;
  return midnight(now - topic.days * day) + 8 * hour + minutes * 60_000;
}

const ahead: Topic['ending'][] = [
  'assessment',
  'objection',
  'authorization',
  'second approval',
  'changes requested',
  'approved',
  'on hold',
  'scheduled',
];

/** When the change is carried out, or is meant to be. */
export function slotOf(topic: Topic, now: number): number {
  if (topic.ending === 'implementation' || topic.ending === 'rolling back') {
    return now - 40 * 60_000;
  }
  return ahead.includes(topic.ending)
    ? nightAfter(now, 1 + (topic.days % 5))
    : // Older ones were not all equally urgent.
      nightAfter(
        requestedAt(topic, now),
        topic.days > 20 ? 4 + (topic.days % 5) : 5,
      );
}

/** When whoever decides does so: within a working day, not all alike. */
function decidedAt(topic: Topic, t0: number): number {
  return t0 + (9 + ((topic.days * 5) % 17)) * hour;
}

function approvals(topic: Topic, at: number): Step[] {
  const approve = (as: string, comment: string): Step => ({
    as,
    at,
    command: { type: 'decide', decision: 'approve', comment },
  });
  const steps = [
    approve(
      topic.days % 2 ? 'salma' : 'rachid',
      'Plan and rollback are clear.',
    ),
  ];
  if (topic.risk === 'high' || topic.risk === 'critical') {
    steps.push(approve('nadia', 'Agreed, with the team on call.'));
  }
  const vault = topic.entities.some(ref =>
    /secrets-vault|identity-provider/.test(ref),
  );
  if (
    topic.category === 'access' ||
    (topic.category === 'configuration' && vault)
  ) {
    steps.push(approve('karim', 'Least privilege is kept.'));
  }
  return steps;
}

function assessments(topic: Topic, owners: string[], at: number): Step[] {
  if (topic.type !== 'normal') {
    return [];
  }
  return topic.entities.map((entityRef, i) => ({
    as: owners[i],
    at: at + i * 60_000,
    command: {
      type: 'assess',
      entityRef,
      impactOnClients:
        topic.risk === 'low' ? 'None.' : 'Slower answers for a few minutes.',
      impactOnData: 'None.',
      objection: false,
      comment: '',
    },
  }));
}

function execution(
  topic: Topic,
  worker: string,
  begin: number,
  how: 'running' | 'done' | 'back',
): Step[] {
  const at = (minutes: number) => begin + minutes * 60_000;
  const outcome =
    topic.ending === 'successful-with-issues' || topic.ending === 'unsuccessful'
      ? topic.ending
      : 'successful';
  const steps: Step[] = [
    { as: worker, at: at(3), command: { type: 'start' } },
    {
      as: worker,
      at: at(12),
      command: {
        type: 'log',
        kind: 'step',
        summary: 'First instance changed',
        whatChanged: `${topic.entities[0]}: one instance`,
        result: 'Healthy',
      },
    },
  ];
  if (how === 'back') {
    steps.push({
      as: worker,
      at: at(31),
      command: {
        type: 'rollback',
        reason: 'Error rate rose above two per cent after the second instance.',
        result: 'Back to the state before within 16 minutes; no data lost.',
        actualDowntimeMinutes: 16,
      },
    });
  } else if (how === 'done') {
    steps.push(
      {
        as: worker,
        at: at(25),
        command: {
          type: 'log',
          kind: 'step',
          summary: 'All instances changed',
          whatChanged: topic.entities.join(', '),
          result: 'Healthy',
        },
      },
      {
        as: worker,
        at: at(41),
        command: {
          type: 'complete',
          outcome,
          result:
            outcome === 'successful'
              ? 'As planned.'
              : 'Done later than planned; an alert had to be silenced by hand.',
          actualDowntimeMinutes:
            outcome === 'successful' ? undefined : 8 + (topic.days % 30),
        },
      },
    );
  }
  return steps;
}

function closing(topic: Topic, worker: string, at: number): Step[] {
  const manager = topic.days % 3 ? 'salma' : 'rachid';
  return [
    {
      as: worker,
      at,
      command: {
        type: 'review',
        summary:
          'What happened, in order, is in the log; the plan held in the main.',
        rootCause:
          topic.ending === 'rolled-back'
            ? 'Staging had less traffic than production.'
            : undefined,
        lessons: 'Watch the first instance for longer.',
        actionItems: ['Add the check to the runbook'],
      },
    },
    {
      as: manager,
      at: at + 2 * hour,
      command: {
        type: 'close',
        closeCode: topic.ending as 'successful',
        summary: 'Confirmed with the owners.',
      },
    },
  ];
}

/** Everything that happened to a demo change up to now, oldest first; `owners` assess its entities in their order. */
export function lifeOf(
  topic: Topic,
  { now, owners, worker }: { now: number; owners: string[]; worker: string },
): Step[] {
  const t0 = requestedAt(topic, now);
  const { by, ending } = topic;
  const step = (as: string, at: number, command: ChangeCommand): Step => ({
    as,
    at,
    command,
  });
  if (topic.type === 'emergency') {
    const begin = step(by, t0 + 5 * 60_000, { type: 'start' });
    if (ending === 'undocumented emergency' || ending === 'overdue emergency') {
      return [begin];
    }
    const [, ...work] = execution(
      topic,
      worker,
      t0,
      ending === 'rolled-back' ? 'back' : 'done',
    );
    return [
      begin,
      ...work,
      ...approvals(topic, t0 + 26 * hour),
      ...closing(topic, worker, t0 + 50 * hour),
    ];
  }
  if (ending === 'draft' || ending === 'incomplete draft') {
    return [];
  }
  const submitted = [step(by, t0 + hour, { type: 'submit' })];
  const assessed = [...submitted, ...assessments(topic, owners, t0 + 4 * hour)];
  const cm = (command: ChangeCommand, hours: number = 25) =>
    step('salma', t0 + hours * hour, command);
  const approved = [...assessed, ...approvals(topic, decidedAt(topic, t0))];
  const slot = slotOf(topic, now);
  const tested = step(worker, t0 + 28 * hour, {
    type: 'add-test-result',
    environment: 'staging',
    outcome: 'passed',
    notes: 'Regression suite and response times as before.',
  });
  const scheduled = [
    ...approved,
    tested,
    cm(
      {
        type: 'schedule',
        plannedStart: new Date(slot).toISOString(),
        plannedEnd: new Date(slot + 2 * hour).toISOString(),
      },
      29,
    ),
  ];
  switch (ending) {
    case 'assessment':
      return submitted;
    case 'objection':
      return [
        ...submitted,
        step(owners[0], t0 + 4 * hour, {
          type: 'assess',
          entityRef: topic.entities[0],
          impactOnClients: 'Every client would get the message twice.',
          impactOnData: 'None.',
          objection: true,
          comment: 'Please switch the old sender off first.',
        }),
      ];
    case 'authorization':
      return assessed;
    case 'second approval':
      return [...assessed, ...approvals(topic, t0 + 25 * hour).slice(0, 1)];
    case 'changes requested':
      return [
        ...assessed,
        cm({
          type: 'decide',
          decision: 'request-changes',
          comment: 'Where do its two cron jobs go?',
        }),
      ];
    case 'rejected':
      return [
        ...assessed,
        cm({
          type: 'decide',
          decision: 'reject',
          comment: 'Not before the year-end freeze; come back with a date.',
        }),
      ];
    case 'approved':
      return approved;
    case 'on hold':
      return [
        ...approved,
        cm({ type: 'hold', reason: 'The carrier has moved its date.' }, 30),
      ];
    case 'canceled':
      return [
        ...scheduled,
        step(by, t0 + 48 * hour, {
          type: 'cancel',
          reason: 'No longer needed.',
        }),
      ];
    case 'scheduled':
      return scheduled;
    case 'implementation':
      return [...scheduled, ...execution(topic, worker, slot, 'running')];
    case 'rolling back':
      return [
        ...scheduled,
        ...execution(topic, worker, slot, 'running'),
        ...runningSteps.map(([minutes, command]) =>
          step(worker, slot + minutes * 60_000, command),
        ),
      ];
    case 'review':
      return [...scheduled, ...execution(topic, worker, slot, 'done')];
    case 'review after rollback':
      return [...scheduled, ...execution(topic, worker, slot, 'back')];
    default:
      return [
        ...scheduled,
        ...execution(
          topic,
          worker,
          slot,
          ending === 'rolled-back' ? 'back' : 'done',
        ),
        ...closing(topic, worker, slot + 13 * hour),
      ];
  }
}
