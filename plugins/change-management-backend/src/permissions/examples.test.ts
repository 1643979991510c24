import { TestDatabases } from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import { readFileSync } from 'fs';
import { resolve } from 'path';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { portalPolicy } from './__testUtils__/examples/policy';
import { people } from './__testUtils__/people';
import { permissionClient } from './__testUtils__/permissionClient';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const top = resolve(__dirname, '../../../..');

it.each([
  ['policy.ts', 'docs/permissions.md'],
  ['rule.ts', 'docs/permissions.md'],
])('the example %s stands as it is tried in %s', (example, document) => {
  const code = readFileSync(
    resolve(__dirname, '__testUtils__/examples', example),
    'utf8',
  );
  expect(readFileSync(resolve(top, document), 'utf8')).toContain(
    `\`\`\`ts\n${code}\`\`\`\n`,
  );
});

describe("the example's policy, asked through the permission backend", () => {
  let portal: Portal;
  let draft: string;
  let submitted: string;
  beforeAll(async () => {
    portal = await startPortal({
      knex: await databases.init('SQLITE_3'),
      entities: people,
      features: [permissionBackend, portalPolicy, permissionClient],
      config: { permission: { enabled: true } },
    });
    const create = async () =>
      (await portal.ask('omar', 'createChange', { body: form() })).id;
    draft = await create();
    submitted = await create();
    await walk(portal, submitted, 'authorization', 'omar');
  });

  // Omar requested both, Bilal's group implements them, Youssef's owns what they touch, Zineb has nothing to do with them.
  it.each([
    ['omar', ['draft', 'submitted']],
    ['bilal', ['draft', 'submitted']],
    ['youssef', ['submitted']],
    ['mounir', ['draft', 'submitted']],
    ['hind', ['draft', 'submitted']],
    ['leila', []],
    ['zineb', []],
  ])('shows %s %j', async (name, expected) => {
    const ids: Record<string, string> = { draft, submitted };
    const { items } = await portal.ask(name, 'listChanges', {
      query: { orderBy: 'createdAt,asc' },
    });
    expect(items.map((item: any) => item.id)).toEqual(
      expected.map(which => ids[which]),
    );
    for (const [which, id] of Object.entries(ids)) {
      const { status } = await portal.send(name, 'getChange', { path: { id } });
      expect([which, status]).toEqual([
        which,
        expected.includes(which) ? 200 : 404,
      ]);
    }
  });

  it('lets the trail be read by change managers and auditors', async () => {
    const path = { id: submitted };
    for (const [name, expected] of [
      ['mounir', 200],
      ['hind', 200],
      ['omar', 403],
      ['zineb', 404],
    ] as const) {
      const { status } = await portal.send(name, 'listAuditEvents', { path });
      expect([name, status]).toEqual([name, expected]);
    }
  });

  it('shows configuration to its owners and those who check changes', async () => {
    const { id } = await portal.ask('youssef', 'createConfigurationItem', {
      body: {
        entityRef: 'component:default/orders',
        name: 'orders.yaml',
        format: 'yaml',
      },
    });
    for (const [name, expected] of [
      ['youssef', 200],
      ['mounir', 200],
      ['hind', 200],
      ['omar', 404],
      ['zineb', 404],
    ] as const) {
      const path = { id };
      const { status } = await portal.send(name, 'getConfigurationItem', {
        path,
      });
      const { items } = await portal.ask(name, 'listConfigurationItems');
      expect([name, status, items.length]).toEqual([
        name,
        expected,
        expected === 200 ? 1 : 0,
      ]);
    }
  });

  it('lets auditors write nothing', async () => {
    const { send, ask } = portal;
    const path = { id: submitted };
    const body = { text: 'Hello' };
    expect((await send('hind', 'addComment', { path, body })).status).toBe(403);
    expect((await ask('hind', 'getChange', { path })).allowedActions).toEqual(
      [],
    );
    expect((await send('omar', 'addComment', { path, body })).status).toBe(201);
  });

  it('does not lift the rules of change management', async () => {
    const { id } = await portal.ask('mounir', 'createChange', {
      body: form(),
    });
    await walk(portal, id, 'authorization', 'mounir');
    const { status, body } = await portal.send('mounir', 'decideChange', {
      path: { id },
      body: { decision: 'approve' },
    });
    expect(status).toBe(403);
    expect(body.error.message).toContain('somebody else has to decide');
  });
});
