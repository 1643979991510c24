import {
  changeReadPermission,
  ChangeView,
  LogEntry,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import { form, startPortal } from '../__testUtils__/startPortal';
import { agreedSlot, slotNow, walk } from '../__testUtils__/walk';
import { adjustablePolicy } from '../permissions/__testUtils__/adjustablePolicy';
import {
  conditions,
  confidentialChanges,
} from '../permissions/__testUtils__/examples/rule';
import { createChangeRequestConditionalDecision } from '../permissions/conditionExports';
import {
  deployment,
  mail,
  orders,
  PipelinePortal,
  startWithPipelines,
} from './__testUtils__/pipelines';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();
const ci = 'external:ci';
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

describe.each(supported)('pipelines, %s', engine => {
  let knex: Knex;
  let portal: PipelinePortal;

  beforeEach(async () => {
    knex = await databases.init(engine);
    portal = await startWithPipelines(knex);
  });

  const read = (id: string): Promise<ChangeView> =>
    portal.ask('hind', 'getChange', { path: { id } });
  const deploymentsLogged = async (id: string) => {
    const { items } = await portal.ask('hind', 'listLog', { path: { id } });
    return (items as LogEntry[])
      .filter(({ kind }) => kind === 'deployment')
      .map(({ result }) => result);
  };
  const codes = async (more?: object, name?: string) =>
    (await portal.gate(more, name)).reasons.map(({ code }) => code);

  it('refuses a pipeline at the gate until its change may start, and says why each time', async () => {
    expect(await codes()).toEqual(['no-change']);
    const { id } = await portal.ask('amina', 'createChange', { body: form() });
    expect(await portal.gate()).toMatchObject({
      allowed: false,
      changeId: id,
      reasons: [{ code: 'not-approved' }],
    });
    await walk(portal, id, 'authorization');
    const [{ message }] = (await portal.gate()).reasons;
    expect(message).toMatch(/Next: the change manager has to decide: .*\w\.$/);
    await walk(portal, id, 'approved');
    const approved = await portal.gate();
    expect(approved.reasons).toEqual([
      {
        code: 'not-scheduled-yet',
        message: expect.stringContaining('The change manager schedules it'),
      },
    ]);
    const later = Date.now() + 100 * 3_600_000;
    await portal.step('salma', 'scheduleChange', id, {
      plannedStart: new Date(later).toISOString(),
      plannedEnd: new Date(later + 3_600_000).toISOString(),
    });
    expect(await codes()).toEqual(['not-tested', 'outside-time']);
    await portal.step('amina', 'addTestResult', id, {
      environment: 'staging',
      outcome: 'passed',
    });
    expect(await codes()).toEqual(['outside-time']);
  });

  it('opens the gate to a change whose time is now, and while it is carried out', async () => {
    const id = await portal.plan();
    expect(await portal.gate()).toEqual({
      allowed: true,
      changeId: id,
      reasons: [],
    });
    await portal.step('amina', 'startChange', id);
    expect((await portal.gate({ changeId: id })).allowed).toBe(true);
    await portal.step('amina', 'completeChange', id, {
      outcome: 'successful',
      result: 'Fine',
    });
    expect(await codes({ changeId: id })).toEqual(['finished']);
  });

  it('answers what is wrong with the question, and is no hindrance outside of production', async () => {
    const id = await portal.plan();
    expect(await codes({ entityRef: 'component:default/nothing' })).toEqual([
      'unknown-entity',
    ]);
    expect(await codes({ entityRef: mail, changeId: id })).toEqual([
      'wrong-entity',
    ]);
    expect(await codes({ changeId: 'CHG-9999' })).toEqual(['not-found']);
    expect(await codes({}, 'external:mailer')).toEqual(['not-entrusted']);
    expect(
      await portal.gate({
        environment: 'Staging',
        entityRef: 'component:default/nothing',
      }),
    ).toEqual({ allowed: true, reasons: [] });
  });

  it('keeps the gate shut for what was not tested, and for what is on hold', async () => {
    const id = await portal.plan({}, { tested: false });
    expect(await codes()).toEqual(['not-tested']);
    await portal.step('amina', 'addTestResult', id, {
      environment: 'staging',
      outcome: 'passed',
      artifactDigest: digest('a'),
    });
    expect(await codes({ artifactDigest: digest('a') })).toEqual([]);
    expect(await codes({ artifactDigest: digest('b') })).toEqual([
      'digest-differs',
    ]);
    await portal.step('salma', 'holdChange', id, { reason: 'Wait' });
    expect(await codes()).toEqual(['on-hold']);
  });

  it('shuts the gate where the catalog says otherwise than a freeze', async () => {
    await portal.plan();
    await portal.ask('salma', 'createWindow', {
      body: {
        kind: 'freeze',
        title: 'Year end',
        reason: 'The books are closed',
        start: new Date(Date.now() - 3_600_000).toISOString(),
        durationMinutes: 600,
        timeZone: 'UTC',
        scope: {},
      },
    });
    expect(await codes()).toContain('frozen');
  });

  it('remembers what it told to whom', async () => {
    await portal.gate();
    const id = await portal.plan();
    await portal.gate({ version: '4.0.0' }, 'amina');
    const { items } = await portal.ask('hind', 'listGateChecks', {
      query: { entityRef: orders },
    });
    expect(items).toMatchObject([
      {
        by: 'user:default/amina',
        allowed: true,
        changeId: id,
        version: '4.0.0',
      },
      {
        by: 'pipeline:external/ci',
        allowed: false,
        reasons: [{ code: 'no-change' }],
      },
    ]);
    const { items: refused } = await portal.ask('hind', 'listGateChecks', {
      query: { allowed: 'false' },
    });
    expect(refused).toHaveLength(1);
    const shop = { entityRef: 'system:default/shop' };
    for (const [scope, told] of [
      ['self', 0],
      ['members', 2],
    ] as const) {
      const found = await portal.ask('hind', 'listGateChecks', {
        query: { ...shop, scope },
      });
      expect(found.items).toHaveLength(told);
    }
    // It is evidence of the clauses of its change.
    const { clauses } = await portal.ask('hind', 'getChange', { path: { id } });
    expect(
      clauses.find((clause: { id: string }) => clause.id === '§4.1').evidence,
    ).toMatch(
      /The gate let user:default\/amina through to production on .*\.$/,
    );
  });

  it('names no other change, in what it told, to those who may not see that one', async () => {
    const id = await portal.plan({}, { slot: false });
    await portal.step('salma', 'scheduleChange', id, {
      ...agreedSlot(),
      override: { reason: 'All agreed', waives: ['notice', 'time', 'window'] },
    });
    const { id: other } = await portal.ask('amina', 'createChange', {
      body: form({
        type: 'emergency',
        category: 'configuration',
        emergency: {
          reason: 'critical-failure',
          incidentRef: 'INC-1',
          explanation: 'Nothing is sold any more',
        },
        ...slotNow(),
      }),
    });
    await portal.step('amina', 'startChange', other);
    await portal.gate({ changeId: id });
    const policy = adjustablePolicy();
    const narrowed = await startPortal({
      knex,
      features: [policy.feature, confidentialChanges],
    });
    const told = async () => {
      const { items } = await narrowed.ask('hind', 'listGateChecks');
      return items[0].reasons.find(
        ({ code }: { code: string }) => code === 'conflicts',
      ).message;
    };
    expect(await told()).toContain(other);
    policy.set({
      read: createChangeRequestConditionalDecision(changeReadPermission, {
        not: conditions.isConfidential(),
      }),
    });
    expect(await told()).not.toContain(other);
    expect(await told()).toContain('another change');
  });

  it('lets only the pipelines that are listed act, and each for what is entrusted to it', async () => {
    const { status, body } = await portal.send('external:stranger', 'askGate', {
      body: { entityRef: orders, environment: 'production' },
    });
    expect(status).toBe(403);
    expect(body.error.message).toContain('external:stranger is none of');
    const id = await portal.plan();
    const foreign = await portal.send('external:mailer', 'startChange', {
      path: { id },
      body: {},
    });
    expect(foreign.status).toBe(403);
    expect(foreign.body.error.message).toContain(orders);
    const report = await portal.send('external:mailer', 'reportDeployment', {
      body: deployment(),
    });
    expect(report.status).toBe(403);
    expect(
      (await portal.send(ci, 'cancelChange', { path: { id }, body: {} }))
        .status,
    ).toBe(403);
  });

  it('lets a pipeline file a change and carry it out, but nobody decide for it', async () => {
    const { id } = await portal.ask(ci, 'createChange', {
      body: form({ implementer: undefined }),
    });
    expect(await read(id)).toMatchObject({
      requestedBy: 'pipeline:external/ci',
      implementer: 'pipeline:external/ci',
    });
    await portal.step(ci, 'submitChange', id);
    await walk(portal, id, 'authorization');
    expect(
      (
        await portal.send(ci, 'decideChange', {
          path: { id },
          body: { decision: 'approve' },
        })
      ).status,
    ).toBe(403);
    await walk(portal, id, 'approved');
    await portal.step('salma', 'scheduleChange', id, {
      plannedStart: new Date(Date.now() - 3_600_000).toISOString(),
      plannedEnd: new Date(Date.now() + 3_600_000).toISOString(),
      override: { reason: 'Agreed' },
    });
    await portal.step(ci, 'addTestResult', id, {
      environment: 'staging',
      outcome: 'passed',
    });
    await portal.step(ci, 'startChange', id);
    await portal.ask(ci, 'addLogEntry', {
      path: { id },
      body: { summary: 'Rolled out', whatChanged: 'Version 4' },
    });
    const done = await portal.step(ci, 'completeChange', id, {
      outcome: 'successful',
      result: 'It works',
    });
    expect(done).toMatchObject({
      state: 'review',
      startedBy: 'pipeline:external/ci',
    });
  });

  it('starts and completes a change that follows its deployments', async () => {
    const id = await portal.plan({ followsDeployments: true });
    const event = deployment({ artifactDigest: digest('c') });
    const begun = await portal.report(event);
    expect(begun).toMatchObject({ authorization: 'covered', changeId: id });
    expect(await read(id)).toMatchObject({
      state: 'implementation',
      startedBy: 'pipeline:external/ci',
    });
    await portal.report({
      ...event,
      status: 'succeeded',
      finishedAt: new Date().toISOString(),
    });
    expect(await read(id)).toMatchObject({
      state: 'review',
      completion: { outcome: 'successful', by: 'pipeline:external/ci' },
    });
    expect(await deploymentsLogged(id)).toEqual(['started', 'succeeded']);
  });

  it('starts the change that is named, though another one on the entity is being carried out', async () => {
    const other = await portal.plan();
    await portal.step('amina', 'startChange', other);
    const id = await portal.plan({ followsDeployments: true });
    expect(await portal.report(deployment())).toMatchObject({
      changeId: other,
    });
    expect((await read(id)).state).toBe('scheduled');
    expect(await portal.report(deployment({ changeId: id }))).toMatchObject({
      changeId: id,
    });
    expect((await read(id)).state).toBe('implementation');
  });

  it('waits with the completion until all that it affects has been deployed, and leaves a failure to people', async () => {
    const id = await portal.plan({
      followsDeployments: true,
      affectedEntities: [orders, 'component:default/payments'],
    });
    await portal.report(deployment({ status: 'succeeded' }));
    expect((await read(id)).state).toBe('implementation');
    const payments = deployment({ entityRef: 'component:default/payments' });
    await portal.report({ ...payments, status: 'failed' });
    expect((await read(id)).state).toBe('implementation');
    await portal.report({
      ...payments,
      externalId: 'second-try',
      status: 'succeeded',
    });
    expect((await read(id)).state).toBe('review');
  });

  it('does not start what may not start, and says why with the deployment', async () => {
    const id = await portal.plan(
      { followsDeployments: true },
      { tested: false },
    );
    const { id: deploymentId } = await portal.report(deployment());
    expect((await read(id)).state).toBe('scheduled');
    const found = await portal.ask('amina', 'getDeployment', {
      path: { id: deploymentId },
    });
    expect(found).toMatchObject({ authorization: 'unauthorized' });
    expect(found.events[0].refusal).toContain('no passed test');
  });

  it('takes a staging deployment of the named change as a test result', async () => {
    const id = await portal.plan({}, { tested: false });
    await portal.report(
      deployment({
        environment: 'staging',
        status: 'succeeded',
        artifactDigest: digest('a'),
        changeId: id,
      }),
    );
    expect(await codes({ artifactDigest: digest('a') })).toEqual([]);
    expect((await read(id)).testResults).toMatchObject([
      { environment: 'staging', artifactDigest: digest('a') },
    ]);
  });

  it('takes repeated and late events as they are', async () => {
    const id = await portal.plan({ followsDeployments: true });
    const start = deployment();
    const end = {
      ...start,
      status: 'succeeded' as const,
      finishedAt: new Date().toISOString(),
      actor: 'amina',
    };
    await portal.report(end);
    const answers = await Promise.all(
      [start, end, start, end].map(event => portal.report(event)),
    );
    expect(answers.map(({ status }) => status)).toEqual(
      Array(4).fill('succeeded'),
    );
    const { items } = await portal.ask('hind', 'listDeployments', {
      query: { changeId: id },
    });
    expect(items).toHaveLength(1);
    expect(await deploymentsLogged(id)).toEqual(['succeeded', 'started']);
  });

  it('takes one key for one report', async () => {
    const body = deployment();
    const report = (more: object) =>
      portal.send('external:ci', 'reportDeployment', {
        body: { ...body, ...more },
        key: 'once',
      });
    const first = await report({});
    expect(await report({})).toEqual(first);
    expect((await report({ version: '5.0.0' })).status).toBe(409);
    const { items } = await portal.ask('amina', 'listDeployments');
    expect(items).toHaveLength(1);
    expect(items[0].version).toBe('4.0.0');
  });

  it('refuses an external id that stands for something else', async () => {
    const event = deployment({ environment: 'staging' });
    await portal.report(event);
    const { status, body } = await portal.send(ci, 'reportDeployment', {
      body: { ...event, environment: 'production' },
    });
    expect(status).toBe(409);
    expect(body.error.message).toContain('an externalId of its own');
  });

  it('takes deployments by hand from implementers and owners alone', async () => {
    await portal.report(deployment(), 'amina');
    await portal.report(deployment(), 'youssef');
    const { status } = await portal.send('omar', 'reportDeployment', {
      body: deployment(),
    });
    expect(status).toBe(403);
  });
});
