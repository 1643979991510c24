import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { withMembers } from '../__testUtils__/startPortal';
import { entity, readerOf } from '../catalog/__testUtils__/catalog';
import { PeopleDirectory } from './PeopleDirectory';
import { RoleRegister } from './RoleRegister';
import { StandIn } from './StandIns';

const agency = 'group:default/agency';
const devops = 'group:default/devops';
const amina = 'user:default/amina';
const salma = 'user:default/salma';
const omar = 'user:default/omar';

const organisation = withMembers([
  entity(amina, [`memberOf ${devops}`]),
  entity(salma, [`memberOf ${agency}`]),
  entity(omar),
  entity(devops, ['childOf group:default/technology']),
  entity('group:default/technology', [`childOf ${agency}`]),
  // The catalog of an organisation may be wrong: this one is below itself.
  entity(agency, [`childOf ${devops}`]),
  entity('group:default/empty'),
]);

function directoryOf(entities: Entity[], standIns: StandIn[] = []) {
  let now = 0;
  const { reader, calls, become } = readerOf(entities);
  const register = RoleRegister.fromConfig(
    mockServices.rootConfig({
      data: {
        changeManagement: {
          roles: { changeManager: [agency, salma], cto: [omar] },
        },
      },
    }),
  );
  const directory = new PeopleDirectory({
    reader,
    register,
    standIns: { now: async () => standIns },
    now: () => now,
  });
  const wait = (ms: number) => {
    now += ms;
  };
  return { directory, calls, become, wait };
}

describe('PeopleDirectory', () => {
  it('finds the users behind roles and groups, through groups in groups, in a circle too', async () => {
    const { directory } = directoryOf(organisation);
    const { holders, members } = await directory.find([
      devops,
      amina,
      'group:default/empty',
      'group:default/unknown',
      'user:default/nobody',
    ]);

    expect(holders).toMatchObject({
      changeManager: [amina, salma],
      cto: [omar],
      auditor: [],
    });
    expect(members).toMatchObject({
      [devops]: [amina, salma],
      [amina]: [amina],
      'group:default/empty': [],
      'group:default/unknown': [],
      'user:default/nobody': [],
    });
  });

  it('asks once for each level of groups, and again after half a minute only', async () => {
    const { directory, calls, wait } = directoryOf(organisation);
    await Promise.all([directory.find([]), directory.find([])]);
    expect(calls.map(refs => [...refs].sort())).toEqual([
      [agency, omar, salma],
      ['group:default/technology'],
      [devops],
      [amina],
    ]);

    wait(29_999);
    await directory.find([agency]);
    expect(calls).toHaveLength(4);
    wait(1);
    await directory.find([]);
    expect(calls).toHaveLength(8);
  });

  it('does not count who has left the catalog, though a group still names them', async () => {
    const { directory } = directoryOf([
      ...organisation.filter(({ metadata }) => metadata.name !== 'amina'),
    ]);

    expect((await directory.find([devops])).members[devops]).toEqual([salma]);
  });

  it('knows who stands in for whom, without those who have left', async () => {
    const { directory } = directoryOf(organisation, [
      { delegator: salma, delegate: omar },
      { delegator: salma, delegate: 'user:default/nobody' },
    ]);

    expect((await directory.find([])).delegates).toEqual({ [salma]: [omar] });
  });

  it('shows what it knew to those who only read while the catalog is away', async () => {
    const { directory, become, wait } = directoryOf(organisation);
    const known = await directory.find([]);
    become('away');
    wait(60_000);

    expect(await directory.find([], { orStale: true })).toEqual(known);
    await expect(directory.find([])).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });
});
