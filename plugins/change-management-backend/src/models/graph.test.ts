import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import { organisation } from '../__testUtils__/organisation';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { entity } from '../catalog/__testUtils__/catalog';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();
const payments = 'component:default/payments';
const entityRef = payments;

/** The organisation, with another entity in the place of the one of the same name. */
function withEntity(changed: Entity): Entity[] {
  const { kind, metadata } = changed;
  return [
    ...organisation.filter(
      other => other.kind !== kind || other.metadata.name !== metadata.name,
    ),
    changed,
  ];
}

const relations = [
  'partOf system:default/shop',
  'dependencyOf component:default/orders',
  'dependsOn resource:default/ledger',
];
const changes: [string, Entity[], string][] = [
  [
    'an owner',
    withEntity(
      entity(payments, ['ownedBy group:default/devops', ...relations]),
    ),
    `${payments} is now owned by group:default/devops`,
  ],
  [
    'a dependent',
    withEntity(
      entity(payments, [
        'ownedBy group:default/payments-team',
        'dependencyOf component:default/mail',
        ...relations,
      ]),
    ),
    'component:default/mail is touched now',
  ],
  [
    'a dependent fewer',
    withEntity(entity(payments, ['ownedBy group:default/payments-team'])),
    'component:default/orders is no longer touched',
  ],
];

describe.each(supported)('a model whose graph changed, %s', engine => {
  let knex: Knex;
  let before: Portal;

  beforeEach(async () => {
    knex = await databases.init(engine);
    before = await startPortal({ knex });
  });

  /** A model whose changes may be standard; without entities of its own it answers for those that were touched. */
  async function promote(reach: object): Promise<string> {
    const { title, type, affectedEntities, risk, ...rest } = form();
    const { id } = await before.ask('omar', 'proposeModel', {
      body: { title: 'Often', form: { ...rest, risk, ...reach } },
    });
    await before.ask('salma', 'approveModel', {
      path: { id },
      body: { version: 1 },
    });
    for (let i = 0; i < 3; i++) {
      const change = await before.ask('amina', 'createChange', {
        body: {
          type: 'normal',
          title: 'Again',
          affectedEntities: [entityRef],
          changeModel: { id, version: 1 },
        },
      });
      await walk(before, change.id, 'closed');
    }
    return id;
  }

  const useOf = (portal: Portal, id: string) =>
    portal.send('amina', 'createChange', {
      body: {
        type: 'standard',
        title: 'Again',
        affectedEntities: [entityRef],
        changeModel: { id, version: 1 },
      },
    });

  it.each(changes)(
    'by %s is noticed when it is used',
    async (_, entities, said) => {
      const id = await promote({ affectedEntities: [payments] });
      expect((await useOf(before, id)).status).toBe(201);

      const after = await startPortal({ knex, entities });
      const { status, body } = await useOf(after, id);
      expect([status, body.error.message]).toEqual([
        400,
        expect.stringContaining(said),
      ]);
      const model = await after.ask('omar', 'getModel', { path: { id } });
      expect(model).toMatchObject({ status: 'probation', cleanRuns: 0 });
      expect(model.history.at(-1)).toMatchObject({
        type: 'demoted',
        actor: 'plugin:default/change-management',
        data: { cause: 'graph' },
      });
      // It is on probation under the catalog as it is now.
      expect((await useOf(after, id)).status).toBe(400);
      const again = await after.ask('omar', 'getModel', { path: { id } });
      expect(again.history).toEqual(model.history);
    },
  );

  it('is noticed when nobody uses it, once by two replicas', async () => {
    const id = await promote({ scope: { kind: 'component' } });
    const [, entities, said] = changes[0];
    const schedules = () =>
      mockServices.scheduler.factory({
        includeInitialDelayedTasksOnStartup: true,
      });
    const [after] = await Promise.all([
      startPortal({ knex, entities, features: [schedules()] }),
      startPortal({ knex, entities, features: [schedules()] }),
    ]);
    let model;
    do {
      model = await after.ask('omar', 'getModel', { path: { id } });
    } while (model.status === 'standard');
    expect(model.standing).toContain(said);
    expect(
      model.history.filter(({ type }: any) => type === 'demoted'),
    ).toHaveLength(1);
  });
});
