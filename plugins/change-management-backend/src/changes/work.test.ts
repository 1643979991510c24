import {
  ChangeSummary,
  ChangeView,
  WaitingFor,
} from 'backstage-plugin-change-management-common';
import { createDatabases } from '../__testUtils__/databases';
import {
  form,
  highRisk,
  Portal,
  startPortal,
} from '../__testUtils__/startPortal';
import { agreedSlot, walk } from '../__testUtils__/walk';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

const plan = {
  steps: [
    'Stop the rollout',
    { text: 'Restore the data', expectedMinutes: 20, pointOfNoReturn: true },
    { text: 'Roll out version 3', owner: 'group:default/devops' },
  ],
};

describe.each(supported)('work on a change, %s', engine => {
  const start = async () => startPortal({ knex: await databases.init(engine) });

  async function running(portal: Portal, more: object = {}) {
    const { id } = await portal.ask('amina', 'createChange', {
      body: form({ rollbackPlan: plan, ...more }),
    });
    await walk(portal, id, 'implementation');
    return id as string;
  }

  const endStep = (portal: Portal, id: string, index: number, body: object) =>
    portal.send('amina', 'endRollbackStep', {
      path: { id, index: `${index}` },
      body,
    });

  it('keeps steps that are nothing but text as text', async () => {
    const portal = await start();
    const { rollbackPlan } = await portal.ask('amina', 'createChange', {
      body: form({ rollbackPlan: { steps: [{ text: 'Stop it' }, 'Wait'] } }),
    });
    expect(rollbackPlan.steps).toEqual(['Stop it', 'Wait']);
    const { status, body } = await portal.send('amina', 'createChange', {
      body: form({
        rollbackPlan: { steps: ['Stop it', { text: '', owner: 'nobody' }] },
      }),
    });
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/rollbackPlan\.steps\.1/);
  });

  it('is not completed, nor closed, while tasks are open', async () => {
    const portal = await start();
    const { ask, send, step } = portal;
    const id = await running(portal);
    await step('salma', 'addTask', id, {
      title: 'Warm the caches',
      phase: 'implement',
      assignee: 'user:default/omar',
    });
    const verify = { title: 'Compare the figures', phase: 'verify' };
    const { tasks } = await step('amina', 'addTask', id, verify);
    expect(tasks).toMatchObject([
      { id: 'task-1', status: 'open', assignee: 'user:default/omar' },
      { id: 'task-2', order: 2, by: 'user:default/amina' },
    ]);
    const done = { outcome: 'successful', result: 'Fine' };
    const refused = await send('amina', 'completeChange', {
      path: { id },
      body: { ...done, actualDowntimeMinutes: 4 },
    });
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('Warm the caches');

    const update = (name: string, taskId: string, body: object) =>
      send(name, 'updateTask', { path: { id, taskId }, body });
    // Whose it is not, and who plans nothing here.
    expect((await update('omar', 'task-2', { status: 'done' })).status).toBe(
      403,
    );
    expect((await update('omar', 'task-9', { status: 'done' })).status).toBe(
      400,
    );
    const { body } = await update('omar', 'task-1', {
      status: 'done',
      note: 'All warm',
    });
    expect(body.tasks[0]).toMatchObject({
      status: 'done',
      note: 'All warm',
      ended: { by: 'user:default/omar' },
    });
    const completed = await step('amina', 'completeChange', id, {
      ...done,
      actualDowntimeMinutes: 4,
    });
    expect(completed.actualDowntimeMinutes).toBe(4);
    expect(completed.waitingFor.map(({ what }) => what)).toContain('task');
    expect(completed.allowedActions).not.toContain('close');
    await update('salma', 'task-2', { status: 'canceled' });
    const view: ChangeView = await ask('salma', 'getChange', { path: { id } });
    expect(view.allowedActions).toContain('close');
  });

  it('is rolled back step by step, in order, with times and results', async () => {
    const portal = await start();
    const { send, step } = portal;
    const id = await running(portal);
    const begun = await step('amina', 'startRollback', id, { reason: 'Slow' });
    expect(begun.rollbackRun).toMatchObject({
      by: 'user:default/amina',
      reason: 'Slow',
      steps: [
        { text: 'Stop the rollout', status: 'running', attempt: 1 },
        { status: 'open', expectedMinutes: 20 },
        { status: 'open', owner: 'group:default/devops' },
      ],
    });
    expect(begun.allowedActions).not.toContain('rollback');
    expect(begun.allowedActions).not.toContain('complete');
    expect((await endStep(portal, id, 1, { status: 'done' })).status).toBe(409);
    expect((await endStep(portal, id, 7, { status: 'done' })).status).toBe(400);
    await endStep(portal, id, 0, { status: 'failed', result: 'No access' });
    const early = await send('amina', 'rollbackChange', {
      path: { id },
      body: {},
    });
    expect(early.status).toBe(409);
    expect(early.body.error.message).toContain('Step 1');
    await endStep(portal, id, 0, { status: 'running' });
    await endStep(portal, id, 0, { status: 'done' });
    await endStep(portal, id, 1, { status: 'skipped', result: 'Unharmed' });
    const { body } = await endStep(portal, id, 2, { status: 'done' });
    expect(body.rollbackRun.steps).toMatchObject([
      { status: 'done', attempt: 2, by: 'user:default/amina' },
      { status: 'skipped', result: 'Unharmed' },
      { status: 'done', endedAt: expect.any(String) },
    ]);
    const ended = await step('amina', 'rollbackChange', id, {
      result: 'As before',
      actualDowntimeMinutes: 12,
    });
    expect(ended).toMatchObject({
      state: 'review',
      rollback: { reason: 'Slow', result: 'As before' },
      reviewRequired: true,
      actualDowntimeMinutes: 12,
    });
    const log = await portal.ask('omar', 'listLog', { path: { id } });
    expect(log.items.map((entry: any) => entry.summary)).toEqual(
      expect.arrayContaining([
        'The rollback began',
        'Step 1 of the rollback: failed',
        'Step 2 of the rollback: skipped',
      ]),
    );
  });

  it('is rolled back by the owners of its steps beside its implementer, each when it is their turn', async () => {
    const portal = await start();
    const owned = (text: string, name: string) => ({
      text,
      owner: `user:default/${name}`,
    });
    const id = await running(portal, {
      rollbackPlan: {
        steps: [owned('Stop it', 'omar'), owned('Restore the data', 'youssef')],
      },
    });
    await portal.step('amina', 'startRollback', id, { reason: 'Slow' });
    const end = async (name: string, index: string, status: string) => {
      const { status: code } = await portal.send(name, 'endRollbackStep', {
        path: { id, index },
        body: { status },
      });
      return code;
    };
    const mayTick = async (name: string) => {
      const { allowedActions } = await portal.ask(name, 'getChange', {
        path: { id },
      });
      const { items } = await portal.ask(name, 'listChanges', {});
      const row = items.find((item: ChangeSummary) => item.id === id);
      expect(row.allowedActions).toEqual(allowedActions);
      return allowedActions.includes('rollback-step');
    };
    const waitedFor = async () => {
      const { waitingFor } = await portal.ask('omar', 'getChange', {
        path: { id },
      });
      return (waitingFor as WaitingFor[]).flatMap(({ people }) => people);
    };
    expect(await waitedFor()).toEqual(['user:default/omar']);
    expect(await Promise.all(['omar', 'youssef'].map(mayTick))).toEqual([
      true,
      false,
    ]);
    expect(await end('youssef', '0', 'done')).toBe(403);
    expect(await end('youssef', '1', 'skipped')).toBe(403);
    expect(await end('omar', '1', 'skipped')).toBe(403);
    expect(await end('omar', '0', 'failed')).toBe(200);
    expect(await end('omar', '0', 'done')).toBe(200);
    expect(await Promise.all(['omar', 'youssef'].map(mayTick))).toEqual([
      false,
      true,
    ]);
    expect(await end('omar', '1', 'done')).toBe(403);
    expect(await waitedFor()).toEqual(['user:default/youssef']);
    expect(await end('youssef', '1', 'done')).toBe(200);
    expect(await waitedFor()).toEqual(['group:default/devops']);
    // To end the rollback as a whole is the implementer's.
    const { status } = await portal.send('youssef', 'rollbackChange', {
      path: { id },
      body: {},
    });
    expect(status).toBe(403);
  });

  it('is still rolled back in one step, which needs a reason', async () => {
    const portal = await start();
    const id = await running(portal);
    const { status, body } = await portal.send('amina', 'rollbackChange', {
      path: { id },
      body: {},
    });
    expect([status, body.error.fields]).toMatchObject([
      400,
      [{ path: 'reason' }],
    ]);
    expect(
      await portal.step('amina', 'rollbackChange', id, { reason: 'Slow' }),
    ).toMatchObject({ state: 'review', rollback: { reason: 'Slow' } });
  });

  it('is rolled back past the point of no return if the change manager says so', async () => {
    const portal = await start();
    const { send, step } = portal;
    const id = await running(portal);
    await portal.ask('amina', 'addLogEntry', {
      path: { id },
      body: {
        summary: 'Moved',
        whatChanged: 'Data',
        passedPointOfNoReturn: true,
      },
    });
    for (const operation of ['startRollback', 'rollbackChange'] as const) {
      const refused = await send('amina', operation, {
        path: { id },
        body: { reason: 'Slow' },
      });
      expect(refused.status).toBe(403);
      expect(refused.body.error.message).toMatch(/point of no return.*change/);
    }
    const unaware = await send('salma', 'startRollback', {
      path: { id },
      body: { reason: 'Slow' },
    });
    expect(unaware.status).toBe(409);
    const begun = await step('salma', 'startRollback', id, {
      reason: 'Slow',
      acknowledgePointOfNoReturn: true,
    });
    expect(begun.rollbackRun).toMatchObject({
      by: 'user:default/salma',
      acknowledgedPointOfNoReturn: true,
    });
    // She has agreed to it; its implementer carries it out.
    expect(begun.allowedActions).not.toContain('rollback-step');
    expect((await endStep(portal, id, 0, { status: 'done' })).status).toBe(200);
  });

  it('starts with high risk only after a rehearsal of its rollback', async () => {
    const portal = await start();
    const { ask, send, step } = portal;
    const ready = async (more: object) => {
      const { id } = await ask('amina', 'createChange', {
        body: form({ risk: { answers: highRisk }, ...more }),
      });
      await walk(portal, id, 'authorization');
      await step('salma', 'decideChange', id, { decision: 'approve' });
      await step('karim', 'decideChange', id, { decision: 'approve' });
      await step('salma', 'scheduleChange', id, {
        ...agreedSlot(),
        override: {
          reason: 'All agreed',
          waives: ['time', 'notice', 'window', 'conflicts', 'freeze'],
        },
      });
      await step('amina', 'addTestResult', id, {
        environment: 'staging',
        outcome: 'passed',
      });
      return id as string;
    };
    const id = await ready({ rollbackPlan: { ...plan, tested: false } });
    const refused = await send('amina', 'startChange', { path: { id } });
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(/rehearsal.*Record a rehearsal/);
    const rehearse = (body: object) =>
      step('amina', 'addRehearsal', id, {
        environment: 'staging',
        minutes: 9,
        outcome: 'passed',
        ...body,
      });
    const old = new Date(Date.now() - 100 * 24 * 3_600_000).toISOString();
    const aged = await rehearse({ at: old });
    expect(aged.waitingFor.map(({ what }) => what)).toContain('rehearsal');
    expect(aged.clauses.find(c => c.id === '§4.2')).toMatchObject({
      status: 'open',
      evidence: expect.stringContaining('100 days ago'),
    });
    await rehearse({ outcome: 'failed' });
    expect((await send('amina', 'startChange', { path: { id } })).status).toBe(
      409,
    );
    await rehearse({});
    expect(await step('amina', 'startChange', id)).toMatchObject({
      state: 'implementation',
    });
    const tested = await ready({ rollbackPlan: { ...plan, tested: true } });
    expect(await step('amina', 'startChange', tested)).toMatchObject({
      state: 'implementation',
    });
  });

  it('corrects an entry of its log by another, and never one of another change', async () => {
    const portal = await start();
    const [id, other] = [await running(portal), await running(portal)];
    const entry = { summary: 'Rolled out', whatChanged: 'Version 4' };
    const write = (changeId: string, body: object) =>
      portal.send('amina', 'addLogEntry', {
        path: { id: changeId },
        body: { ...entry, ...body },
      });
    const { body: first } = await write(id, {});
    const { status, body } = await write(id, { corrects: first.id });
    expect([status, body.corrects]).toEqual([201, first.id]);
    for (const corrects of [`${id}-1`, `${id}-999`, 'nonsense']) {
      expect((await write(id, { corrects })).status).toBe(400);
    }
    expect((await write(other, { corrects: first.id })).status).toBe(400);
  });
});
