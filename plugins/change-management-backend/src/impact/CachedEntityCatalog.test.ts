import { Entity } from '@backstage/catalog-model';
import {
  entity,
  readerOf,
  unreachableReader,
} from '../catalog/__testUtils__/catalog';
import {
  CachedEntityCatalog,
  IMPACT_DEPTH,
  IMPACT_ENTITIES,
  SCOPE_ENTITIES,
} from './CachedEntityCatalog';

const payments = 'group:default/payments';
const devops = 'group:default/devops';

const shop: Entity[] = [
  entity('domain:default/commerce', [
    'hasPart system:default/orders',
    'hasPart domain:default/finance',
  ]),
  entity('domain:default/finance', ['hasPart system:default/payments']),
  entity('system:default/payments', ['hasPart component:default/gateway']),
  entity('system:default/orders', [
    'hasPart component:default/orders',
    'hasPart resource:default/orders-db',
  ]),
  entity(
    'component:default/gateway',
    [
      `ownedBy ${payments}`,
      'partOf system:default/payments',
      'providesApi api:default/pay',
      'dependsOn resource:default/server',
    ],
    { title: 'Payment gateway', tags: ['pci'] },
  ),
  entity('api:default/pay', [
    'apiProvidedBy component:default/gateway',
    'apiConsumedBy component:default/orders',
  ]),
  entity('component:default/orders', [
    'consumesApi api:default/pay',
    'dependsOn resource:default/orders-db',
    'dependencyOf component:default/shop',
    'ownedBy group:default/orders',
  ]),
  entity('component:default/shop', ['dependsOn component:default/orders']),
  entity('resource:default/orders-db', [
    'dependencyOf component:default/orders',
    'dependsOn resource:default/server',
  ]),
  entity('resource:default/server', [
    `ownedBy ${devops}`,
    'dependencyOf resource:default/orders-db',
    'dependencyOf component:default/gateway',
    'dependencyOf component:default/not-registered',
  ]),
];

function catalogOf(entities: Entity[]) {
  let now = 0;
  const { reader, calls } = readerOf(entities);
  return {
    catalog: new CachedEntityCatalog({ reader, now: () => now }),
    calls,
    wait: (ms: number) => {
      now += ms;
    },
  };
}

/** `r0 ← r1 ← r2 …`: each depends on the one before. */
function chain(length: number): Entity[] {
  return Array.from({ length }, (_, i) =>
    entity(`resource:default/r${i}`, [
      `dependencyOf resource:default/r${i + 1}`,
      `hasPart resource:default/r${i + 1}`,
      ...(i ? [`dependsOn resource:default/r${i - 1}`] : []),
    ]),
  );
}

/** One resource that many depend on, and that has many parts. */
function hub(spokes: number): Entity[] {
  const refs = Array.from(
    { length: spokes },
    (_, i) => `component:default/c${i}`,
  );
  return [
    entity(
      'resource:default/hub',
      refs.flatMap(ref => [`dependencyOf ${ref}`, `hasPart ${ref}`]),
    ),
    ...refs.map(ref => entity(ref)),
  ];
}

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

describe('scope', () => {
  it('self is the entity alone, without asking', async () => {
    const { catalog, calls } = catalogOf(shop);

    expect(
      await catalog.resolveScope('component:default/gone', 'self'),
    ).toEqual(['component:default/gone']);
    expect(calls).toEqual([]);
  });

  it('members are all parts, down through systems and subdomains', async () => {
    const { catalog } = catalogOf(shop);
    const members = await catalog.resolveScope(
      'domain:default/commerce',
      'members',
    );

    expect(members.sort()).toEqual([
      'component:default/gateway',
      'component:default/orders',
      'domain:default/commerce',
      'domain:default/finance',
      'resource:default/orders-db',
      'system:default/orders',
      'system:default/payments',
    ]);
  });

  it('members have no depth limit', async () => {
    const { catalog } = catalogOf(chain(20));

    expect(
      await catalog.resolveScope('resource:default/r0', 'members'),
    ).toHaveLength(20);
  });

  it('dependencies are what it uses, and who provides the APIs that it consumes', async () => {
    const { catalog } = catalogOf(shop);
    const dependencies = await catalog.resolveScope(
      'component:default/shop',
      'dependencies',
    );

    expect(dependencies.sort()).toEqual([
      'api:default/pay',
      'component:default/gateway',
      'component:default/orders',
      'component:default/shop',
      'resource:default/orders-db',
      'resource:default/server',
    ]);
  });

  it('dependencies end at the depth of the impact', async () => {
    const { catalog } = catalogOf(chain(20));

    expect(
      await catalog.resolveScope('resource:default/r19', 'dependencies'),
    ).toHaveLength(IMPACT_DEPTH + 1);
  });

  it('contains an entity that the catalog does not know', async () => {
    const { catalog } = catalogOf(shop);

    expect(
      await catalog.resolveScope('system:default/gone', 'members'),
    ).toEqual(['system:default/gone']);
  });

  it('refuses a scope beyond what a list can be asked for, rather than leaving some out', async () => {
    const { catalog } = catalogOf(hub(SCOPE_ENTITIES));
    await expect(
      catalog.resolveScope('resource:default/hub', 'members'),
    ).rejects.toMatchObject({ name: 'InputError' });

    expect(
      await catalogOf(hub(SCOPE_ENTITIES - 1)).catalog.resolveScope(
        'resource:default/hub',
        'members',
      ),
    ).toHaveLength(SCOPE_ENTITIES);
  });
});
