import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { agreedSlot, walk } from '../__testUtils__/walk';
import { DatabaseChangeStore } from './DatabaseChangeStore';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();
const crowd = Array.from({ length: 20 });

describe.each(supported)('a write without the lock, %s', engine => {
  it('is refused when somebody else was faster', async () => {
    const knex = await databases.init(engine);
    const { ask } = await startPortal({ knex });
    await ask('amina', 'createChange', { body: form() });
    const store = new DatabaseChangeStore(knex);
    const write = () =>
      knex.transaction(async tx => {
        const { change, ...record } = (await store.lock(tx, 1001))!;
        const before = { ...record, change: { ...change, revision: 1 } };
        const after = { ...record, change: { ...change, revision: 2 } };
        await store.update(tx, before, after);
      });
    await write();
    await expect(write()).rejects.toMatchObject({ name: 'ConflictError' });
  });
});

describe.each(supported)('many people at once, %s', engine => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal({ knex: await databases.init(engine) });
  });

  async function statusesOf(sending: Promise<{ status: number }>[]) {
    const answers = await Promise.all(sending);
    return answers.map(({ status }) => status).sort();
  }

  const oneWins = [200, ...crowd.slice(1).map(() => 409)];

  it('start a change: exactly one does', async () => {
    const { ask, step, send } = portal;
    const { id } = await ask('amina', 'createChange', { body: form() });
    await walk(portal, id, 'approved');
    await step('amina', 'addTestResult', id, {
      environment: 'staging',
      outcome: 'passed',
    });
    await step('salma', 'scheduleChange', id, agreedSlot());
    const statuses = await statusesOf(
      crowd.map((_, i) =>
        send(i % 2 ? 'amina' : 'bilal', 'startChange', {
          path: { id },
          body: {},
        }),
      ),
    );
    expect(statuses).toEqual(oneWins);
  });

  it('cancel a change: exactly one does', async () => {
    const { ask, send } = portal;
    const { id } = await ask('amina', 'createChange', { body: form() });
    const statuses = await statusesOf(
      crowd.map(() =>
        send('amina', 'cancelChange', { path: { id }, body: {} }),
      ),
    );
    expect(statuses).toEqual(oneWins);
  });

  it('edit the same revision: exactly one does, and nothing of the others is mixed in', async () => {
    const { ask, send } = portal;
    const { id, revision } = await ask('amina', 'createChange', {
      body: form(),
    });
    const statuses = await statusesOf(
      crowd.map((_, i) =>
        send('amina', 'editChange', {
          path: { id },
          body: { revision, title: `Title ${i}`, description: `Text ${i}` },
        }),
      ),
    );
    expect(statuses).toEqual(oneWins);
    const change = await ask('amina', 'getChange', { path: { id } });
    expect(change.revision).toBe(revision + 1);
    expect(change.title.split(' ')[1]).toBe(change.description.split(' ')[1]);
  });

  it('comment: all are kept, in one unbroken trail', async () => {
    const { ask } = portal;
    const { id } = await ask('amina', 'createChange', { body: form() });
    await Promise.all(
      crowd.map((_, i) =>
        ask('omar', 'addComment', { path: { id }, body: { text: `No ${i}` } }),
      ),
    );
    const { items } = await ask('omar', 'listComments', { path: { id } });
    expect(items.map((item: any) => item.text).sort()).toEqual(
      crowd.map((_, i) => `No ${i}`).sort(),
    );
    const change = await ask('omar', 'getChange', { path: { id } });
    expect(change.revision).toBe(1 + crowd.length);
  });

  it('request changes: each gets a number of its own', async () => {
    const answers = await Promise.all(
      crowd.map(() => portal.ask('amina', 'createChange', { body: form() })),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(crowd.length);
  });

  it('approve and edit: one does, and nothing approved is ever what was not seen', async () => {
    const { ask, send } = portal;
    for (let round = 0; round < 5; round++) {
      const { id } = await ask('amina', 'createChange', { body: form() });
      const { revision, contentRevision } = await walk(
        portal,
        id,
        'authorization',
      );
      const statuses = await statusesOf([
        send('salma', 'decideChange', {
          path: { id },
          body: { decision: 'approve', contentRevision },
        }),
        send('amina', 'editChange', {
          path: { id },
          body: { revision, description: 'Something else' },
        }),
      ]);
      expect(statuses).toEqual([200, 409]);
      const change = await ask('amina', 'getChange', { path: { id } });
      expect([
        ['From 3 to 4', 'approved'],
        ['Something else', 'assessment'],
        ['Something else', 'authorization'],
      ]).toContainEqual([change.description, change.state]);
    }
  });
});
