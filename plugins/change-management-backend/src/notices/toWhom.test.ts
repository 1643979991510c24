import { Knex } from 'knex';
import { stopClock } from '../__testUtils__/clock';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { read, startWithAccess } from '../access/__testUtils__/accessPortal';
import { Inbox } from './__testUtils__/inbox';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

/** Two replicas deliver what is told here, on one database. */
describe.each(supported)('the people of a change, %s', engine => {
  let knex: Knex;
  let inbox: Inbox;
  let portal: Portal;
  let id: string;

  beforeEach(async () => {
    knex = await databases.init(engine);
    inbox = new Inbox();
    const features = [inbox.feature];
    portal = await startPortal({ knex, features });
    await startPortal({ knex, features });
    ({ id } = await portal.ask('amina', 'createChange', {
      body: form({
        rollbackPlan: {
          steps: ['Stop it', 'Look'].map(text => ({
            text,
            owner: 'user:default/omar',
          })),
        },
      }),
    }));
    await walk(portal, id, 'implementation');
  });

  const toldOf = async (says: string) => {
    await inbox.complete(knex);
    return inbox.toldOf(`${id} ${says}`);
  };

  describe('who are given a task', () => {
    const task = { title: 'Warm the caches', phase: 'implement' };
    const add = (assignee: string, key?: string) =>
      portal.send('amina', 'addTask', {
        path: { id },
        body: { ...task, assignee },
        key,
      });
    const update = (body: object) =>
      portal.ask('amina', 'updateTask', {
        path: { id, taskId: 'task-1' },
        body,
      });
    const tasksOf = () => toldOf('has a task for you');

    it('are told once, however often that is sent', async () => {
      await Promise.all(
        [1, 2, 3].map(() => add('user:default/omar', 'the same')),
      );
      await add('user:default/omar', 'the same');
      expect(await tasksOf()).toEqual(['omar']);
    });

    it('are told when it becomes theirs, or is open again, and of nothing else', async () => {
      await add('group:default/devops');
      expect(await tasksOf()).toEqual(['bilal']);
      await update({ assignee: 'user:default/omar' });
      expect(await tasksOf()).toEqual(['bilal', 'omar']);
      await update({ title: 'Warm all caches' });
      await update({ status: 'done' });
      await update({ assignee: 'user:default/amina' });
      expect(await tasksOf()).toEqual(['bilal', 'omar']);
      await update({ assignee: 'user:default/omar' });
      await update({ status: 'done' });
      await update({ status: 'open' });
      expect(await tasksOf()).toEqual(['bilal', 'omar', 'omar', 'omar']);
    });
  });

  it('are told when it is being rolled back, of a step that fails, and when that has ended', async () => {
    const start = () =>
      portal.send('bilal', 'startRollback', {
        path: { id },
        body: { reason: 'Slow' },
      });
    const answers = await Promise.all([start(), start()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    // Requester, owners, change manager, and who has a step to do; not the one who began it.
    const people = ['amina', 'omar', 'salma', 'youssef'];
    expect(await toldOf('is being rolled back')).toEqual(people);

    const end = (index: string, status: string) =>
      portal.ask('bilal', 'endRollbackStep', {
        path: { id, index },
        body: { status },
      });
    await end('0', 'failed');
    const failedStep = ['amina', 'omar', 'salma'];
    expect(await toldOf('has a failed step')).toEqual(failedStep);
    await end('0', 'done');
    expect(await toldOf('has come to your step')).toEqual(['omar']);
    await end('1', 'done');
    expect(await toldOf('was rolled back')).toEqual([]);

    const finish = () =>
      portal.send('bilal', 'rollbackChange', { path: { id }, body: {} });
    const ends = await Promise.all([finish(), finish()]);
    expect(ends.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await toldOf('was rolled back')).toEqual(people);
    expect(await toldOf('has a failed step')).toEqual(failedStep);
  });
});

describe.each(supported)(
  'the owners of what access was granted to, %s',
  engine => {
    let clock: ReturnType<typeof stopClock>;
    beforeEach(() => {
      clock = stopClock();
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    it.each([
      ['its owner', read.entityRef, 'youssef'],
      [
        'the change manager where it has none',
        'resource:default/orphan',
        'salma',
      ],
    ])('are asked once to have it revoked: %s', async (_, entityRef, owner) => {
      const knex = await databases.init(engine);
      const inbox = new Inbox();
      const features = [inbox.feature];
      const portal = await startWithAccess(knex, { features });
      const replica = await startWithAccess(knex, { features });
      const toldOf = async (says: string) => {
        await inbox.complete(knex);
        return inbox.toldOf(says);
      };
      const day = 24 * 60;
      const until = new Date(Date.now() + 20 * day * 60_000).toISOString();
      const change = await portal.request(
        { grants: [{ ...read, entityRef, until }] },
        { affectedEntities: [entityRef] },
      );
      await portal.take(change, 'review');
      const watchAll = async () => {
        await Promise.all([portal.watch(), replica.watch()]);
        await Promise.all([portal.watch(), replica.watch()]);
      };

      clock.wait(14 * day);
      await watchAll();
      expect(await toldOf('Access expires soon')).toEqual([owner]);
      expect(await toldOf('Access has expired')).toEqual([]);
      expect(await portal.grants({ revocation: 'open' })).toEqual([]);

      clock.wait(7 * day);
      await watchAll();
      clock.wait(day);
      await watchAll();
      expect(await toldOf('Access expires soon')).toEqual([owner]);
      expect(await toldOf('Access has expired')).toEqual([owner]);
      const [open] = await portal.grants({
        status: 'expired',
        revocation: 'open',
      });
      expect(open).toMatchObject({ principal: 'user:default/omar', entityRef });
    });
  },
);
