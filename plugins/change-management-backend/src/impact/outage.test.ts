import { createServiceFactory } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createDatabases } from '../__testUtils__/databases';
import { organisation } from '../__testUtils__/organisation';
import { form, startPortal } from '../__testUtils__/startPortal';
import { STALE_FOR } from '../catalog/RecentReads';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

describe.each(supported)('a catalog that goes away, %s', engine => {
  afterEach(() => jest.restoreAllMocks());

  it('is missed by those who judge, and for ten minutes by nobody who looks', async () => {
    let ahead = 0;
    const { now } = Date;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
    let isAway = false;
    const catalog = catalogServiceMock({ entities: organisation });
    const { ask, send } = await startPortal({
      knex: await databases.init(engine),
      catalog: createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () =>
          Object.assign(Object.create(catalog), {
            getEntitiesByRefs: (
              ...asked: Parameters<typeof catalog.getEntitiesByRefs>
            ) => {
              if (isAway) {
                throw new Error('connect ECONNREFUSED');
              }
              return catalog.getEntitiesByRefs(...asked);
            },
          }),
      }),
    });

    const { id } = await ask('amina', 'createChange', { body: form() });
    const path = { id };
    const query = { entityRef: 'system:default/shop', scope: 'members' };
    const shown = async () => ({
      change: await ask('amina', 'getChange', { path }),
      list: await ask('amina', 'listChanges', { query }),
    });
    const before = await shown();

    isAway = true;
    ahead = STALE_FOR - 1_000;
    expect(await shown()).toEqual(before);
    expect(before.change.allowedActions).toContain('submit');
    for (const judge of [
      send('amina', 'submitChange', { path, body: {} }),
      send('amina', 'cancelChange', { path, body: {} }),
      send('amina', 'previewChange', { body: form() }),
    ]) {
      expect(await judge).toMatchObject({
        status: 503,
        body: {
          error: {
            message: expect.stringContaining('catalog does not answer'),
          },
        },
      });
    }

    ahead = STALE_FOR + 60_000;
    expect(await send('amina', 'getChange', { path })).toMatchObject({
      status: 503,
    });
    isAway = false;
    expect(await shown()).toEqual(before);
    await ask('amina', 'submitChange', { path, body: {} });
  });
});
