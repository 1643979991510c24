import { unreachableReader } from '../catalog/__testUtils__/catalog';
import {
  catalogOf,
  chain,
  devops,
  hub,
  payments,
  shop,
} from './__testUtils__/shop';
import {
  CachedEntityCatalog,
  IMPACT_DEPTH,
  IMPACT_ENTITIES,
} from './CachedEntityCatalog';

describe('facts', () => {
  it('come from the relations, one entry for each ref', async () => {
    const { catalog, calls } = catalogOf(shop);
    const facts = await catalog.getFacts([
      'component:default/gateway',
      'component:default/gone',
    ]);

    expect(facts).toEqual({
      'component:default/gateway': {
        entityRef: 'component:default/gateway',
        exists: true,
        kind: 'Component',
        title: 'Payment gateway',
        owners: [payments],
        system: 'system:default/payments',
        tags: ['pci'],
      },
      'component:default/gone': {
        entityRef: 'component:default/gone',
        exists: false,
        kind: 'component',
        owners: [],
        tags: [],
      },
    });
    expect(calls).toHaveLength(1);
  });

  it('are not asked for at all when nothing is asked', async () => {
    const { catalog, calls } = catalogOf(shop);

    expect(await catalog.getFacts([])).toEqual({});
    expect(calls).toEqual([]);
  });

  it('cost nothing for half a minute', async () => {
    const { catalog, calls, wait } = catalogOf(shop);
    await catalog.getFacts(['component:default/gateway']);
    wait(29_999);
    await catalog.getFacts(['component:default/gateway']);
    expect(calls).toHaveLength(1);
    wait(1);
    await catalog.getFacts(['component:default/gateway']);
    expect(calls).toHaveLength(2);
  });

  it('are refused with a clear word while the catalog is down', async () => {
    const catalog = new CachedEntityCatalog({ reader: unreachableReader() });

    await expect(
      catalog.getFacts(['component:default/orders']),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('catalog does not answer'),
    });
  });
});

describe('impact', () => {
  it('reaches who depends on it, its APIs, and their consumers, by the shortest way', async () => {
    const { catalog, calls } = catalogOf(shop);
    const impact = await catalog.getImpact(['resource:default/server']);

    expect(impact.direct).toEqual([
      {
        entityRef: 'resource:default/server',
        exists: true,
        kind: 'Resource',
        title: 'server',
        owners: [devops],
        system: undefined,
      },
    ]);
    expect(impact.indirect).toEqual([
      {
        entityRef: 'component:default/gateway',
        distance: 1,
        via: ['resource:default/server', 'component:default/gateway'],
        owners: [payments],
      },
      {
        entityRef: 'resource:default/orders-db',
        distance: 1,
        via: ['resource:default/server', 'resource:default/orders-db'],
        owners: [],
      },
      {
        entityRef: 'api:default/pay',
        distance: 2,
        via: [
          'resource:default/server',
          'component:default/gateway',
          'api:default/pay',
        ],
        owners: [],
      },
      {
        entityRef: 'component:default/orders',
        distance: 2,
        via: [
          'resource:default/server',
          'resource:default/orders-db',
          'component:default/orders',
        ],
        owners: ['group:default/orders'],
      },
      {
        entityRef: 'component:default/shop',
        distance: 3,
        via: [
          'resource:default/server',
          'resource:default/orders-db',
          'component:default/orders',
          'component:default/shop',
        ],
        owners: [],
      },
    ]);
    expect(impact.truncated).toBe(false);
    // The server, then one call for each of three steps.
    expect(calls).toHaveLength(4);
  });

  it('reaches the parts of a domain', async () => {
    const { catalog } = catalogOf(shop);
    const { indirect } = await catalog.getImpact(['domain:default/finance']);

    expect(indirect.map(({ entityRef }) => entityRef)).toEqual([
      'system:default/payments',
      'component:default/gateway',
      'api:default/pay',
      'component:default/orders',
      'component:default/shop',
    ]);
  });

  it('does not count what is affected directly as affected indirectly', async () => {
    const { catalog } = catalogOf(shop);
    const impact = await catalog.getImpact([
      'resource:default/server',
      'component:default/orders',
      'component:default/gone',
    ]);

    expect(impact.direct.map(({ exists }) => exists)).toEqual([
      true,
      true,
      false,
    ]);
    expect(impact.indirect.map(({ entityRef }) => entityRef)).not.toContain(
      'component:default/orders',
    );
    expect(
      impact.indirect.find(e => e.entityRef === 'component:default/shop')?.via,
    ).toEqual(['component:default/orders', 'component:default/shop']);
  });

  it('does not show what is not in the catalog, though a relation names it', async () => {
    const { catalog } = catalogOf(shop);
    const { indirect } = await catalog.getImpact(['resource:default/server']);

    expect(indirect.map(({ entityRef }) => entityRef)).not.toContain(
      'component:default/not-registered',
    );
  });

  it('ends at its depth and says whether there was more', async () => {
    const far = await catalogOf(chain(IMPACT_DEPTH + 2)).catalog.getImpact([
      'resource:default/r0',
    ]);
    expect(far.indirect).toHaveLength(IMPACT_DEPTH);
    expect(far.truncated).toBe(true);

    const { catalog, calls } = catalogOf(chain(IMPACT_DEPTH + 1));
    const near = await catalog.getImpact(['resource:default/r1']);
    expect(near.indirect).toHaveLength(IMPACT_DEPTH - 1);
    expect(near.truncated).toBe(false);
    expect(calls.length).toBeLessThanOrEqual(IMPACT_DEPTH + 1);
  });

  it('ends at its number of entities and says so', async () => {
    const { catalog, calls } = catalogOf(hub(IMPACT_ENTITIES + 1));
    const impact = await catalog.getImpact(['resource:default/hub']);

    expect(impact.indirect).toHaveLength(IMPACT_ENTITIES);
    expect(impact.truncated).toBe(true);
    expect(calls).toHaveLength(2);

    const whole = await catalogOf(hub(IMPACT_ENTITIES)).catalog.getImpact([
      'resource:default/hub',
    ]);
    expect(whole.truncated).toBe(false);
  });

  it('costs nothing the second time', async () => {
    const { catalog, calls } = catalogOf(shop);
    await catalog.getImpact(['resource:default/server']);
    const before = calls.length;
    await catalog.getImpact(['resource:default/server']);
    await catalog.getImpact(['component:default/orders']);

    expect(calls).toHaveLength(before);
  });
});
