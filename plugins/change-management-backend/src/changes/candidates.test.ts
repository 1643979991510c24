import { Entity } from '@backstage/catalog-model';
import { ChangeView } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import { organisation } from '../__testUtils__/organisation';
import { form, highRisk, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { entity } from '../catalog/__testUtils__/catalog';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();
const users = (...names: string[]) => names.map(name => `user:default/${name}`);
const candidatesOf = ({ approvalRequirements }: ChangeView) =>
  Object.fromEntries(
    approvalRequirements.map(({ id, candidates }) => [id, candidates]),
  );

/** The office of the change managers has a night shift, and that one a trainee. */
const nested: Entity[] = [
  ...organisation,
  entity('group:default/night-shift', ['childOf group:default/office']),
  entity('group:default/trainees', ['childOf group:default/night-shift']),
  entity('user:default/mounir', ['memberOf group:default/night-shift']),
  entity('user:default/zineb', ['memberOf group:default/trainees']),
];

describe.each(supported)('who could decide, %s', engine => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(engine);
  });

  it('is everybody behind a role, in groups of groups too, but nobody who is involved', async () => {
    const portal = await startPortal({ knex, entities: nested });
    const { id } = await portal.ask('mounir', 'createChange', {
      body: form({ implementer: 'group:default/trainees' }),
    });
    await walk(portal, id, 'authorization', 'mounir');
    const change = await portal.ask('omar', 'getChange', { path: { id } });

    expect(candidatesOf(change)).toEqual({ 'change-manager': users('salma') });
    // They are who may, and they are who is asked.
    for (const [name, status] of Object.entries({ mounir: 403, zineb: 403 })) {
      const sent = { path: { id }, body: { decision: 'approve' } };
      expect((await portal.send(name, 'decideChange', sent)).status).toBe(
        status,
      );
    }
    const asked = await knex('notices').where({ kind: 'approval' });
    expect(asked.map(({ recipients }) => JSON.parse(recipients))).toEqual([
      users('salma'),
    ]);
  });

  it('is said in a preview, and a warning where it is nobody', async () => {
    const portal = await startPortal({ knex, entities: nested });
    const preview = (implementer: string, name = 'amina') =>
      portal.ask(name, 'previewChange', {
        body: form({ implementer, risk: { answers: highRisk } }),
      });
    const good = await preview('group:default/devops');
    expect(candidatesOf(good)).toMatchObject({
      'change-manager': users('mounir', 'salma', 'zineb'),
      'high-risk': users('karim', 'nadia', 'salma'),
    });
    expect(good.warnings).toEqual([]);

    const { warnings } = await preview('group:default/office', 'karim');
    expect(warnings).toEqual([
      expect.stringContaining('Nobody but those involved could decide'),
    ]);
  });

  it('is who holds the role now; who has left keeps the decision they made', async () => {
    const before = await startPortal({ knex, entities: nested });
    const { id } = await before.ask('amina', 'createChange', {
      body: form({ risk: { answers: highRisk } }),
    });
    await walk(before, id, 'authorization');
    await before.step('nadia', 'decideChange', id, { decision: 'approve' });

    const gone = ['nadia', 'mounir'];
    const after = await startPortal({
      knex,
      entities: nested.filter(({ metadata }) => !gone.includes(metadata.name)),
    });
    const change: ChangeView = await after.ask('omar', 'getChange', {
      path: { id },
    });
    expect(candidatesOf(change)).toEqual({
      'change-manager': users('salma', 'zineb'),
      'high-risk': users('karim', 'salma'),
    });
    const approved = change.approvalRequirements.find(
      requirement => requirement.id === 'high-risk',
    )!;
    expect(approved.decision?.by).toBe('user:default/nadia');
    expect(
      (await after.step('zineb', 'decideChange', id, { decision: 'approve' }))
        .state,
    ).toBe('approved');
  });
});
