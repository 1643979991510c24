import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import { startPortal } from '../__testUtils__/startPortal';
import { firstOnce, rollingBack } from './__testUtils__/rollingBack';
import { startScaffolder } from './__testUtils__/scaffolder';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();
const rollback = {
  templates: [
    {
      name: 'redeploy',
      label: 'Deploy an earlier version',
      template: 'template:default/redeploy',
      input: [{ name: 'version', label: 'Version', required: true }],
      values: {
        component: "$substringAfter(affectedEntities[0], '/')",
        version: 'input.version',
        reason: "changeId & ': ' & reason",
      },
    },
  ],
};

describe.each(supported)(
  'a step by a template of the scaffolder, %s',
  engine => {
    let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;
    let knex: Knex;

    beforeEach(async () => {
      scaffolder = await startScaffolder();
      knex = await databases.init(engine);
    });

    afterEach(() => scaffolder.close());

    async function start() {
      const scheduler = mockServices.scheduler();
      const portal = await startPortal({
        ...{ knex, rollback },
        features: [
          scaffolder.discovery,
          createServiceFactory({
            service: coreServices.scheduler,
            deps: {},
            factory: () => scheduler,
          }),
        ],
      });
      return {
        ...portal,
        look: () => scheduler.triggerTask('carry-out-rollbacks'),
      };
    }

    const begun = async (count = 1) => {
      while (scaffolder.tasks.length < count) {
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      return scaffolder.tasks[count - 1];
    };

    it('starts it as the plugin, told what the configuration says, and waits for its end', async () => {
      const portal = await start();
      const id = await rollingBack(portal, 'template:redeploy');
      const task = await begun();
      expect(task).toMatchObject({
        templateRef: 'template:default/redeploy',
        spec: {
          parameters: {
            component: 'orders',
            version: 3,
            reason: `${id}: Slow`,
            idempotencyKey: `${id}:0:1`,
          },
        },
      });
      const running = await firstOnce(portal, id, 'running');
      expect(running.attempt).toBe(1);
      task.status = 'completed';
      expect(await firstOnce(portal, id, 'done')).toMatchObject({
        result: expect.stringContaining('task-1'),
        by: 'plugin:default/change-management',
      });
      expect([...scaffolder.tokens]).toEqual([
        expect.stringMatching(/^Bearer .*scaffolder/),
      ]);
    });

    it('logs why a task failed; trying again starts another one', async () => {
      const portal = await start();
      const id = await rollingBack(portal, 'template:redeploy');
      Object.assign(await begun(), {
        status: 'failed',
        reason: 'No such image',
      });
      const failed = await firstOnce(portal, id, 'failed');
      expect(failed.result).toContain('No such image');
      const { items } = await portal.ask('amina', 'listLog', { path: { id } });
      expect(JSON.stringify(items)).toContain('No such image');
      const { state } = await portal.ask('amina', 'endRollbackStep', {
        path: { id, index: '0' },
        body: { status: 'running' },
      });
      expect(state).toBe('implementation');
      (await begun(2)).status = 'completed';
      expect(await firstOnce(portal, id, 'done')).toMatchObject({ attempt: 2 });
    });

    it('fails where the scaffolder refuses, and is then done by hand', async () => {
      scaffolder.moods.refuses = true;
      const portal = await start();
      const id = await rollingBack(portal, 'template:redeploy');
      const { result } = await firstOnce(portal, id, 'failed');
      expect(result).toContain('400');
      const { rollbackRun } = await portal.ask('amina', 'endRollbackStep', {
        path: { id, index: '0' },
        body: { status: 'done', result: 'By hand' },
      });
      expect(rollbackRun.steps).toMatchObject([
        { status: 'done', result: 'By hand' },
        { status: 'running' },
      ]);
      expect(scaffolder.tasks).toEqual([]);
    });

    it('waits for the task that there is, and starts no other, where the backend that started it died', async () => {
      const dying = await start();
      const id = await rollingBack(dying, 'template:redeploy');
      await begun();
      for (let other = 0; other < 150; other++) {
        // What others have started since.
        scaffolder.tasks.push({
          ...scaffolder.tasks[0],
          id: `other-${other}`,
          spec: { parameters: {} },
        });
      }
      const other = await start();
      await knex('rollback_executions').update({ due_at: new Date(0) });
      await other.look();
      scaffolder.tasks[0].status = 'completed';
      expect(await firstOnce(other, id, 'done')).toMatchObject({
        attempt: 1,
        result: expect.stringContaining('task-1'),
      });
      expect(scaffolder.tasks).toHaveLength(151);
    });

    it('finds the task whose beginning it was not told of, and outlasts an absence of the scaffolder', async () => {
      scaffolder.moods.losesAnswers = true;
      const portal = await start();
      const id = await rollingBack(portal, 'template:redeploy');
      const task = await begun();
      scaffolder.moods.isAway = true;
      await new Promise(resolve => setTimeout(resolve, 100));
      scaffolder.moods.isAway = false;
      task.status = 'completed';
      await firstOnce(portal, id, 'done');
      expect(scaffolder.tasks).toHaveLength(1);
    });

    it('is not configured with what is no template or no expression', async () => {
      await expect(
        startPortal({
          knex,
          rollback: {
            templates: [
              { name: 'a', template: 'redeploy', values: { version: 'a..' } },
            ],
          },
        }),
      ).rejects.toThrow(
        /templates\.0\.template.*templates\.0\.values\.version/s,
      );
    });
  },
);
