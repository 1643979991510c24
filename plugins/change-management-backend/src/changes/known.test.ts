import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

describe.each(supported)('what is known of changes, %s', engine => {
  let knex: Knex;
  let one: Portal;
  let other: Portal;
  let id: string;
  beforeAll(async () => {
    knex = await databases.init(engine);
    one = await startPortal({ knex });
    other = await startPortal({ knex });
  });
  beforeEach(async () => {
    ({ id } = await one.ask('amina', 'createChange', { body: form() }));
  });

  const rename = (portal: Portal, revision: number, title: string) =>
    portal.ask('amina', 'editChange', {
      path: { id },
      body: { revision, title },
    });

  const titles = async (portal: Portal) => {
    const { title } = await portal.ask('amina', 'getChange', { path: { id } });
    const query = { limit: '1', orderBy: 'createdAt,desc' };
    const { items } = await portal.ask('amina', 'listChanges', { query });
    return [title, items[0].title];
  };

  /** The documents that the database sends for a request. What is done beside it, after a step, reads whole documents. */
  async function documentsSent(request: () => Promise<unknown>) {
    const sent: string[] = [];
    const listen = (response: unknown, { sql }: { sql: string }) => {
      if (/CASE WHEN audit_hash|lean_document/.test(sql)) {
        for (const row of [response].flat() as Record<string, string>[]) {
          sent.push(...[row?.document ?? row?.lean_document ?? []].flat());
        }
      }
    };
    knex.on('query-response', listen);
    await request();
    knex.off('query-response', listen);
    return sent;
  }

  it('is as new as the database, whichever replica wrote to it', async () => {
    await rename(one, 1, 'First');
    expect(await titles(one)).toEqual(['First', 'First']);
    expect(await titles(other)).toEqual(['First', 'First']);
    await rename(other, 2, 'Second');
    expect(await titles(one)).toEqual(['Second', 'Second']);
    expect(await titles(other)).toEqual(['Second', 'Second']);
  });

  it('is not read again unless something has happened, be it only a comment', async () => {
    await one.ask('amina', 'createChange', { body: form() });
    const query = { limit: '2', orderBy: 'createdAt,desc' };
    const readBoth = async () => {
      await one.ask('amina', 'getChange', { path: { id } });
      await one.ask('amina', 'listChanges', { query });
    };
    expect(await documentsSent(readBoth)).toHaveLength(3);
    expect(await documentsSent(readBoth)).toEqual([]);
    await other.ask('omar', 'addComment', {
      path: { id },
      body: { text: 'Hello' },
    });
    expect(await documentsSent(readBoth)).toHaveLength(1 + 1);
  });

  it.each([
    ...(['draft', 'authorization', 'scheduled'] as const),
    ...(['implementation', 'review', 'closed'] as const),
  ])('is what a replica wrote itself: in %s what others read', async state => {
    await walk(one, id, state);
    const read = (portal: Portal) =>
      portal.ask('amina', 'getChange', { path: { id } });
    const sent = await documentsSent(async () => {
      expect(await read(one)).toHaveProperty('state', state);
    });
    expect(sent).toEqual([]);
    expect(await read(one)).toEqual(await read(other));
  });

  it('is the same for everybody, however much more somebody may do', async () => {
    const path = { id };
    const actions = async (name: string) =>
      (await one.ask(name, 'getChange', { path })).allowedActions;
    const hers = await actions('amina');
    expect(hers).toContain('edit');
    expect(await actions('omar')).toEqual(['comment']);
    expect(await actions('amina')).toEqual(hers);
  });
});
