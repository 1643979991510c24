import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  changeExecutionExtensionPoint,
  RollbackExecution,
} from 'backstage-plugin-change-management-node';
import { createServer } from 'http';
import { AddressInfo } from 'net';
import { createDatabases } from '../__testUtils__/databases';
import {
  form,
  Portal,
  startPortal as startOne,
} from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { sign } from '../platform/signedRequests';
import { rollingBack, stepsOnce } from './__testUtils__/rollingBack';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();
const secret = 'a secret of sixteen';

function moduleWith(execute: (execution: RollbackExecution) => Promise<any>) {
  return createBackendModule({
    pluginId: 'change-management',
    moduleId: 'robot',
    register(env) {
      env.registerInit({
        deps: { execution: changeExecutionExtensionPoint },
        async init({ execution }) {
          execution.addRollbackExecutor({ name: 'robot', execute });
        },
      });
    },
  });
}

const portals: Portal[] = [];

/** One that ends with its test, and with it what its executors never end. */
async function startPortal(options: Parameters<typeof startOne>[0]) {
  const portal = await startOne(options);
  portals.push(portal);
  return portal;
}

afterEach(async () => {
  await Promise.all(portals.splice(0).map(({ stop }) => stop()));
});

describe.each(supported)('a step with an executor, %s', engine => {
  it('is carried out once it is due, fails, and is tried again', async () => {
    const seen: RollbackExecution[] = [];
    const knex = await databases.init(engine);
    const portal = await startPortal({
      knex,
      features: [
        moduleWith(async execution => {
          seen.push(execution);
          if (seen.length === 1) {
            throw new Error('The disk is full');
          }
          return { result: 'Version 3 is back' };
        }),
      ],
    });
    const id = await rollingBack(portal, 'robot');
    const failed = await stepsOnce(
      portal,
      id,
      ([{ status }]) => status === 'failed',
    );
    expect(failed[0]).toMatchObject({
      by: 'plugin:default/change-management',
      result: 'The disk is full',
    });
    // Nothing of it is lost: the change goes on where it stands.
    expect(await knex('rollback_executions')).toEqual([]);
    await portal.ask('amina', 'endRollbackStep', {
      path: { id, index: '0' },
      body: { status: 'running' },
    });
    const done = await stepsOnce(
      portal,
      id,
      ([{ status }]) => status === 'done',
    );
    expect(done).toMatchObject([
      { attempt: 2, result: 'Version 3 is back' },
      { text: 'Look at it', status: 'running' },
    ]);
    expect(seen.map(each => each.idempotencyKey)).toEqual([
      `${id}:0:1`,
      `${id}:0:2`,
    ]);
    expect(seen[0]).toMatchObject({
      input: { version: 3 },
      step: { text: 'Restore' },
      change: { id },
    });
  });

  it('fails where its executor is gone, and is then done by hand', async () => {
    const knex = await databases.init(engine);
    const before = await startPortal({
      knex,
      features: [moduleWith(async () => ({ result: 'Never asked' }))],
    });
    const { id } = await before.ask('amina', 'createChange', {
      body: form({
        rollbackPlan: {
          steps: [{ text: 'Restore', executor: { name: 'robot' } }],
        },
      }),
    });
    await walk(before, id, 'implementation');
    const portal = await startPortal({ knex });
    await portal.step('amina', 'startRollback', id, { reason: 'Slow' });
    const [{ result }] = await stepsOnce(
      portal,
      id,
      ([{ status }]) => status === 'failed',
    );
    expect(result).toContain('robot');
    const { items } = await portal.ask('amina', 'listLog', { path: { id } });
    expect(JSON.stringify(items)).toContain('There is no executor robot');
    expect(
      await portal.ask('amina', 'endRollbackStep', {
        path: { id, index: '0' },
        body: { status: 'done', result: 'By hand' },
      }),
    ).toMatchObject({
      state: 'implementation',
      rollbackRun: { steps: [{ status: 'done', result: 'By hand' }] },
    });
  });

  it('is chosen from those that there are, and told what it needs, before the change is submitted', async () => {
    const portal = await startPortal({
      knex: await databases.init(engine),
      rollback: {
        webhooks: [
          {
            ...{ name: 'restore', url: 'https://restore.example', secret },
            label: 'Restore a snapshot',
            input: [{ name: 'snapshot', label: 'Snapshot', required: true }],
          },
        ],
      },
    });
    const { items } = await portal.ask('omar', 'listRollbackExecutors');
    expect(items).toMatchObject([
      {
        name: 'webhook:restore',
        label: 'Restore a snapshot',
        input: [{ name: 'snapshot', label: 'Snapshot', required: true }],
      },
      { name: 'configuration-restore', label: 'Restore configuration' },
    ]);
    const planned = (executor: object) =>
      form({
        rollbackPlan: {
          steps: ['Stop it', { text: 'Restore', executor } as any],
        },
      });
    const gaps: [object, string | undefined][] = [
      [{ name: 'nobody' }, 'rollbackPlan.steps.1.executor.name'],
      [
        { name: 'webhook:restore' },
        'rollbackPlan.steps.1.executor.input.snapshot',
      ],
      [{ name: 'webhook:restore', input: { snapshot: 'x' } }, undefined],
    ];
    for (const [executor, path] of gaps) {
      const body = planned(executor);
      const { missing } = await portal.ask('amina', 'previewChange', { body });
      expect(missing.map((gap: any) => gap.path)).toEqual(path ? [path] : []);
      const { id } = await portal.ask('amina', 'createChange', { body });
      const { status, body: answer } = await portal.send(
        'amina',
        'submitChange',
        { path: { id }, body: {} },
      );
      expect(status).toBe(path ? 400 : 200);
      expect(JSON.stringify(answer)).toContain(path ?? id);
    }
  });

  it('is taken over under the same key by another backend where the one that held it died', async () => {
    const seen: string[] = [];
    const knex = await databases.init(engine);
    const dying = await startPortal({
      knex,
      features: [
        moduleWith(({ idempotencyKey }) => {
          seen.push(idempotencyKey);
          return new Promise(() => {});
        }),
      ],
    });
    const id = await rollingBack(dying, 'robot');
    await stepsOnce(dying, id, () => seen.length === 1);

    const scheduler = mockServices.scheduler();
    const look = () => scheduler.triggerTask('carry-out-rollbacks');
    const other = await startPortal({
      knex,
      features: [
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        moduleWith(async ({ idempotencyKey }) => {
          seen.push(idempotencyKey);
          return { result: 'Taken over' };
        }),
      ],
    });
    await look();
    expect(seen).toHaveLength(1);

    // The lease has run out.
    await knex('rollback_executions').update({ due_at: new Date(0) });
    await look();
    const steps = await stepsOnce(
      other,
      id,
      ([{ status }]) => status === 'done',
    );
    expect(steps).toMatchObject([
      { attempt: 1, result: 'Taken over' },
      { status: 'running' },
    ]);
    expect(seen).toEqual([`${id}:0:1`, `${id}:0:1`]);
  });

  it('waits for no other rollback, however long that one takes', async () => {
    const portal = await startPortal({
      knex: await databases.init(engine),
      features: [
        moduleWith(({ change }) =>
          change.title === 'Slow'
            ? new Promise(() => {})
            : Promise.resolve({ result: 'Quick' }),
        ),
      ],
    });
    await rollingBack(portal, 'robot', { title: 'Slow' });
    const id = await rollingBack(portal, 'robot', {
      affectedEntities: ['component:default/mail'],
    });
    expect(
      await stepsOnce(portal, id, ([{ status }]) => status === 'done'),
    ).toMatchObject([{ result: 'Quick' }, {}]);
  });

  it('is posted to a webhook of the configuration, signed', async () => {
    const received: any[] = [];
    const receiver = createServer((request, response) => {
      let body = '';
      request.on('data', part => (body += part));
      request.on('end', () => {
        received.push({ headers: request.headers, body });
        response.writeHead(200).end();
      });
    });
    await new Promise<void>(resolve => receiver.listen(0, resolve));
    const { port } = receiver.address() as AddressInfo;
    const url = `http://localhost:${port}/`;
    const portal = await startPortal({
      knex: await databases.init(engine),
      rollback: { webhooks: [{ name: 'restore', url, secret }] },
    });
    const id = await rollingBack(portal, 'webhook:restore');
    const [step] = await stepsOnce(
      portal,
      id,
      ([{ status }]) => status === 'done',
    );
    receiver.close();
    expect(step.result).toContain('200');
    const [{ headers, body }] = received;
    expect(JSON.parse(body)).toMatchObject({
      changeId: id,
      step: 'Restore',
      input: { version: 3 },
      idempotencyKey: `${id}:0:1`,
    });
    expect(headers['x-change-management-signature']).toBe(
      `sha256=${sign(secret, headers['x-change-management-timestamp'], body)}`,
    );
  });
});
