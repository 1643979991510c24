import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

describe.each(supported)('input from outside, %s', engine => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal({ knex: await databases.init(engine) });
  });

  const pathsOf = (body: any) => body.error.fields.map((f: any) => f.path);

  it('names every bad field at once', async () => {
    const { send } = portal;
    const { status, body } = await send('amina', 'createChange', {
      body: {
        type: 'big',
        title: ' ',
        affectedEntities: ['component:default/orders', 'not a ref'],
        rollbackPlan: { steps: ['fine', 7] },
        plannedStart: 'tomorrow',
        links: [{ url: 'data:text/html,<script>', title: 'x' }],
        colour: 'red',
      },
    });
    expect(status).toBe(400);
    expect(pathsOf(body).sort()).toEqual([
      'affectedEntities.1',
      'colour',
      'links.0.url',
      'plannedStart',
      'rollbackPlan.steps.1',
      'title',
      'type',
    ]);
    for (const path of pathsOf(body)) {
      expect(body.error.message).toContain(`${path}: `);
    }
  });

  it('names every gap at submission', async () => {
    const { ask, send } = portal;
    const { id } = await ask('amina', 'createChange', {
      body: {
        type: 'normal',
        title: 'Something',
        affectedEntities: ['component:default/orders'],
      },
    });
    const { status, body } = await send('amina', 'submitChange', {
      path: { id },
      body: {},
    });
    expect(status).toBe(400);
    expect(pathsOf(body)).toEqual(
      expect.arrayContaining([
        'category',
        'description',
        'justification',
        'rollbackPlan.steps',
        'risk.answers.users',
      ]),
    );
  });

  it('refuses to submit for entities that the catalog does not know', async () => {
    const { ask, send } = portal;
    const { id } = await ask('amina', 'createChange', {
      body: form({ affectedEntities: ['component:ghost'] }),
    });
    const { status, body } = await send('amina', 'submitChange', {
      path: { id },
      body: {},
    });
    expect(status).toBe(400);
    expect(body.error.fields).toEqual([
      {
        path: 'affectedEntities.0',
        message: expect.stringContaining('component:default/ghost'),
      },
    ]);
  });

  it('answers 413 to a body over the limit', async () => {
    const { send } = portal;
    const { status } = await send('amina', 'createChange', {
      body: form({ description: 'x'.repeat(600 * 1024) }),
    });
    expect(status).toBe(413);
  });

  it.each([
    ['malformed JSON', '{"type":'],
    ['an array', '[]'],
    ['a string', '"title"'],
    ['null', 'null'],
  ])('answers 400 to %s', async (_, body) => {
    const { send } = portal;
    expect((await send('amina', 'createChange', { body })).status).toBe(400);
  });

  it.each([
    ['NUL', '\\u0000'],
    ['half a surrogate pair', '\\ud800'],
  ])('answers 400 to %s in any text', async (_, character) => {
    const { send } = portal;
    const bodies = [
      form({ title: 'x@x' }),
      form({ description: 'x@x' }),
      form({ affectedEntities: ['component:default/x@x'] }),
      form({ risk: { answers: { 'x@x': 'x' } } }),
      form({ risk: { answers: { users: 'x@x' } } }),
      form({ links: [{ url: 'https://example.com/x@x', title: '' }] }),
      form({ rollbackPlan: { steps: 'x@x' } }),
    ];
    for (const body of bodies) {
      const { status } = await send('amina', 'createChange', {
        body: JSON.stringify(body).replace('x@x', `x${character}x`),
      });
      expect([status, body]).toEqual([400, body]);
    }
  });

  it('takes odd keys for what they are', async () => {
    const { send } = portal;
    const { status } = await send('amina', 'createChange', {
      body: JSON.stringify(form()).replace(
        '"answers":{',
        '"answers":{"__proto__":"x","constructor":"y",',
      ),
    });
    expect(status).toBe(201);
  });

  it('keeps markup as the text that it is', async () => {
    const { ask } = portal;
    const title = '<script>alert(1)</script> & "quotes"';
    const description = '<img src=x onerror=alert(1)>';
    const { id } = await ask('amina', 'createChange', {
      body: form({ title, description }),
    });
    expect(await ask('omar', 'getChange', { path: { id } })).toMatchObject({
      title,
      description,
    });
  });

  it.each<Record<string, string>>([
    { limit: '0' },
    { limit: '201' },
    { limit: 'many' },
    { limit: '99999999999999999999' },
    { state: 'unknown' },
    { state: '' },
    { 'state[x]': 'draft' },
    { colour: 'red' },
    { orderBy: 'title,asc' },
    { orderBy: 'createdAt; drop table changes' },
    { from: 'yesterday' },
    { from: '0001-01-01T00:00:00Z' },
    { q: 'a\0b' },
    { entityRef: 'no ref' },
    { requestedBy: 'nobody' },
    { cursor: 'x' },
    { cursor: 'bnVsbA' },
    {
      cursor: Buffer.from('{"position":{},"back":false}').toString('base64url'),
    },
    {
      cursor: Buffer.from(
        '{"position":{"field":"createdAt","direction":"desc","value":"0000-01-01T00:00:00Z","number":1},"back":false}',
      ).toString('base64url'),
    },
  ])('answers 400 to the query %j', async query => {
    const { send } = portal;
    const { status } = await send('amina', 'listChanges', {
      query,
    });
    expect(status).toBe(400);
  });

  it('finds a change whatever the case of its id, and nothing under what is no id', async () => {
    const { ask, send } = portal;
    const { id } = await ask('amina', 'createChange', { body: form() });
    const found = await ask('amina', 'getChange', {
      path: { id: id.toLowerCase() },
    });
    expect(found.id).toBe(id);
    const others = [
      'foo',
      'CHG-9999',
      'CHG-01001',
      'CHG-99999999999',
      '1001',
      'CHG-1001%00',
      '-1',
    ];
    for (const other of others) {
      const path = { id: other };
      expect((await send('amina', 'getChange', { path })).status).toBe(404);
      const step = { path, body: {}, key: 'k' };
      expect((await send('amina', 'submitChange', step)).status).toBe(404);
    }
  });

  it('survives numbers beyond any column', async () => {
    const { ask, send } = portal;
    const { id } = await ask('amina', 'createChange', { body: form() });
    for (const revision of [2 ** 31, Number.MAX_SAFE_INTEGER, 1e300, -1, 0.5]) {
      const { status } = await send('amina', 'submitChange', {
        path: { id },
        body: { revision },
      });
      expect([400, 409]).toContain(status);
    }
  });

  it('lets nobody in without signing in, nor services', async () => {
    const { server } = portal;
    const get = (header: string) =>
      request(server)
        .get('/api/change-management/changes')
        .set('Authorization', header);
    expect((await get(mockCredentials.none.header())).status).toBe(401);
    expect((await get(mockCredentials.service.header())).status).toBe(403);
  });
});
