import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  configurationReadPermission,
  OperationId,
  Route,
  routes,
} from 'backstage-plugin-change-management-common';
import { createHash } from 'node:crypto';
import request from 'supertest';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, Sent, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { auditRoom } from '../audit/__testUtils__/room';
import { adjustablePolicy, deny } from './__testUtils__/adjustablePolicy';
import {
  configurationConditions,
  createConfigurationConditionalDecision,
} from './conditionExports';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();

/** A policy for readers who see only the configuration of what the payments team owns. */
const ownOnly = {
  'configuration.read': createConfigurationConditionalDecision(
    configurationReadPermission,
    configurationConditions.ownsConfiguredEntity({
      claims: ['group:default/payments-team'],
    }),
  ),
};

const sources = {
  hidden: { text: 'vault: 1', url: 'https://git.example/vault.yaml' },
  seen: { text: 'shelf: 1', url: 'https://git.example/shelf.yaml' },
};
const digestOf = (text: string) =>
  createHash('sha256').update(text).digest('hex');

/** What says anything of the hidden item but its number. */
const secrets = [
  'vault',
  'wherefore',
  ...[1, 2, 3, 4].map(n => digestOf(`vault: ${n}`)),
];
const tellsSecret = (text: string) =>
  secrets.filter(secret => text.includes(secret));

describe.each(supported)('configuration for a narrowed reader, %s', engine => {
  const policy = adjustablePolicy();
  let portal: Portal;
  let seen: string;
  let hidden: string;
  let change: string;
  let dark: string[];

  beforeAll(async () => {
    const knex = await databases.init(engine);
    const files = new Map(
      Object.values(sources).map(({ url, text }) => [url, text]),
    );
    portal = await startPortal({
      knex,
      features: [
        policy.feature,
        createServiceFactory({
          service: coreServices.urlReader,
          deps: {},
          factory: () =>
            mockServices.urlReader.mock({
              readUrl: async url => ({
                buffer: async () => Buffer.from(files.get(url)!),
              }),
            }),
        }),
      ],
    });
    const keep = async (entityRef: string, of: keyof typeof sources) => {
      const { text, url } = sources[of];
      const { id } = await portal.ask('salma', 'createConfigurationItem', {
        body: {
          entityRef,
          name: `${text.split(':')[0]}.yaml`,
          format: 'yaml',
          source: { url },
        },
      });
      await portal.ask('salma', 'importConfiguration', { path: { id } });
      files.set(url, text.replace('1', '2'));
      await portal.ask('salma', 'importConfiguration', { path: { id } });
      return id;
    };
    hidden = await keep('component:default/mail', 'hidden');
    seen = await keep('component:default/orders', 'seen');
    const found = await portal.ask('salma', 'listDarkChanges');
    dark = found.items.map(({ id }: { id: string }) => id);

    const created = await portal.ask('amina', 'createChange', {
      body: form({
        affectedEntities: [
          'component:default/mail',
          'component:default/orders',
        ],
      }),
    });
    change = created.id;
    const propose = (id: string, content: string, note: string) =>
      portal.ask('amina', 'addConfigurationVersion', {
        path: { id },
        body: { changeId: change, content, note },
      });
    await propose(seen, 'shelf: 3', 'because');
    await propose(hidden, 'vault: 3', 'wherefore');
    await walk(portal, change, 'implementation');
    await propose(hidden, 'vault: 4', 'wherefore');
    await walk(portal, change, 'review');
    await auditRoom(knex).sealer.seal();
  });
  beforeEach(() => policy.set(ownOnly));

  const send = (operation: OperationId, sent: Sent = {}) =>
    portal.send('karim', operation, sent);

  it('shows the same by lists and one by one, with what they may read', async () => {
    const list = async () =>
      (await portal.ask('karim', 'listConfigurationItems')).items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await list()).toEqual([seen]);
    policy.set();
    expect(await list()).toEqual([hidden, seen]);
    policy.set({ 'configuration.read': deny });
    expect(await list()).toEqual([]);
  });

  it('is not searched, and turns pages as if nothing else were there', async () => {
    const find = (query: Record<string, string>) =>
      portal.ask('karim', 'listConfigurationItems', { query });
    expect((await find({ q: 'vault' })).items).toEqual([]);
    expect((await find({ q: 'shelf' })).items).toHaveLength(1);
    const page = await find({ limit: '1' });
    expect(page.items.map(({ id }: { id: string }) => id)).toEqual([seen]);
    expect(page.pageInfo).toEqual({});
  });

  const path = (more: object = {}) => ({ id: hidden, n: '1', ...more });
  it.each<[OperationId, () => Sent]>([
    ['getConfigurationItem', () => ({ path: path() })],
    [
      'editConfigurationItem',
      () => ({ path: path(), body: { revision: 1, name: 'x' } }),
    ],
    ['importConfiguration', () => ({ path: path() })],
    ['listConfigurationVersions', () => ({ path: path() })],
    ['getConfigurationVersion', () => ({ path: path() })],
    ['diffConfiguration', () => ({ path: path() })],
    ['blameConfiguration', () => ({ path: path() })],
    [
      'addConfigurationVersion',
      () => ({ path: path(), body: { changeId: change, content: 'a: 1' } }),
    ],
    [
      'restoreConfiguration',
      () => ({ path: path(), body: { changeId: change, version: 1 } }),
    ],
    ['diffProposal', () => ({ path: { id: change, itemId: hidden } })],
    ['withdrawProposal', () => ({ path: { id: change, itemId: hidden } })],
  ])('answers %s as if there were none', async (operation, sent) => {
    const route: Route = routes[operation];
    const real = await portal.send('salma', operation, sent());
    const none = JSON.parse(
      JSON.stringify(sent()).replaceAll(hidden, 'CFG-999'),
    );
    const absent = await portal.send('salma', operation, none);
    expect([route.path, real.status]).toEqual([route.path, 404]);
    expect(real.body.error.message).toBe(
      absent.body.error.message.replaceAll('CFG-999', hidden),
    );
  });

  it('is not kept by somebody who could not read it', async () => {
    const create = (name: string, entityRef: string) =>
      portal.send('salma', 'createConfigurationItem', {
        body: { entityRef, name, format: 'text' },
      });
    // Not even whether a name is taken is told.
    for (const name of ['vault.yaml', 'free']) {
      const { status, body } = await create(name, 'component:default/mail');
      expect([status, body.error.message]).toEqual([
        403,
        expect.stringContaining('change-management.configuration.read'),
      ]);
    }
    expect((await create('free', 'component:default/orders')).status).toBe(201);
  });

  it('leaves a change with what may be read, and with how much may not', async () => {
    const { body } = await send('getChange', { path: { id: change } });
    const ids = (items: { itemId: string }[]) =>
      items.map(({ itemId }) => itemId);
    expect(ids(body.configuration)).toEqual([seen]);
    expect(ids(body.configured)).toEqual([seen]);
    expect(body.withheldConfiguration).toBe(1);
    policy.set();
    const whole = await send('getChange', { path: { id: change } });
    expect(ids(whole.body.configured).sort()).toEqual([hidden, seen].sort());
    expect(whole.body).not.toHaveProperty('withheldConfiguration');
  });

  it('is kept out of the answer to a step, too', async () => {
    const { id } = await portal.ask('amina', 'createChange', {
      body: form({
        affectedEntities: [
          'component:default/mail',
          'component:default/orders',
        ],
      }),
    });
    policy.set();
    for (const [item, content] of [
      [hidden, 'vault: 1'],
      [seen, 'shelf: 1'],
    ]) {
      await portal.ask('amina', 'addConfigurationVersion', {
        path: { id: item },
        body: { changeId: id, content },
      });
    }
    policy.set(ownOnly);
    const view = await portal.step('amina', 'submitChange', id);
    expect(view.configuration?.map(({ itemId }) => itemId)).toEqual([seen]);
    expect(view.withheldConfiguration).toBe(1);
  });

  it.each<[OperationId, () => Sent]>([
    ['getChange', () => ({ path: { id: change } })],
    ['listLog', () => ({ path: { id: change }, query: { limit: '100' } })],
    [
      'listAuditEvents',
      () => ({ path: { id: change }, query: { limit: '100' } }),
    ],
    ['listTrail', () => ({ query: { limit: '200' } })],
    ['listTrail', () => ({ query: { limit: '200', changeId: change } })],
    ['listDarkChanges', () => ({})],
    ...[0, 1].map((i): [OperationId, () => Sent] => [
      'getDarkChange',
      () => ({ path: { id: dark[i] } }),
    ]),
    ['listChanges', () => ({})],
  ])(
    'is told of by %s to those who may read it only',
    async (operation, sent) => {
      const narrowed = await send(operation, sent());
      expect(narrowed.status).toBe(200);
      expect(tellsSecret(JSON.stringify(narrowed.body))).toEqual([]);
    },
  );

  it('is told to those who may read it', async () => {
    policy.set();
    for (const operation of ['listLog', 'listAuditEvents'] as const) {
      const { body } = await send(operation, {
        path: { id: change },
        query: { limit: '100' },
      });
      expect(tellsSecret(JSON.stringify(body))).not.toEqual([]);
    }
    const trail = await send('listTrail', { query: { limit: '200' } });
    expect(tellsSecret(JSON.stringify(trail.body))).not.toEqual([]);
    const found = await send('listDarkChanges');
    expect(tellsSecret(JSON.stringify(found.body))).not.toEqual([]);
  });

  it('says where something was left out of the trail', async () => {
    const { body } = await send('listAuditEvents', {
      path: { id: change },
      query: { limit: '100' },
    });
    const withheld = body.items
      .filter((event: any) => event.withheld)
      .map(({ type }: any) => type);
    expect(new Set(withheld)).toEqual(
      new Set(['edited', 'configuration-changed']),
    );
    const log = await send('listLog', { path: { id: change } });
    expect(JSON.stringify(log.body)).toContain('you may not read');
  });

  it('counts in the coverage only as far as it may be read', async () => {
    const total = async () =>
      (await portal.ask('karim', 'getCoverage', { query: {} })).total
        .configurationVersions;
    const [own] = [await total()];
    policy.set();
    expect(await total()).toBeGreaterThan(own);
    policy.set({ 'configuration.read': deny });
    expect(await total()).toBe(0);
  });

  it('goes into no evidence and no export of somebody who may not read all of it', async () => {
    const period = {
      from: new Date(Date.now() - 86_400_000).toISOString(),
      to: new Date(Date.now() + 86_400_000).toISOString(),
      sampleSize: '5',
    };
    const takes: [OperationId, Sent][] = [
      ['getChangeEvidence', { path: { id: change } }],
      ['getChangeEvidence', { path: { id: change }, query: { format: 'zip' } }],
      ['getEvidencePack', { query: period }],
      ['exportTrail', {}],
    ];
    const take = async (operation: OperationId, sent: Sent) => {
      const { path: pathOf, method } = routes[operation] as Route;
      const { status, text } = await request(portal.server)
        [method](
          `/api/change-management${pathOf.replace(
            '{id}',
            sent.path?.id ?? '',
          )}`,
        )
        .set('Authorization', mockCredentials.user.header('user:default/karim'))
        .query(sent.query ?? {});
      return [status, text ?? ''] as const;
    };
    for (const [operation, sent] of takes) {
      const [status, text] = await take(operation, sent);
      expect([operation, status]).toEqual([operation, 403]);
      expect(text).toContain('change-management.configuration.read');
      expect(tellsSecret(text)).toEqual([]);
    }
    policy.set();
    for (const [operation, sent] of takes) {
      expect([operation, (await take(operation, sent))[0]]).toEqual([
        operation,
        200,
      ]);
    }
  });

  it('is called by its number in what refuses a step', async () => {
    policy.set();
    const { id } = await portal.ask('amina', 'createChange', {
      body: form({
        affectedEntities: ['component:default/mail'],
      }),
    });
    await portal.ask('amina', 'addConfigurationVersion', {
      path: { id: hidden },
      body: { changeId: id, content: 'vault: 2' },
    });
    policy.set(ownOnly);
    const { body, status } = await portal.send('amina', 'editChange', {
      path: { id },
      body: { revision: 2, affectedEntities: ['component:default/orders'] },
    });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(hidden);
    expect(tellsSecret(JSON.stringify(body))).toEqual([]);
  });
});
