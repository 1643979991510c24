import { entity, unreachableReader } from '../catalog/__testUtils__/catalog';
import { STALE_FOR } from '../catalog/RecentReads';
import {
  catalogOf,
  chain,
  devops,
  hub,
  payments,
  shop,
} from './__testUtils__/shop';
import { CachedEntityCatalog, ENTITY_KEPT_FOR } from './CachedEntityCatalog';

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
        type: 'service',
        lifecycle: 'production',
        criticality: 'critical',
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

  it('know four criticalities and no other', async () => {
    const named = (criticality: string, name: string) =>
      entity(`component:default/${name}`, [], {
        annotations: { 'change-management/criticality': criticality },
      });
    const { catalog } = catalogOf([named('high', 'a'), named('HUGE', 'b')]);
    const facts = await catalog.getFacts([
      'component:default/a',
      'component:default/b',
    ]);

    expect(Object.values(facts).map(f => f.criticality)).toEqual([
      'high',
      undefined,
    ]);
  });

  it('serve those who only look for ten minutes after the catalog went away', async () => {
    const { catalog, become, wait } = catalogOf(shop);
    const refs = ['component:default/gateway', 'component:default/gone'];
    const facts = await catalog.getFacts(refs);
    become('away');
    wait(STALE_FOR - 1);

    expect(await catalog.getFacts(refs, { orStale: true })).toEqual(facts);
    await expect(catalog.getFacts(refs)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    await expect(
      catalog.getFacts(['component:default/orders'], { orStale: true }),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    wait(1);
    await expect(
      catalog.getFacts(refs, { orStale: true }),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
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
    expect(impact.indirect[0]).toEqual({
      entityRef: 'component:default/gateway',
      kind: 'Component',
      type: 'service',
      lifecycle: 'production',
      criticality: 'critical',
      title: 'Payment gateway',
      owners: [payments],
      system: 'system:default/payments',
      distance: 1,
      via: ['resource:default/server', 'component:default/gateway'],
      relations: ['dependencyOf'],
    });
    expect(
      impact.indirect.map(({ distance, via, relations }) => [
        distance,
        via.slice(1).map((ref, i) => `${relations[i]} ${ref}`),
      ]),
    ).toEqual([
      [1, ['dependencyOf component:default/gateway']],
      [1, ['dependencyOf resource:default/orders-db']],
      [
        2,
        [
          'dependencyOf component:default/gateway',
          'providesApi api:default/pay',
        ],
      ],
      [
        2,
        [
          'dependencyOf resource:default/orders-db',
          'dependencyOf component:default/orders',
        ],
      ],
      [
        3,
        [
          'dependencyOf resource:default/orders-db',
          'dependencyOf component:default/orders',
          'dependencyOf component:default/shop',
        ],
      ],
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
    const limits = { maxDepth: 3, maxEntities: 500 };
    const far = await catalogOf(chain(5), limits).catalog.getImpact([
      'resource:default/r0',
    ]);
    expect(far.indirect).toHaveLength(3);
    expect(far.truncated).toBe(true);

    const { catalog, calls } = catalogOf(chain(4), limits);
    const near = await catalog.getImpact(['resource:default/r1']);
    expect(near.indirect).toHaveLength(2);
    expect(near.truncated).toBe(false);
    expect(calls).toHaveLength(4);
  });

  it('ends at its number of entities and says so', async () => {
    const limits = { maxDepth: 5, maxEntities: 7 };
    const { catalog, calls } = catalogOf(hub(8), limits);
    const impact = await catalog.getImpact(['resource:default/hub']);

    expect(impact.indirect).toHaveLength(7);
    expect(impact.truncated).toBe(true);
    expect(calls).toHaveLength(2);

    const whole = await catalogOf(hub(7), limits).catalog.getImpact([
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

  it('is what it was, after one call, while no entity is another', async () => {
    const { catalog, calls, become, wait } = catalogOf(shop);
    const first = await catalog.getImpact(['resource:default/server']);
    const before = calls.length;
    // Another catalog that says the same, and more of what is nobody's affair here.
    become(
      shop.map(each => ({
        ...each,
        metadata: { ...each.metadata, description: 'Written anew' },
      })),
    );
    wait(ENTITY_KEPT_FOR);

    expect(await catalog.getImpact(['resource:default/server'])).toBe(first);
    expect(calls).toHaveLength(before + 1);
    // All that was looked at: what was reached, the server, and what is not registered.
    expect(calls.at(-1)).toHaveLength(first.indirect.length + 2);
  });

  it('follows an entity that becomes another, asking for no more than is new', async () => {
    const { catalog, calls, become, wait } = catalogOf(shop);
    await catalog.getImpact(['resource:default/server']);
    const before = calls.length;
    become([
      ...shop.map(each =>
        each.metadata.name === 'shop'
          ? entity('component:default/shop', [
              'dependencyOf component:default/not-registered',
              'dependencyOf component:default/app',
            ])
          : each,
      ),
      entity('component:default/app', ['ownedBy group:default/app']),
    ]);
    wait(ENTITY_KEPT_FOR);
    const { indirect } = await catalog.getImpact(['resource:default/server']);

    expect(indirect.at(-1)).toMatchObject({
      entityRef: 'component:default/app',
      owners: ['group:default/app'],
      distance: 4,
    });
    expect(calls.slice(before + 1)).toEqual([['component:default/app']]);
  });

  it('finds an entity that is registered after all', async () => {
    const { catalog, become, wait } = catalogOf(shop);
    await catalog.getImpact(['resource:default/server']);
    become([...shop, entity('component:default/not-registered')]);
    wait(ENTITY_KEPT_FOR);
    const { indirect } = await catalog.getImpact(['resource:default/server']);

    expect(indirect.map(({ entityRef }) => entityRef)).toContain(
      'component:default/not-registered',
    );
  });

  it('is never an old one: what judges by it is refused while the catalog is away', async () => {
    const { catalog, become, wait } = catalogOf(shop);
    await catalog.getImpact(['resource:default/server']);
    become('away');
    wait(ENTITY_KEPT_FOR);

    await expect(
      catalog.getImpact(['resource:default/server']),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });
});
