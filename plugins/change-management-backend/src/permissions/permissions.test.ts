import { mockCredentials } from '@backstage/backend-test-utils';
import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  changeManagementPermissions,
  changeReadPermission,
} from 'backstage-plugin-change-management-common';
import { ChangeRequestFilter } from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';
import request from 'supertest';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { whereVisible } from '../changes/visibility';
import { adjustablePolicy } from './__testUtils__/adjustablePolicy';
import {
  changeRequestConditions,
  createChangeRequestConditionalDecision,
} from './conditionExports';
import { createConfigurationRules } from './configurationRules';
import { createChangeRules } from './rules';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

const when = (conditions: PermissionCriteria<PermissionCondition<any, any>>) =>
  createChangeRequestConditionalDecision(changeReadPermission, conditions);

describe.each(supported)('the permission policy, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  let ids: string[];
  const policy = adjustablePolicy();

  beforeAll(async () => {
    knex = await databases.init(engine);
    portal = await startPortal({ knex, features: [policy.feature] });
    const created = [
      await portal.ask('amina', 'createChange', { body: form() }),
      await portal.ask('youssef', 'createChange', {
        body: form({
          category: undefined,
          implementer: undefined,
          affectedEntities: ['component:default/mail'],
        }),
      }),
      await portal.ask('omar', 'createChange', {
        body: form({
          category: 'database',
          affectedEntities: [
            'resource:default/orphan',
            'component:default/mail',
          ],
        }),
      }),
    ];
    ids = created.map(({ id }) => id);
  });

  beforeEach(() => policy.set());

  const { isRequester, isImplementer, ownsAffectedEntity, affectsEntity } =
    changeRequestConditions;
  const byAmina = isRequester({ userRefs: ['user:default/amina'] });
  const byDevops = isImplementer({ claims: ['group:default/devops'] });
  const ownedByDevops = ownsAffectedEntity({
    claims: ['group:default/devops'],
  });
  const onOrphan = affectsEntity({ entityRefs: ['resource:default/orphan'] });
  const byNobody = isRequester({ userRefs: [] });

  it.each<[string, PermissionCriteria<PermissionCondition>, number[]]>([
    ['isRequester', byAmina, [0]],
    ['isImplementer', byDevops, [0, 2]],
    ['ownsAffectedEntity', ownedByDevops, [1, 2]],
    ['affectsEntity', onOrphan, [2]],
    ['no value at all', byNobody, []],
    ['not', { not: byAmina }, [1, 2]],
    ['not of no value', { not: byNobody }, [0, 1, 2]],
    ['not of a relation', { not: onOrphan }, [0, 1]],
    ['anyOf', { anyOf: [byAmina, onOrphan] }, [0, 2]],
    ['allOf', { allOf: [byDevops, ownedByDevops] }, [2]],
    ['not anyOf', { not: { anyOf: [byAmina, onOrphan] } }, [1]],
    ['not allOf', { not: { allOf: [byDevops, ownedByDevops] } }, [0, 1]],
    [
      'anyOf in allOf',
      { allOf: [{ anyOf: [byAmina, ownedByDevops] }, { not: onOrphan }] },
      [0, 1],
    ],
    ['an empty anyOf', { anyOf: [] as any }, []],
    ['an empty allOf', { allOf: [] as any }, [0, 1, 2]],
    ['not of an empty anyOf', { not: { anyOf: [] as any } }, [0, 1, 2]],
  ])(
    'shows the same on the list, the page and the count: %s',
    async (_, conditions, expected) => {
      policy.set({ read: when(conditions) });
      const visible = expected.map(i => ids[i]);
      const list = await portal.ask('hind', 'listChanges', {
        query: { orderBy: 'createdAt,asc', totalItems: 'include' },
      });
      expect(list.items.map((item: any) => item.id)).toEqual(visible);
      expect(list.totalItems).toBe(visible.length);
      for (const id of ids) {
        const { status } = await portal.send('hind', 'getChange', {
          path: { id },
        });
        expect([id, status]).toEqual([id, visible.includes(id) ? 200 : 404]);
      }
    },
  );

  it('keeps rows without a value under a negated condition', async () => {
    const find = async (criteria: PermissionCriteria<ChangeRequestFilter>) => {
      const query = knex('changes').select('number').orderBy('number');
      whereVisible(query, criteria);
      return (await query).map(row => `CHG-${row.number}`);
    };
    const leaf = { field: 'category' as const, values: ['database'] };
    expect(await find(leaf)).toEqual([ids[2]]);
    expect(await find({ not: leaf })).toEqual([ids[0], ids[1]]);
    expect(await find({ not: { not: leaf } })).toEqual([ids[2]]);
    expect(await find({ field: 'id', values: [ids[1], 'junk'] })).toEqual([
      ids[1],
    ]);
  });

  it('offers no action that it does not grant', async () => {
    const { ask } = portal;
    const { id } = await ask('amina', 'createChange', { body: form() });
    await walk(portal, id, 'authorization');
    const offered = async (name: string) => {
      const view = await ask(name, 'getChange', { path: { id } });
      const { items } = await ask(name, 'listChanges', {
        query: { q: id },
      });
      expect(items[0].allowedActions).toEqual(view.allowedActions);
      return view.allowedActions;
    };
    expect(await offered('salma')).toEqual(
      expect.arrayContaining(['approve', 'hold', 'comment']),
    );
    policy.set({ approve: when(ownedByDevops) });
    expect(await offered('salma')).toEqual(['comment', 'add-task']);
    policy.set({
      approve: when(
        ownsAffectedEntity({ claims: ['group:default/payments-team'] }),
      ),
    });
    expect(await offered('salma')).toContain('approve');
  });

  it('tells the permission framework which permissions and rules there are', async () => {
    const { body } = await request(portal.server)
      .get('/api/change-management/.well-known/backstage/permissions/metadata')
      .set('Authorization', mockCredentials.service.header());
    const namesOf = (list: { name: string }[]) =>
      list.map(({ name }) => name).sort();
    expect(namesOf(body.permissions)).toEqual(
      namesOf(changeManagementPermissions),
    );
    expect(namesOf(body.rules)).toEqual(
      namesOf([
        ...Object.values(createChangeRules(() => [])),
        ...Object.values(createConfigurationRules(() => [])),
      ]),
    );
    const { paramsSchema } = body.rules.find((r: any) => r.name === 'HAS_ROLE');
    expect(Object.keys(paramsSchema.properties)).toEqual(['roles', 'claims']);
  });

  it('answers the permission framework in the order that it asks', async () => {
    const { body } = await request(portal.server)
      .post(
        '/api/change-management/.well-known/backstage/permissions/apply-conditions',
      )
      .set('Authorization', mockCredentials.service.header())
      .send({
        items: [ids[2], 'CHG-4711', ids[0], 'junk'].map((id, i) => ({
          id: String(i),
          resourceRef: id,
          resourceType: 'change-request',
          conditions: byAmina,
        })),
      });
    expect(body.items.map((item: any) => item.result)).toEqual([
      'DENY',
      'DENY',
      'ALLOW',
      'DENY',
    ]);
  });
});
