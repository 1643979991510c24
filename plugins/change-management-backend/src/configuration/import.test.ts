import { mockServices } from '@backstage/backend-test-utils';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  NotAllowedError,
  NotFoundError,
  NotModifiedError,
} from '@backstage/errors';
import { ConfigurationItemView } from 'backstage-plugin-change-management-common';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();

/** A repository with one file at each address. */
function repository() {
  const files = new Map<string, string>();
  const state = { reads: 0, bodies: 0 };
  const feature = createServiceFactory({
    service: coreServices.urlReader,
    deps: {},
    factory: () =>
      mockServices.urlReader.mock({
        async readUrl(url, options) {
          state.reads += 1;
          const content = files.get(url);
          if (url.includes('elsewhere')) {
            throw new NotAllowedError(`Reading from '${url}' is not allowed`);
          }
          if (content === undefined) {
            throw new NotFoundError('none');
          }
          const etag = `"${content.length}-${content.slice(0, 9)}"`;
          if (options?.etag === etag) {
            throw new NotModifiedError();
          }
          state.bodies += 1;
          return { etag, buffer: async () => Buffer.from(content) };
        },
      }),
  });
  return { files, state, feature };
}

describe.each(supported)('configuration at its source, %s', engine => {
  let portal: Portal;
  const repo = repository();
  let names = 0;

  beforeAll(async () => {
    portal = await startPortal({
      knex: await databases.init(engine),
      features: [repo.feature],
    });
  });

  async function keep(
    content: string,
    more: object = {},
  ): Promise<{ item: ConfigurationItemView; url: string }> {
    names += 1;
    const url = `https://git.example/orders/${names}.yaml`;
    repo.files.set(url, content);
    const item = await portal.ask('youssef', 'createConfigurationItem', {
      body: {
        entityRef: 'component:default/orders',
        name: `${names}.yaml`,
        format: 'yaml',
        source: { url },
        ...more,
      },
    });
    return { item, url };
  }

  const read = (id: string, name = 'youssef') =>
    portal.send(name, 'importConfiguration', { path: { id }, body: {} });

  it('is read by those who keep it, and once only where nothing has changed', async () => {
    const { item, url } = await keep('a: 1\n');
    expect(item.allowedActions).toEqual(['edit', 'import']);
    expect((await read(item.id, 'omar')).status).toBe(403);
    const first = await read(item.id);
    expect(first.body).toMatchObject({
      status: 'imported',
      version: {
        number: 1,
        origin: 'import',
        author: 'plugin:default/change-management',
      },
    });
    expect(first.body.version).not.toHaveProperty('changeId');
    const { bodies } = repo.state;
    expect((await read(item.id)).body).toEqual({ status: 'unchanged' });
    expect(repo.state.bodies).toBe(bodies);
    repo.files.set(url, 'a: 2\n');
    expect((await read(item.id)).body.version).toMatchObject({ number: 2 });
    // What was there at the beginning needs no change; what came afterwards does.
    const dark = await portal.ask('salma', 'listDarkChanges', {
      query: { kind: 'configuration' },
    });
    expect(
      dark.items.map(({ reference, url: at }: any) => [reference, at]),
    ).toEqual([[`${item.id} version 2`, url]]);
  });

  it('belongs to the change that is being implemented, or that has proposed it', async () => {
    const { item, url } = await keep('a: 1\n');
    await read(item.id);
    const proposing = (
      await portal.ask('amina', 'createChange', { body: form() })
    ).id;
    await portal.ask('amina', 'addConfigurationVersion', {
      path: { id: item.id },
      body: { changeId: proposing, content: 'a: 2\n' },
    });
    await walk(portal, proposing, 'implementation');
    const { id: other } = await portal.ask('amina', 'createChange', {
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
    await portal.step('amina', 'startChange', other);

    repo.files.set(url, 'a: 2\n');
    expect((await read(item.id)).body.version).toMatchObject({
      number: 2,
      changeId: proposing,
      origin: 'import',
    });
    repo.files.set(url, 'a: 3\n');
    expect((await read(item.id)).body.version).toMatchObject({
      number: 3,
      changeId: other,
    });
    for (const id of [proposing, other]) {
      await portal.step('amina', 'completeChange', id, {
        outcome: 'successful',
        result: 'Done',
      });
    }
  });

  it('says of a source that cannot be read why', async () => {
    const secret = await keep('password: hunter2\n');
    const gone = await keep('a: 1\n');
    repo.files.delete(gone.url);
    const elsewhere = await keep('a: 1\n', {
      source: { url: 'https://elsewhere.example/x' },
    });
    const none = await keep('a: 1\n', { source: undefined });
    const answers = [];
    for (const { item } of [secret, gone, elsewhere, none]) {
      answers.push(await read(item.id));
    }
    expect(
      answers.map(({ status, body }) => [status, body.error.message]),
    ).toEqual([
      [400, expect.stringMatching(/^content:1: looks like a password/)],
      [400, expect.stringContaining('there is nothing at')],
      [400, expect.stringContaining('may not read')],
      [400, expect.stringContaining('no source')],
    ]);
    const { lastImport, latest } = await portal.ask(
      'omar',
      'getConfigurationItem',
      { path: { id: secret.item.id } },
    );
    expect(latest).toBeUndefined();
    expect(lastImport.failed).toContain('content:1');
    expect(JSON.stringify(answers)).not.toContain('hunter2');

    const masking = await keep('password: hunter2\n', { masksSecrets: true });
    expect((await read(masking.item.id)).status).toBe(200);
    const { content } = await portal.ask('omar', 'getConfigurationVersion', {
      path: { id: masking.item.id, n: '1' },
    });
    expect(content).toBe('password: "***masked***"\n');
  });

  it('counts in the coverage: every version without a change is found, and none else', async () => {
    const before = new Date().toISOString();
    const one = await keep('a: 1\n');
    const other = await keep('a: 1\n', {
      entityRef: 'component:default/payments',
    });
    await read(one.item.id);
    await read(other.item.id);
    const planted: string[] = [];
    for (const [index, { item, url }] of [one, other, one].entries()) {
      repo.files.set(url, `${index}: planted\n`);
      const { version } = (await read(item.id)).body;
      planted.push(`${item.id} version ${version.number}`);
    }
    const { id: changeId } = await portal.ask('amina', 'createChange', {
      body: form(),
    });
    await walk(portal, changeId, 'implementation');
    repo.files.set(one.url, 'a: 4\n');
    expect((await read(one.item.id)).body.version.changeId).toBe(changeId);
    await portal.ask('amina', 'addConfigurationVersion', {
      path: { id: one.item.id },
      body: { changeId, content: 'a: 5\n' },
    });
    await portal.ask('amina', 'restoreConfiguration', {
      path: { id: one.item.id },
      body: { changeId, version: 1 },
    });
    await portal.step('amina', 'rollbackChange', changeId, { reason: 'Slow' });

    const dark = await portal.ask('salma', 'listDarkChanges', {
      query: { kind: 'configuration', from: before },
    });
    const found = dark.items.map(({ reference }: any) => reference);
    expect(found.sort()).toEqual(planted.sort());

    const coverage = (groupBy: string) =>
      portal.ask('hind', 'getCoverage', { query: { groupBy, from: before } });
    expect(await coverage('entity')).toMatchObject({
      total: {
        ...{ deployments: 0, configurationVersions: 7 },
        ...{ covered: 4, unauthorized: 3, coverage: 4 / 7 },
      },
      groups: [
        { key: 'component:default/orders', covered: 4, unauthorized: 2 },
        { key: 'component:default/payments', covered: 0, coverage: 0 },
      ],
    });
    const { groups } = await coverage('system');
    expect(groups).toMatchObject([
      { key: 'system:default/shop', configurationVersions: 7 },
    ]);
    expect((await coverage('month')).groups).toMatchObject([
      { key: before.slice(0, 7), configurationVersions: 7 },
    ]);
    const later = await portal.ask('hind', 'getCoverage', {
      query: { from: new Date(Date.now() + 60_000).toISOString() },
    });
    expect(later.total).toEqual({
      ...{ deployments: 0, configurationVersions: 0 },
      ...{ covered: 0, unauthorized: 0 },
    });
  });
});
