import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { Idempotency } from './Idempotency';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

describe.each(supported)('requests with an Idempotency-Key, %s', engine => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal({ knex: await databases.init(engine) });
  });

  async function total() {
    const page = await portal.ask('amina', 'listChanges', {
      query: { totalItems: 'include' },
    });
    return page.totalItems;
  }

  it('gives the first answer again', async () => {
    const { ask, step } = portal;
    const first = await ask('amina', 'createChange', {
      body: form(),
      key: 'once',
    });
    const before = await total();
    await step('amina', 'submitChange', first.id);
    const again = await ask('amina', 'createChange', {
      body: form(),
      key: 'once',
    });
    expect(again).toEqual(first);
    expect(await total()).toBe(before);
  });

  it('gives the first answer to a step again, though the step is no longer possible', async () => {
    const { ask, send } = portal;
    const { id } = await ask('amina', 'createChange', { body: form() });
    const submit = { path: { id }, body: {}, key: 'submit' };
    const first = await send('amina', 'submitChange', submit);
    expect(first.status).toBe(200);
    expect(await send('amina', 'submitChange', submit)).toEqual(first);
    const without = await send('amina', 'submitChange', {
      path: { id },
      body: {},
    });
    expect(without.status).toBe(409);
  });

  it('refuses the key for another body, another route or another change', async () => {
    const { ask, send } = portal;
    const { id } = await ask('amina', 'createChange', {
      body: form(),
      key: 'used',
    });
    const others = [
      send('amina', 'createChange', {
        body: form({ title: 'Other' }),
        key: 'used',
      }),
      send('amina', 'previewChange', { body: form(), key: 'used' }),
      send('amina', 'addComment', {
        path: { id },
        body: { text: 'Hello' },
        key: 'used',
      }),
    ];
    for (const { status, body } of await Promise.all(others)) {
      expect(status).toBe(409);
      expect(body.error.message).toContain('used');
    }
  });

  it('keeps the keys of people apart', async () => {
    const { ask } = portal;
    const sent = { body: form(), key: 'shared' };
    const one = await ask('amina', 'createChange', sent);
    const two = await ask('bilal', 'createChange', sent);
    expect(one.id).not.toBe(two.id);
  });

  it('leaves no key behind where a request fails', async () => {
    const { ask, send, step } = portal;
    const { id } = await ask('amina', 'createChange', {
      body: form({ category: undefined }),
    });
    const submit = { path: { id }, body: {}, key: 'second try' };
    expect((await send('amina', 'submitChange', submit)).status).toBe(400);
    await step('amina', 'editChange', id, { revision: 1, category: 'server' });
    expect((await send('amina', 'submitChange', submit)).status).toBe(200);
  });

  it('does the work once for many at the same time', async () => {
    const { ask } = portal;
    const before = await total();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        ask('amina', 'createChange', { body: form(), key: 'at once' }),
      ),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await total()).toBe(before + 1);
  });

  it('covers the preview, too', async () => {
    const { ask } = portal;
    const sent = { body: { title: 'Soon' }, key: 'preview' };
    const first = await ask('amina', 'previewChange', sent);
    expect(await ask('amina', 'previewChange', sent)).toEqual(first);
  });

  it('answers 400 to a key that is empty or too long', async () => {
    for (const key of ['', 'x'.repeat(201)]) {
      const { status } = await portal.send('amina', 'createChange', {
        body: form(),
        key,
      });
      expect(status).toBe(400);
    }
  });
});

describe.each(supported)('the purge of keys, %s', engine => {
  it('forgets what is older than a day', async () => {
    const knex = await databases.init(engine);
    await startPortal({ knex });
    let now = new Date('2026-01-01T00:00:00Z');
    const idempotency = new Idempotency(knex, () => now);
    const run = (answer: string) =>
      idempotency.run(
        { userRef: 'user:default/amina', key: 'k', operation: 'o', body: {} },
        async () => answer,
      );
    expect(await run('first')).toBe('first');
    now = new Date('2026-01-01T23:59:59Z');
    await idempotency.purge();
    expect(await run('second')).toBe('first');
    now = new Date('2026-01-02T00:00:01Z');
    await idempotency.purge();
    expect(await run('third')).toBe('third');
  });
});
