import { STALE_FOR } from '../catalog/RecentReads';
import { catalogOf, chain, hub, shop } from './__testUtils__/shop';
import { SCOPE_ENTITIES } from './CachedEntityCatalog';

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
    const limits = { maxDepth: 3, maxEntities: 500 };
    const { catalog } = catalogOf(chain(20), limits);

    expect(
      await catalog.resolveScope('resource:default/r19', 'dependencies'),
    ).toHaveLength(3 + 1);
  });

  it('contains an entity that the catalog does not know', async () => {
    const { catalog } = catalogOf(shop);

    expect(
      await catalog.resolveScope('system:default/gone', 'members'),
    ).toEqual(['system:default/gone']);
  });

  it('stays known for a while when the catalog goes away', async () => {
    const { catalog, become, wait } = catalogOf(shop);
    const scope = () =>
      catalog.resolveScope('domain:default/commerce', 'members');
    const members = await scope();
    become('away');
    wait(STALE_FOR - 1);
    expect(await scope()).toEqual(members);
    wait(1);
    await expect(scope()).rejects.toThrow('catalog does not answer');
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
