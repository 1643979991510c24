import { Impact } from 'backstage-plugin-change-management-common';
import { createDatabases } from '../__testUtils__/databases';
import { roles } from '../__testUtils__/organisation';
import { form, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(60_000);

const { databases } = createDatabases();

async function portalWith(impact: { maxDepth?: number; maxEntities?: number }) {
  return startPortal({
    knex: await databases.init('SQLITE_3'),
    config: { changeManagement: { roles, impact } },
  });
}

async function impactOf(ref: string, limits: Parameters<typeof portalWith>[0]) {
  const { ask } = await portalWith(limits);
  const { impact } = await ask('amina', 'previewChange', {
    body: form({ affectedEntities: [ref] }),
  });
  return impact as Impact;
}

describe('changeManagement.impact', () => {
  it('lets a preview end where it says', async () => {
    const whole = await impactOf('resource:default/ledger', {});
    expect(
      whole.indirect.map(({ via, relations }) => [via, relations]),
    ).toEqual([
      [
        ['resource:default/ledger', 'component:default/payments'],
        ['dependencyOf'],
      ],
      [
        [
          'resource:default/ledger',
          'component:default/payments',
          'component:default/orders',
        ],
        ['dependencyOf', 'dependencyOf'],
      ],
    ]);
    expect(whole.truncated).toBe(false);

    const near = await impactOf('resource:default/ledger', { maxDepth: 1 });
    expect(near.indirect).toEqual(whole.indirect.slice(0, 1));
    expect(near.truncated).toBe(true);

    const few = await impactOf('system:default/shop', { maxEntities: 2 });
    expect(few.indirect).toHaveLength(2);
    expect(few.truncated).toBe(true);
  });

  it('stops the start where it is wrong', async () => {
    await expect(portalWith({ maxDepth: 0 })).rejects.toThrow(
      'maxDepth: 0 is not a whole number from 1 to 20',
    );
  });
});
