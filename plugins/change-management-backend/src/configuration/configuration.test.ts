import {
  ConfigurationItemView,
  ConfigurationOutcome,
  ConfigurationVersion,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();

describe.each(supported)('versioned configuration, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  let names = 0;

  beforeAll(async () => {
    knex = await databases.init(engine);
    portal = await startPortal({ knex });
  });

  async function keep(more: object = {}): Promise<ConfigurationItemView> {
    names += 1;
    return portal.ask('salma', 'createConfigurationItem', {
      body: {
        entityRef: 'component:default/orders',
        name: `orders-${names}.yaml`,
        format: 'yaml',
        ...more,
      },
    });
  }

  async function running(more: object = {}): Promise<string> {
    const { id } = await portal.ask('amina', 'createChange', {
      body: form(more),
    });
    await walk(portal, id, 'implementation');
    return id;
  }

  const draft = async (more: object = {}): Promise<string> =>
    (await portal.ask('amina', 'createChange', { body: form(more) })).id;

  const add = async (
    id: string,
    changeId: string,
    content: string,
    more: object = {},
  ): Promise<ConfigurationOutcome> =>
    portal.ask('amina', 'addConfigurationVersion', {
      path: { id },
      body: { changeId, content, ...more },
    });

  const tryAdd = (
    name: string,
    id: string,
    body: object,
    key?: string,
  ): Promise<{ status: number; body: any }> =>
    portal.send(name, 'addConfigurationVersion', { path: { id }, body, key });

  const versionsOf = async (
    id: string,
    query = {},
  ): Promise<ConfigurationVersion[]> =>
    (
      await portal.ask('omar', 'listConfigurationVersions', {
        path: { id },
        query,
      })
    ).items;

  const contentOf = async (id: string, n: number): Promise<string> =>
    (
      await portal.ask('omar', 'getConfigurationVersion', {
        path: { id, n: `${n}` },
      })
    ).content;

  const logOf = async (id: string): Promise<string[]> =>
    (await portal.ask('omar', 'listLog', { path: { id } })).items.map(
      ({ summary, whatChanged }: any) => `${summary}: ${whatChanged}`,
    );

  it('is altered by pipelines, through changes whose entities are entrusted to them', async () => {
    const item = await keep({
      entityRef: 'component:default/mail',
      format: 'text',
    });
    const mail = await running({
      affectedEntities: ['component:default/mail'],
    });
    const made = await tryAdd('external:mailer', item.id, {
      changeId: mail,
      content: 'one',
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      changeId: mail,
      author: 'pipeline:external/mailer',
    });
    const read = await portal.ask(
      'external:mailer',
      'getConfigurationVersion',
      {
        path: { id: item.id, n: '1' },
      },
    );
    expect(read.content).toBe('one');
    const orders = await keep({ format: 'text' });
    const foreign = await tryAdd('external:mailer', orders.id, {
      changeId: await running(),
      content: 'two',
    });
    expect([foreign.status, foreign.body.error.message]).toEqual([
      403,
      expect.stringContaining('does not entrust component:default/orders'),
    ]);
    const proposed = await tryAdd('external:mailer', item.id, {
      changeId: await draft({ affectedEntities: ['component:default/mail'] }),
      content: 'two',
    });
    expect(proposed.status).toBe(403);
    expect(
      (await tryAdd('external:ci', item.id, { content: 'x' })).status,
    ).toBe(400);
    expect(
      (
        await tryAdd('external:nobody', item.id, {
          changeId: mail,
          content: 'x',
        })
      ).status,
    ).toBe(403);
  });

  describe('items', () => {
    it('are kept by owners, implementers and change managers', async () => {
      const item = await keep({ description: 'What the service reads' });
      expect(item).toMatchObject({
        id: expect.stringMatching(/^CFG-\d+$/),
        masksSecrets: false,
        createdBy: 'user:default/salma',
        allowedActions: ['edit'],
      });
      const tries = await Promise.all(
        ['amina', 'salma', 'omar', 'hind'].map(name =>
          portal.send(name, 'createConfigurationItem', {
            body: {
              entityRef: 'component:default/orders',
              name,
              format: 'env',
            },
          }),
        ),
      );
      expect(tries.map(({ status }) => status)).toEqual([201, 201, 403, 403]);
      const read = await portal.ask('omar', 'getConfigurationItem', {
        path: { id: item.id },
      });
      expect(read.allowedActions).toEqual([]);
      expect(read.coveredBy).toEqual([
        'component:default/orders',
        'system:default/shop',
      ]);
    });

    it('have one name each on their entity, which has to exist', async () => {
      const { id, name } = await keep();
      const twice = await portal.send('amina', 'createConfigurationItem', {
        body: { entityRef: 'component:default/orders', name, format: 'json' },
      });
      expect([twice.status, twice.body.error.message]).toEqual([
        409,
        expect.stringContaining(name),
      ]);
      const nowhere = await portal.send('salma', 'createConfigurationItem', {
        body: { entityRef: 'component:default/none', name, format: 'json' },
      });
      expect(nowhere.status).toBe(400);

      const other = await keep();
      const edit = (body: object) =>
        portal.send('amina', 'editConfigurationItem', {
          path: { id: other.id },
          body,
        });
      expect((await edit({ revision: 1, name })).status).toBe(409);
      const edited = await edit({ revision: 1, description: 'More' });
      expect(edited.body).toMatchObject({ description: 'More', revision: 2 });
      expect((await edit({ revision: 1, name: 'x' })).status).toBe(409);
      expect((await edit({ revision: 2, description: null })).body).toEqual(
        expect.not.objectContaining({ description: expect.anything() }),
      );
      expect(id).not.toBe(other.id);
    });

    it('are found by entity, by its system and by words, page by page', async () => {
      const mine = await keep({
        entityRef: 'component:default/payments',
        name: 'Limits.json',
        format: 'json',
      });
      const find = async (query: Record<string, string>) => {
        const page = await portal.ask('omar', 'listConfigurationItems', {
          query,
        });
        return page.items.map(({ id }: { id: string }) => id);
      };
      expect(await find({ entityRef: 'component:default/payments' })).toEqual([
        mine.id,
      ]);
      const system = { entityRef: 'system:default/shop', limit: '200' };
      expect(await find(system)).toEqual([]);
      expect(await find({ ...system, scope: 'members' })).toContain(mine.id);
      expect(await find({ q: 'limits.J' })).toEqual([mine.id]);
      const page = await portal.ask('omar', 'listConfigurationItems', {
        query: { limit: '1' },
      });
      const next = await portal.ask('omar', 'listConfigurationItems', {
        query: { limit: '1', cursor: page.pageInfo.nextCursor },
      });
      expect(next.items[0].id).not.toBe(page.items[0].id);
    });
  });

  describe('versions made directly', () => {
    it('are numbered without gaps, kept to the letter, and name their change', async () => {
      const { id } = await keep();
      const changeId = await running();
      const first = await add(id, changeId, 'a: 1\n', {
        note: 'To begin with',
      });
      expect(first).toMatchObject({
        status: 'made',
        number: 1,
        changeId,
        author: 'user:default/amina',
        origin: 'change',
        size: 5,
        note: 'To begin with',
      });
      await add(id, changeId, 'a: 2\r\nb: "é"\n');
      expect(await contentOf(id, 2)).toBe('a: 2\r\nb: "é"\n');
      expect((await versionsOf(id)).map(v => v.number)).toEqual([2, 1]);
      expect((await versionsOf(id, { limit: '1' })).map(v => v.number)).toEqual(
        [2],
      );
      const item = await portal.ask('omar', 'getConfigurationItem', {
        path: { id },
      });
      expect(item.latest).toMatchObject({ number: 2, changeId });

      expect((await logOf(changeId)).join()).toContain('version 1 → 2');
      const trail = await portal.ask('hind', 'listAuditEvents', {
        path: { id: changeId },
      });
      const made = trail.items.filter(
        ({ type }: any) => type === 'configuration-changed',
      );
      expect(made.map(({ data }: any) => data)).toEqual([
        expect.objectContaining({ itemId: id, version: 1 }),
        expect.objectContaining({
          itemId: id,
          version: 2,
          previous: { version: 1, digest: (first as any).digest },
        }),
      ]);
      const { configured } = await portal.ask('omar', 'getChange', {
        path: { id: changeId },
      });
      expect(configured).toEqual([
        expect.objectContaining({ itemId: id, version: 2 }),
      ]);
    });

    it('are refused in words by anybody else, elsewhere, and at another time', async () => {
      const { id } = await keep();
      const changeId = await running();
      const content = 'refused: 1\n';
      const refusal = async (name: string, body: object) => {
        const answer = await tryAdd(name, id, body);
        return [answer.status, answer.body.error.message];
      };
      expect(await refusal('youssef', { changeId, content })).toEqual([
        403,
        expect.stringContaining('implementer'),
      ]);
      expect(
        await refusal('amina', { changeId: 'CHG-99999', content }),
      ).toEqual([404, 'There is no change CHG-99999.']);
      const elsewhere = await running({
        affectedEntities: ['component:default/mail'],
      });
      expect(await refusal('amina', { changeId: elsewhere, content })).toEqual([
        409,
        expect.stringContaining('does not cover'),
      ]);
      const later = await draft();
      await walk(portal, later, 'approved');
      expect(await refusal('amina', { changeId: later, content })).toEqual([
        409,
        expect.stringContaining('is in state approved'),
      ]);
      expect(
        await refusal('amina', { changeId, content, baseVersion: 4 }),
      ).toEqual([409, expect.stringContaining('moved on since version 4')]);
      expect(await versionsOf(id)).toEqual([]);
      // Nothing of what was refused is kept.
      expect(await knex('configuration_contents').where({ content })).toEqual(
        [],
      );

      const { id: whole } = await portal.ask('amina', 'createChange', {
        body: form({
          type: 'emergency',
          affectedEntities: ['system:default/shop'],
          emergency: {
            reason: 'critical-failure',
            incidentRef: 'INC-7',
            explanation: 'Nobody can pay',
          },
        }),
      });
      await portal.step('amina', 'startChange', whole);
      await add(id, whole, 'b: 2\n');
      expect(await refusal('amina', { changeId, content: 'b: 2\n' })).toEqual([
        409,
        expect.stringContaining('this very content already'),
      ]);
    });

    it('are repeated by their key, and compared and blamed line by line', async () => {
      const { id } = await keep();
      const changeId = await running();
      const body = { changeId, content: 'a: 1\nb: 1\nc: 1\n' };
      const once = await tryAdd('amina', id, body, 'k-1');
      const again = await tryAdd('amina', id, body, 'k-1');
      expect(again).toEqual(once);
      const other = await running();
      await add(id, other, 'a: 1\nb: 2\nc: 1\nd: 1\n');

      const diff = await portal.ask('omar', 'diffConfiguration', {
        path: { id, n: '2' },
      });
      expect(diff).toMatchObject({ from: 1, to: 2, added: 2, removed: 1 });
      expect(diff.hunks[0].lines).toEqual([
        ...[' a: 1', '-b: 1', '+b: 2', ' c: 1', '+d: 1'],
      ]);
      expect(diff.patch).toContain('@@ -1,3 +1,4 @@');
      const back = await portal.ask('omar', 'diffConfiguration', {
        path: { id, n: '1' },
        query: { against: '2', context: '0' },
      });
      expect(back).toMatchObject({ added: 1, removed: 2, from: 2, to: 1 });
      const whole = await portal.ask('omar', 'diffConfiguration', {
        path: { id, n: '1' },
      });
      expect(whole).toMatchObject({ added: 3, removed: 0, from: 0 });

      const blame = await portal.ask('omar', 'blameConfiguration', {
        path: { id, n: '2' },
      });
      expect(blame.ranges).toEqual([
        { fromLine: 1, toLine: 1, version: 1 },
        { fromLine: 2, toLine: 2, version: 2 },
        { fromLine: 3, toLine: 3, version: 1 },
        { fromLine: 4, toLine: 4, version: 2 },
      ]);
      expect(blame.versions.map((v: any) => [v.number, v.changeId])).toEqual([
        [1, changeId],
        [2, other],
      ]);
      for (const n of ['0', '3', 'x']) {
        const { status } = await portal.send('omar', 'blameConfiguration', {
          path: { id, n },
        });
        expect(status).toBe(404);
      }
    });

    it('made at once are serialised, and one based on the same version wins', async () => {
      const { id } = await keep();
      const changes = [await running(), await running()];
      const both = await Promise.all(
        changes.map((changeId, i) =>
          tryAdd('amina', id, { changeId, content: `a: ${i}\n` }),
        ),
      );
      expect(both.map(({ status }) => status)).toEqual([201, 201]);
      expect((await versionsOf(id)).map(v => v.number)).toEqual([2, 1]);
      const based = await Promise.all(
        changes.map((changeId, i) =>
          tryAdd('amina', id, {
            changeId,
            content: `b: ${i}\n`,
            baseVersion: 2,
          }),
        ),
      );
      expect(based.map(({ status }) => status).sort()).toEqual([201, 409]);
    });

    it('may have a megabyte, and no more', async () => {
      const { id } = await keep({ format: 'text' });
      const changeId = await running();
      const megabyte = `${'x'.repeat(1023)}\n`.repeat(1024);
      expect(await add(id, changeId, megabyte)).toMatchObject({
        size: 1024 * 1024,
      });
      const more = await tryAdd('amina', id, {
        changeId,
        content: `${megabyte}x`,
      });
      expect([more.status, more.body.error.message]).toEqual([
        400,
        expect.stringContaining('at most 1 MB'),
      ]);
      const huge = await tryAdd('amina', id, {
        changeId,
        content: megabyte.repeat(5),
      });
      expect(huge.status).toBe(413);
      const elsewhere = await portal.send('amina', 'addComment', {
        path: { id: changeId },
        body: { text: megabyte },
      });
      expect(elsewhere.status).toBe(413);
    });

    it('are read in their format', async () => {
      const { id } = await keep({ format: 'json' });
      const { status, body } = await tryAdd('amina', id, {
        changeId: await running(),
        content: '{\n "a": 1,\n}',
      });
      expect([status, body.error.fields]).toEqual([
        400,
        [{ path: 'content:3', message: 'is not JSON' }],
      ]);
    });
  });

  describe('versions proposed in a draft', () => {
    it('are part of what approvers see, and made at completion', async () => {
      const { id, name } = await keep();
      await add(id, await running(), 'a: 1\n');
      const changeId = await draft();
      const before = await portal.ask('omar', 'getChange', {
        path: { id: changeId },
      });
      const proposed = await add(id, changeId, 'a: 1\nb: 2\n');
      expect(proposed).toMatchObject({
        status: 'proposed',
        changeId,
        itemId: id,
        baseVersion: 1,
        added: 1,
        removed: 0,
      });
      const after = await portal.ask('omar', 'getChange', {
        path: { id: changeId },
      });
      expect(after.contentRevision).toBe(before.contentRevision + 1);
      expect(after.digest).not.toBe(before.digest);
      expect(after.configuration).toEqual([
        expect.objectContaining({ itemId: id, name }),
      ]);
      // Anew, it takes the place of what was proposed.
      await add(id, changeId, 'a: 1\nb: 3\n');
      const diff = await portal.ask('salma', 'diffProposal', {
        path: { id: changeId, itemId: id },
      });
      expect(diff).toMatchObject({ from: 1, added: 1, latestVersion: 1 });
      expect(diff.patch).toContain('+b: 3');

      await walk(portal, changeId, 'implementation');
      expect(await versionsOf(id)).toHaveLength(1);
      await walk(portal, changeId, 'review');
      expect(await contentOf(id, 2)).toBe('a: 1\nb: 3\n');
      expect((await versionsOf(id))[0]).toMatchObject({ changeId });
    });

    it('keep the change from completing once the item has moved on, until it is settled', async () => {
      const { id } = await keep();
      const changeId = await draft();
      await add(id, changeId, 'a: 1\n');
      await walk(portal, changeId, 'implementation');
      const other = await running();
      await add(id, other, 'b: 1\n');
      const complete = () =>
        portal.send('amina', 'completeChange', {
          path: { id: changeId },
          body: { outcome: 'successful', result: 'Done' },
        });
      const waits = async () =>
        (
          await portal.ask('amina', 'getChange', { path: { id: changeId } })
        ).waitingFor.find(({ what }: any) => what === 'configuration');
      expect(await waits()).toMatchObject({
        text: expect.stringMatching(
          /version 0, but is at version 1\..*unsuccessful/,
        ),
        people: ['group:default/devops'],
      });
      const refused = await complete();
      expect([refused.status, refused.body.error.message]).toEqual([
        409,
        expect.stringMatching(
          new RegExp(`was to be altered from version 0, .* made by ${other}`),
        ),
      ]);
      await add(id, changeId, 'a: 1\nb: 1\n');
      expect(await waits()).toBeUndefined();
      expect((await complete()).status).toBe(200);
      expect(await versionsOf(id)).toHaveLength(2);
    });

    it('do not keep one that was unsuccessful from completing', async () => {
      const { id } = await keep();
      const changeId = await draft();
      await add(id, changeId, 'a: 1\n');
      await walk(portal, changeId, 'implementation');
      await add(id, await running(), 'b: 1\n');
      const { allowedActions } = await portal.ask('amina', 'getChange', {
        path: { id: changeId },
      });
      expect(allowedActions).toContain('complete');
      await portal.step('amina', 'completeChange', changeId, {
        outcome: 'unsuccessful',
        result: 'It did not work',
      });
      expect(await contentOf(id, 1)).toBe('b: 1\n');
    });

    it('are not made by a change that was unsuccessful', async () => {
      const { id } = await keep();
      const changeId = await draft();
      await add(id, changeId, 'a: 1\n');
      await walk(portal, changeId, 'implementation');
      await portal.step('amina', 'completeChange', changeId, {
        outcome: 'unsuccessful',
        result: 'It did not work',
      });
      expect(await versionsOf(id)).toEqual([]);
      expect((await logOf(changeId)).join()).toContain('was not altered');
    });

    it('belong to whoever may edit the draft, and can be withdrawn', async () => {
      const { id } = await keep();
      const changeId = await draft();
      expect(
        (await tryAdd('omar', id, { changeId, content: 'a: 1\n' })).status,
      ).toBe(403);
      await add(id, changeId, 'a: 1\n');
      const uncovered = await portal.send('amina', 'editChange', {
        path: { id: changeId },
        body: { revision: 2, affectedEntities: ['component:default/mail'] },
      });
      expect([uncovered.status, uncovered.body.error.message]).toEqual([
        400,
        expect.stringContaining('affectedEntities: must cover'),
      ]);
      const withdraw = (name: string) =>
        portal.send(name, 'withdrawProposal', {
          path: { id: changeId, itemId: id },
        });
      expect((await withdraw('omar')).status).toBe(403);
      expect((await withdraw('amina')).body.configuration).toEqual([]);
      expect((await withdraw('amina')).status).toBe(409);
    });
  });

  describe('what was', () => {
    it('can be restored through a change', async () => {
      const { id } = await keep();
      const changeId = await running();
      await add(id, changeId, 'a: 1\n');
      await add(id, changeId, 'a: 2\n');
      const restored = await portal.ask('amina', 'restoreConfiguration', {
        path: { id },
        body: { version: 1, changeId },
      });
      expect(restored).toMatchObject({ number: 3, origin: 'restore' });
      expect(await contentOf(id, 3)).toBe('a: 1\n');
      const { status } = await portal.send('amina', 'restoreConfiguration', {
        path: { id },
        body: { version: 9, changeId },
      });
      expect(status).toBe(404);
      const [{ count }] = await knex('configuration_contents')
        .where({ content: 'a: 1\n' })
        .count({ count: '*' });
      expect(Number(count)).toBe(1);
    });

    it('is there again when the change is rolled back, but for what has moved on', async () => {
      const [one, two, fresh] = [await keep(), await keep(), await keep()];
      const first = await running();
      await add(one.id, first, 'one: 1\n');
      await add(two.id, first, 'two: 1\n');
      const changeId = await running();
      await add(one.id, changeId, 'one: 2\n');
      await add(one.id, changeId, 'one: 3\n');
      await add(two.id, changeId, 'two: 2\n');
      await add(fresh.id, changeId, 'new: 1\n');
      const later = await running();
      await add(two.id, later, 'two: 3\n');

      const change = await portal.step('amina', 'rollbackChange', changeId, {
        reason: 'It broke',
      });
      expect((await versionsOf(one.id))[0]).toMatchObject({
        number: 4,
        origin: 'rollback',
        changeId,
      });
      expect(await contentOf(one.id, 4)).toBe('one: 1\n');
      expect(await contentOf(two.id, 3)).toBe('two: 3\n');
      expect(await versionsOf(two.id)).toHaveLength(3);
      expect(await versionsOf(fresh.id)).toHaveLength(1);
      const log = (await logOf(changeId)).join('\n');
      expect(log).toContain(`${two.id} was not restored`);
      expect(log).toContain(`made by ${later}`);
      expect(log).toContain(`${fresh.id} was not restored`);
      expect(
        change.configured?.find(({ itemId }) => itemId === one.id),
      ).toMatchObject({ restoredAs: 4, before: { version: 1 } });
    });
  });

  describe('secrets', () => {
    const planted = 'correct-horse-battery';

    /** Everything that is stored anywhere. */
    async function everything(): Promise<string> {
      const tables =
        engine === 'SQLITE_3'
          ? (
              await knex('sqlite_master')
                .where({ type: 'table' })
                .select('name')
            ).map(({ name }) => name)
          : (
              await knex('pg_tables')
                .where({ schemaname: 'public' })
                .select('tablename')
            ).map(({ tablename }) => tablename);
      expect(tables).toContain('configuration_contents');
      const rows = await Promise.all(tables.map(table => knex(table)));
      return JSON.stringify(rows);
    }

    it('are refused line by line, or masked, and are nowhere afterwards', async () => {
      const written: string[] = [];
      const streams = [process.stdout, process.stderr].map(stream =>
        jest.spyOn(stream, 'write').mockImplementation(chunk => {
          written.push(String(chunk));
          return true;
        }),
      );
      const content = `db:\n  user: app\n  password: ${planted}\n`;
      const strict = await keep();
      const changeId = await running();
      const draftId = await draft();
      const answers = [];
      for (const id of [changeId, draftId]) {
        answers.push(
          await tryAdd('amina', strict.id, { changeId: id, content }),
        );
      }
      for (const note of [`token=${planted}`]) {
        answers.push(
          await tryAdd('amina', strict.id, { changeId, content: 'a: 1', note }),
        );
      }
      answers.push(
        await tryAdd('amina', strict.id, { changeId, content: `${content}}` }),
        await portal.send('youssef', 'createConfigurationItem', {
          body: {
            entityRef: 'component:default/orders',
            name: 'x',
            format: 'env',
            source: { url: `https://app:${planted}@git.example/x` },
          },
        }),
      );
      expect(answers.map(({ status }) => status)).toEqual(
        answers.map(() => 400),
      );
      expect(answers[0].body.error.fields).toEqual([
        {
          path: 'content:3',
          message: expect.stringContaining('looks like a password'),
        },
      ]);

      const masking = await keep({ masksSecrets: true });
      await tryAdd('amina', masking.id, { changeId, content }, 'masked');
      const again = await tryAdd(
        'amina',
        masking.id,
        { changeId, content },
        'masked',
      );
      expect(again.status).toBe(201);
      expect(await contentOf(masking.id, 1)).toBe(
        'db:\n  user: app\n  password: "***masked***"\n',
      );
      streams.forEach(stream => stream.mockRestore());
      expect(JSON.stringify(answers)).not.toContain(planted);
      expect(written.join('')).not.toContain(planted);
      expect(await everything()).not.toContain(planted);
    });
  });
});
