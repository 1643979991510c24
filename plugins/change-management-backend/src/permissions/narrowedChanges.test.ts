import {
  OperationId,
  Route,
  routes,
} from 'backstage-plugin-change-management-common';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, Sent } from '../__testUtils__/startPortal';
import { slotNow } from '../__testUtils__/walk';
import { deny } from './__testUtils__/adjustablePolicy';
import { ownEntitiesOnly, startNarrowed } from './__testUtils__/narrowed';
import { bodies } from './__testUtils__/requests';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();

type Narrowed = Awaited<ReturnType<typeof startNarrowed>>;

describe.each(supported)('changes for a narrowed reader, %s', engine => {
  let portal: Portal;
  let policy: Narrowed['policy'];
  let own: string[];
  let foreign: string[];
  beforeAll(async () => {
    const knex = await databases.init(engine);
    ({ portal, policy, own, foreign } = await startNarrowed(knex));
  });
  beforeEach(() => policy.set());

  const onChanges = (Object.keys(routes) as OperationId[]).filter(operation =>
    routes[operation].path.startsWith('/changes/{id}'),
  );

  it.each(onChanges)(
    'hears of what is not theirs as of what does not exist: %s',
    async operation => {
      const trail = (id: string) =>
        portal.ask('salma', 'listAuditEvents', { path: { id } });
      const before = await trail(foreign[1]);
      policy.set(ownEntitiesOnly);
      const route: Route = routes[operation];
      const answerTo = async (id: string, more: Sent = {}) => {
        const body = bodies[operation]?.(id);
        // Amina requested it, implements it and owns what it touches; Salma holds a role in it.
        const answers = [];
        for (const name of ['amina', 'salma', 'zineb']) {
          answers.push(
            await portal.send(name, operation, { path: { id }, body, ...more }),
          );
        }
        return JSON.parse(JSON.stringify(answers).replaceAll(id, 'CHG-X'));
      };
      const missing = await answerTo('CHG-4711');
      expect(missing.map(({ status }: any) => status)).toEqual([404, 404, 404]);
      expect(await answerTo(foreign[1])).toEqual(missing);
      expect(await answerTo(foreign[1].toLowerCase())).toEqual(missing);
      const key = `${operation} twice`;
      expect(
        route.method === 'post'
          ? [
              await answerTo(foreign[1], { key }),
              await answerTo(foreign[1], { key }),
            ]
          : [missing, missing],
      ).toEqual([missing, missing]);
      policy.set();
      expect(await trail(foreign[1])).toEqual(before);
    },
  );

  it('finds in what is theirs nothing of what is not', async () => {
    policy.set(ownEntitiesOnly);
    // Parts of a change that are named in the path stand on the change, too.
    const reads = onChanges.filter(
      operation =>
        routes[operation].method === 'get' &&
        !routes[operation].path.includes('{itemId}'),
    );
    for (const operation of reads) {
      for (const id of own) {
        const answer = await portal.ask('hind', operation, { path: { id } });
        const named = JSON.stringify(answer).match(/CHG-\d+/g) ?? [];
        expect([operation, new Set([id, ...named])]).toEqual([
          operation,
          new Set([id]),
        ]);
      }
    }
    const preview = await portal.ask('zineb', 'previewChange', {
      body: form({
        affectedEntities: ['component:default/mail', 'resource:default/orphan'],
        ...slotNow(),
      }),
    });
    expect(JSON.stringify(preview)).not.toContain('CHG-');
  });

  it('gets no earlier answer again about what was lost from sight', async () => {
    const sent = {
      path: { id: foreign[1] },
      body: { text: 'I could still see it' },
      key: 'first answer',
    };
    const { status, body } = await portal.send('zineb', 'addComment', sent);
    expect(status).toBe(201);
    expect((await portal.send('zineb', 'addComment', sent)).body).toEqual(body);
    policy.set(ownEntitiesOnly);
    expect((await portal.send('zineb', 'addComment', sent)).status).toBe(404);
    const other = { ...sent, body: { text: 'Something else' } };
    expect((await portal.send('zineb', 'addComment', other)).status).toBe(404);
  });

  it('is answered once for what they themselves put out of sight', async () => {
    const { id, revision } = await portal.ask('amina', 'createChange', {
      body: form(),
    });
    policy.set(ownEntitiesOnly);
    const edit = (affectedEntities: string[], at: number) =>
      portal.send('amina', 'editChange', {
        path: { id },
        body: { revision: at, affectedEntities },
      });
    const statusOf = async () =>
      (await portal.send('amina', 'getChange', { path: { id } })).status;
    expect(await statusOf()).toBe(200);
    const moved = await edit(['component:default/mail'], revision);
    expect(moved.status).toBe(200);
    expect(await statusOf()).toBe(404);
    const { items } = await portal.ask('amina', 'listChanges', {
      query: { q: id },
    });
    expect(items).toEqual([]);
    expect(
      (await edit(['component:default/orders'], revision + 1)).status,
    ).toBe(404);
    policy.set();
    expect(
      (await edit(['component:default/orders'], revision + 1)).status,
    ).toBe(200);
    policy.set(ownEntitiesOnly);
    expect(await statusOf()).toBe(200);
    await portal.ask('amina', 'cancelChange', { path: { id }, body: {} });
  });

  it('needs to see a change for whatever else they are granted', async () => {
    policy.set({ read: deny });
    const path = { id: own[1] };
    const body = { decision: 'approve' };
    const decided = await portal.send('salma', 'decideChange', { path, body });
    expect(decided.status).toBe(404);
    policy.set({
      read: ownEntitiesOnly.read,
      approve: ownEntitiesOnly.read,
      audit: deny,
    });
    expect(
      (await portal.send('hind', 'listAuditEvents', { path })).status,
    ).toBe(403);
    const { items } = await portal.ask('salma', 'listChanges', {
      query: { q: own[1] },
    });
    expect(items[0].allowedActions).toContain('approve');
  });
});
