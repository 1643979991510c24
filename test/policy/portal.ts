import { createDatabases } from 'backstage-plugin-change-management-backend/src/__testUtils__/databases';
import { organisation } from 'backstage-plugin-change-management-backend/src/__testUtils__/organisation';
import {
  form,
  Portal,
  startPortal,
} from 'backstage-plugin-change-management-backend/src/__testUtils__/startPortal';
import {
  ChangeFormInput,
  ChangeView,
  OperationId,
} from 'backstage-plugin-change-management-common';

const hour = 60 * 60 * 1000;

const vault = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'vault', tags: ['security-relevant'] },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments-team' }],
};

const { databases } = createDatabases();
let portal: Portal;
/** Each change begins on a Tuesday morning, long after those before it. */
let tuesday = Date.parse('2026-12-01T10:00:00.000Z');

beforeAll(async () => {
  // Only the date is ours to set: the server needs its timers.
  jest.useFakeTimers({
    now: tuesday,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
  portal = await startPortal({
    knex: await databases.init('SQLITE_3'),
    entities: [...organisation, vault],
  });
}, 60_000);

afterAll(() => jest.useRealTimers());

/** One step in the life of a change, by whoever usually takes it. */
export type Step = (id: string) => Promise<unknown>;

export function take(
  name: string,
  operation: OperationId,
  body: object = {},
): Step {
  return id => portal.step(name, operation, id, body);
}

/** What is answered to somebody who takes a step of a change, whether they may or not. */
export function attempt(
  name: string,
  operation: OperationId,
  id: string,
  body: object = {},
) {
  return portal.send(name, operation, { path: { id }, body });
}

export function read(id: string): Promise<ChangeView> {
  return portal.ask('hind', 'getChange', { path: { id } });
}

export function hence(hours: number): string {
  return new Date(Date.now() + hours * hour).toISOString();
}

export const submit = take('amina', 'submitChange');
export const assess: Step = async id => {
  const { assessmentRequirements } = await read(id);
  for (const { entityRef } of assessmentRequirements) {
    await portal.step('youssef', 'assessChange', id, {
      entityRef,
      impactOnClients: 'None',
      impactOnData: 'None',
    });
  }
};
export function approve(name: string): Step {
  return take(name, 'decideChange', { decision: 'approve' });
}
export function schedule(inHours: number = 96, more: object = {}): Step {
  return id =>
    portal.step('salma', 'scheduleChange', id, {
      plannedStart: hence(inHours),
      plannedEnd: hence(inHours + 2),
      // The changes of other clauses are of the same entity.
      override: { reason: 'Side by side', waives: ['conflicts'] },
      ...more,
    });
}
export const passTest = take('amina', 'addTestResult', {
  environment: 'staging',
  outcome: 'passed',
});
/** Lets time pass until so many hours after the planned start. */
export function waitFor(hoursAfterStart: number): Step {
  return async id => {
    const { plannedStart } = await read(id);
    jest.setSystemTime(Date.parse(plannedStart!) + hoursAfterStart * hour);
  };
}
export const start = take('amina', 'startChange');
export const log = take('amina', 'addLogEntry', {
  summary: 'Done',
  whatChanged: 'Version 3 to 4',
});
export function complete(outcome: string = 'successful'): Step {
  return take('amina', 'completeChange', { outcome, result: 'See the graphs' });
}
export const rollBack = take('amina', 'rollbackChange', { reason: 'Errors' });
export const review = take('amina', 'reviewChange', { summary: 'A leak' });

/** From a draft to the middle of its slot, tested and approved by the change manager. */
export const prepared = [
  submit,
  assess,
  approve('salma'),
  schedule(),
  passTest,
  waitFor(1),
];

/** What makes a form that of an emergency. */
export const emergency = {
  type: 'emergency' as const,
  emergency: { reason: 'critical-failure' as const, incidentRef: 'INC-7' },
  plannedStart: undefined,
  plannedEnd: undefined,
};

/** A change for four days later, taken through these steps. */
export async function life(
  more: Partial<ChangeFormInput>,
  ...steps: Step[]
): Promise<ChangeView> {
  tuesday += 20 * 7 * 24 * hour;
  jest.setSystemTime(tuesday);
  const { id } = await portal.ask('amina', 'createChange', {
    body: form({ plannedStart: hence(96), plannedEnd: hence(98), ...more }),
  });
  for (const step of steps) {
    await step(id);
  }
  return read(id);
}
