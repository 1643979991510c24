import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  changeSeedExtensionPoint,
  Seed,
} from 'backstage-plugin-change-management-node';
import { setImmediate } from 'node:timers/promises';
import { createDatabases } from '../__testUtils__/databases';
import { movingCatalog } from '../__testUtils__/movingCatalog';
import { organisation } from '../__testUtils__/organisation';
import { form, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();
const environment = process.env.NODE_ENV;

/** A module that brings a seed, and a promise of its end. */
function seeding(seed: Seed) {
  let finish: () => void;
  const finished = new Promise<void>(resolve => {
    finish = resolve;
  });
  const feature = createBackendModule({
    pluginId: 'change-management',
    moduleId: 'test-seed',
    register(env) {
      env.registerInit({
        deps: { extensionPoint: changeSeedExtensionPoint },
        async init({ extensionPoint }) {
          extensionPoint.setSeed(async door => {
            await seed(door).finally(finish);
          });
        },
      });
    },
  });
  return { feature, finished };
}

describe.each(supported)('demo data, %s', engine => {
  afterEach(() => {
    Object.assign(process.env, { NODE_ENV: environment });
  });

  it('goes through the rules at its own time, once, and nobody is told', async () => {
    Object.assign(process.env, { NODE_ENV: 'development' });
    const knex = await databases.init(engine);
    const at = '2026-01-05T10:00:00.000Z';
    let runs = 0;
    const refusals: string[] = [];
    const { feature, finished } = seeding(async door => {
      runs += 1;
      expect(await door.isEmpty()).toBe(true);
      await door.entitiesReady(['component:default/orders']);
      const as = 'user:default/amina';
      const { id } = await door.create({ as, at, form: form() });
      await door
        .execute({
          as: 'user:default/omar',
          at,
          id,
          command: { type: 'submit' },
        })
        .catch(error => refusals.push(error.name));
      await door
        .execute({
          as,
          at,
          id,
          command: { type: 'comment', text: '' },
        })
        .catch(error => refusals.push(error.name));
      await door
        .create({ as: 'user:default/ghost', at, form: form() })
        .catch(error => refusals.push(error.name));
      await door.execute({
        as,
        at: '2026-01-06T10:00:00.000Z',
        id,
        command: { type: 'submit' },
      });
    });
    const portal = await startPortal({ knex, features: [feature] });
    await finished;
    expect(refusals).toEqual([
      'NotAllowedError',
      'InputError',
      'NotFoundError',
    ]);
    const { items } = await portal.ask('omar', 'listChanges');
    expect(items).toMatchObject([
      {
        state: 'assessment',
        requestedBy: 'user:default/amina',
        createdAt: at,
        updatedAt: '2026-01-06T10:00:00.000Z',
      },
    ]);
    expect(await knex('notices').select()).toEqual([]);

    const again = await startPortal({ knex, features: [feature] });
    await again.ask('amina', 'createChange', { body: form() });
    expect(runs).toBe(1);
    expect((await again.ask('omar', 'listChanges')).items).toHaveLength(2);
  });

  it('keeps configuration and proposes versions of it at its own time', async () => {
    Object.assign(process.env, { NODE_ENV: 'development' });
    const at = '2026-01-05T10:00:00.000Z';
    const as = 'user:default/amina';
    const { feature, finished } = seeding(async door => {
      const { id: itemId } = await door.keepConfiguration({
        as,
        at,
        form: {
          entityRef: 'component:default/orders',
          name: 'orders.yaml',
          format: 'yaml',
        },
      });
      const { id: changeId } = await door.create({ as, at, form: form() });
      const version = { changeId, content: 'limit: 20\n' };
      await door.configure({ as, at, itemId, version });
    });
    const portal = await startPortal({
      knex: await databases.init(engine),
      features: [feature],
    });
    await finished;
    const { items } = await portal.ask('omar', 'listConfigurationItems');
    expect(items).toMatchObject([{ name: 'orders.yaml', createdAt: at }]);
    const { items: changes } = await portal.ask('omar', 'listChanges');
    const change = await portal.ask('omar', 'getChange', {
      path: { id: changes[0].id },
    });
    expect(change).toMatchObject({
      state: 'draft',
      updatedAt: at,
      configuration: [{ itemId: items[0].id, added: 1 }],
    });
  });

  it('waits until the catalog has read all that its entities reach', async () => {
    Object.assign(process.env, { NODE_ENV: 'development' });
    const { state, feature: catalog } = movingCatalog(
      organisation.map(entity =>
        entity.metadata.name === 'ledger'
          ? { ...entity, relations: [] }
          : entity,
      ),
    );
    const reached: string[] = [];
    const { feature, finished } = seeding(async door => {
      const calls = state.calls;
      const ready = door.entitiesReady(['resource:default/ledger']);
      while (state.calls === calls) {
        await setImmediate();
      }
      state.entities = organisation;
      await ready;
      const { impact } = await door.create({
        as: 'user:default/amina',
        at: '2026-01-05T10:00:00.000Z',
        form: form({ affectedEntities: ['resource:default/ledger'] }),
      });
      reached.push(...impact.indirect.map(({ entityRef }) => entityRef));
    });
    await startPortal({
      knex: await databases.init(engine),
      catalog,
      features: [feature],
    });
    await finished;
    expect(reached).toEqual([
      'component:default/payments',
      'component:default/orders',
    ]);
  });

  it('is refused outside development', async () => {
    const knex = await databases.init(engine);
    let ran = false;
    const { feature } = seeding(async () => {
      ran = true;
    });
    const portal = await startPortal({ knex, features: [feature] });
    expect((await portal.ask('omar', 'listChanges')).items).toEqual([]);
    expect(ran).toBe(false);
  });
});
