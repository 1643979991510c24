import { mockServices } from '@backstage/backend-test-utils';
import { RoleRegisterView } from 'backstage-plugin-change-management-common';
import { createDatabases } from '../__testUtils__/databases';
import { startPortal, withMembers } from '../__testUtils__/startPortal';
import { entity, readerOf } from '../catalog/__testUtils__/catalog';
import { RoleBook } from './RoleBook';
import { RoleRegister } from './RoleRegister';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();

const organisation = [
  entity('user:default/amina', ['memberOf group:default/devops']),
  entity('user:default/salma', [
    'memberOf group:default/agency',
    'memberOf group:default/devops',
  ]),
  entity('user:default/hind', ['memberOf group:default/agency']),
  entity('group:default/devops', ['childOf group:default/technology']),
  entity('group:default/technology', ['childOf group:default/agency']),
  // Wrongly below itself.
  entity('group:default/agency', ['childOf group:default/devops']),
  entity('group:default/empty'),
];

function bookOf(roles: Record<string, string[]>, entities = organisation) {
  const { reader, calls } = readerOf(withMembers(entities));
  const register = RoleRegister.fromConfig(
    mockServices.rootConfig({ data: { changeManagement: { roles } } }),
  );
  return { book: new RoleBook({ reader, register }), calls };
}

describe('the register of roles', () => {
  it('shows the way by which each holder comes by a role, the shortest through nested groups', async () => {
    const { book, calls } = bookOf({
      implementer: ['group:default/technology', 'user:default/amina'],
    });
    const { items } = await book.read();
    const implementers = items.find(({ role }) => role === 'implementer')!;
    expect(implementers.holders).toEqual([
      {
        userRef: 'user:default/amina',
        via: [
          [
            'group:default/technology',
            'group:default/devops',
            'user:default/amina',
          ],
          ['user:default/amina'],
        ],
      },
      {
        userRef: 'user:default/hind',
        via: [
          [
            'group:default/technology',
            'group:default/devops',
            'group:default/agency',
            'user:default/hind',
          ],
        ],
      },
      {
        userRef: 'user:default/salma',
        via: [
          [
            'group:default/technology',
            'group:default/devops',
            'user:default/salma',
          ],
        ],
      },
    ]);
    // One question for each level.
    expect(calls).toHaveLength(4);
  });

  it('marks what nobody holds, and entries that lead nowhere', async () => {
    const { book } = bookOf({
      cto: ['group:default/empty', 'user:default/gone'],
    });
    const { items } = await book.read();
    expect(items.find(({ role }) => role === 'cto')).toEqual({
      role: 'cto',
      entries: [
        { ref: 'group:default/empty', exists: true, holders: 0 },
        { ref: 'user:default/gone', exists: false, holders: 0 },
      ],
      holders: [],
      holderCount: 0,
      vacant: true,
    });
    expect(items.filter(({ vacant }) => vacant)).toHaveLength(5);
  });

  it('marks who holds several roles, and where one watches over the other', async () => {
    const { book } = bookOf({
      implementer: ['user:default/amina', 'user:default/hind'],
      securityManager: ['user:default/salma'],
      cto: ['user:default/salma'],
      auditor: ['user:default/hind'],
    });
    expect((await book.read()).several).toEqual([
      {
        userRef: 'user:default/hind',
        roles: ['auditor', 'implementer'],
        conflicting: true,
      },
      {
        userRef: 'user:default/salma',
        roles: ['securityManager', 'cto'],
        conflicting: false,
      },
    ]);
  });

  it.each(supported)('is there for everybody, %s', async engine => {
    const portal = await startPortal({ knex: await databases.init(engine) });
    const register: RoleRegisterView = await portal.ask('omar', 'getRoles');
    expect(
      register.items.map(({ role, holderCount, vacant }) => [
        role,
        holderCount,
        vacant,
      ]),
    ).toEqual([
      ['changeManager', 1, false],
      ['securityManager', 1, false],
      ['cto', 2, false],
      ['auditor', 1, false],
      ['implementer', 2, false],
    ]);
    expect(register.several).toEqual([
      {
        userRef: 'user:default/salma',
        roles: ['changeManager', 'cto'],
        conflicting: true,
      },
    ]);
  });
});
