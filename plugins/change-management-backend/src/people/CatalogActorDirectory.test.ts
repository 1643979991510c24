import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  entity,
  readerOf,
  unreachableReader,
} from '../catalog/__testUtils__/catalog';
import { CatalogActorDirectory } from './CatalogActorDirectory';
import { RoleRegister } from './RoleRegister';
import { StandIn } from './StandIns';

const register = RoleRegister.fromConfig(
  mockServices.rootConfig({
    data: {
      changeManagement: {
        roles: {
          implementer: ['group:default/technology'],
          changeManager: ['user:default/salma'],
          auditor: ['user:default/salma'],
        },
      },
    },
  }),
);

const organisation: Entity[] = [
  entity('user:default/amina', ['memberOf group:default/devops']),
  entity('group:default/devops', ['childOf group:default/technology']),
  entity('group:default/technology', ['childOf group:default/agency']),
  entity('group:default/agency'),
];

const amina = mockCredentials.user('user:default/amina');

function directoryOf(
  entities: Entity[],
  groups: string[] = ['group:default/devops'],
) {
  let now = 0;
  let asked = 0;
  const { reader, calls } = readerOf(entities);
  let standIns: StandIn[] = [];
  const directory = new CatalogActorDirectory({
    reader,
    register,
    standIns: { now: async () => standIns },
    now: () => now,
    userInfo: {
      getUserInfo: async ({ principal }) => {
        asked++;
        const { userEntityRef } = principal as typeof amina.principal;
        return {
          userEntityRef,
          ownershipEntityRefs: [userEntityRef, ...groups],
        };
      },
    },
  });
  return {
    directory,
    calls,
    wait: (ms: number) => {
      now += ms;
    },
    timesAsked: () => asked,
    delegate: (...given: StandIn[]) => {
      standIns = given;
    },
  };
}

describe('CatalogActorDirectory', () => {
  it('finds the groups above those of the signed-in, and the roles that they give', async () => {
    const { directory } = directoryOf(organisation);

    expect(await directory.getActor(amina)).toEqual({
      userRef: 'user:default/amina',
      ownership: [
        'user:default/amina',
        'group:default/devops',
        'group:default/technology',
        'group:default/agency',
      ],
      roles: [{ role: 'implementer', via: 'group:default/technology' }],
    });
  });

  it('copes with groups that contain each other, and with groups that are gone', async () => {
    const { directory } = directoryOf(
      [
        entity('group:default/devops', [
          'childOf group:default/technology',
          'childOf group:default/vanished',
        ]),
        entity('group:default/technology', ['childOf group:default/devops']),
      ],
      ['group:default/devops', 'group:default/unknown'],
    );

    expect((await directory.getActor(amina)).ownership).toEqual([
      'user:default/amina',
      'group:default/devops',
      'group:default/unknown',
      'group:default/technology',
      'group:default/vanished',
    ]);
  });

  it('asks once for many requests of half a minute, and again after it', async () => {
    const { directory, calls, wait, timesAsked } = directoryOf(organisation);
    await Promise.all([directory.getActor(amina), directory.getActor(amina)]);
    wait(29_999);
    await directory.getActor(amina);
    expect(timesAsked()).toBe(1);
    // One call for each level of groups.
    expect(calls).toHaveLength(3);

    wait(1);
    await directory.getActor(amina);
    expect(timesAsked()).toBe(2);
  });

  it('asks with the very credentials that it was given, whose token a copy would lack', async () => {
    const getUserInfo = jest.fn(async () => ({
      userEntityRef: 'user:default/amina',
      ownershipEntityRefs: [],
    }));
    const directory = new CatalogActorDirectory({
      reader: readerOf(organisation).reader,
      register,
      standIns: { now: async () => [] },
      userInfo: { getUserInfo },
    });
    await directory.getActor(amina);
    expect(getUserInfo.mock.calls).toEqual([[expect.anything()]]);
    const [[given]] = getUserInfo.mock.calls as unknown[][];
    expect(given).toBe(amina);
  });

  it('keeps people apart', async () => {
    const { directory } = directoryOf(organisation, []);
    const salma = mockCredentials.user('user:default/salma');
    await directory.getActor(amina);

    expect((await directory.getActor(salma)).roles).toEqual([
      { role: 'changeManager', via: 'user:default/salma' },
      { role: 'auditor', via: 'user:default/salma' },
    ]);
  });

  it('adds what somebody absent may do, but not that they audit, and for as long as they are', async () => {
    const { directory, delegate } = directoryOf([
      ...organisation,
      entity('user:default/salma', ['memberOf group:default/agency']),
    ]);
    const own = [{ role: 'implementer', via: 'group:default/technology' }];
    delegate({
      delegator: 'user:default/salma',
      delegate: 'user:default/amina',
    });

    expect(await directory.getActor(amina)).toMatchObject({
      roles: [
        ...own,
        {
          role: 'changeManager',
          via: 'user:default/salma',
          delegatedBy: 'user:default/salma',
        },
      ],
      actsFor: [
        {
          userRef: 'user:default/salma',
          ownership: ['user:default/salma', 'group:default/agency'],
        },
      ],
    });

    delegate();
    expect(await directory.getActor(amina)).toEqual(
      expect.objectContaining({ roles: own }),
    );
    expect(await directory.getActor(amina)).not.toHaveProperty('actsFor');
  });

  it('passes nothing on that was delegated, nor anything of who has left', async () => {
    const { directory, delegate } = directoryOf([
      ...organisation,
      entity('user:default/zineb'),
    ]);
    delegate(
      { delegator: 'user:default/salma', delegate: 'user:default/zineb' },
      { delegator: 'user:default/zineb', delegate: 'user:default/amina' },
      { delegator: 'user:default/nobody', delegate: 'user:default/amina' },
    );
    const { roles, actsFor } = await directory.getActor(amina);

    expect(roles.filter(({ delegatedBy }) => delegatedBy)).toEqual([]);
    expect(actsFor).toEqual([
      { userRef: 'user:default/zineb', ownership: ['user:default/zineb'] },
    ]);
  });

  it('knows people from the catalog alone', async () => {
    const { directory, timesAsked } = directoryOf(organisation);
    const actor = await directory.getActorByRef('user:default/amina');

    expect(actor.ownership).toContain('group:default/agency');
    expect(actor.roles).toEqual([
      { role: 'implementer', via: 'group:default/technology' },
    ]);
    expect(timesAsked()).toBe(0);
  });

  it('lets a signed-in person have no more than their token says', async () => {
    const { directory } = directoryOf(organisation, []);
    await directory.getActorByRef('user:default/amina');

    expect((await directory.getActor(amina)).roles).toEqual([]);
  });

  it('refuses to make up somebody whom the catalog does not know', async () => {
    const { directory } = directoryOf(organisation);

    await expect(
      directory.getActorByRef('user:default/nobody'),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('says so when the catalog is down, and recovers with it', async () => {
    let reader = unreachableReader();
    const directory = new CatalogActorDirectory({
      reader: { read: (refs: string[]) => reader.read(refs) } as typeof reader,
      register,
      standIns: { now: async () => [] },
      userInfo: mockServices.userInfo({
        ownershipEntityRefs: ['group:default/devops'],
      }),
    });
    await expect(directory.getActor(amina)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('catalog does not answer'),
    });

    reader = readerOf(organisation).reader;
    expect((await directory.getActor(amina)).roles).toHaveLength(1);
  });
});
