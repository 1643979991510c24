import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  configurationReadPermission,
  EntityFacts,
  HeldRole,
  roles,
} from 'backstage-plugin-change-management-common';
import { ConfigurationItemResource } from 'backstage-plugin-change-management-node';
import fc from 'fast-check';
import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import {
  configurationConditions as on,
  createConfigurationConditionalDecision,
} from '../permissions/conditionExports';
import { createConfigurationRules } from '../permissions/configurationRules';
import { simplified } from '../permissions/criteria';
import { connect } from '../platform/database';
import { ItemEntities } from './ItemEntities';
import { toItemId } from './itemId';
import { whereReadable } from './readable';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();

type Conditions = PermissionCriteria<
  PermissionCondition<'change-management-configuration', any>
>;

const groups = ['group:default/a', 'group:default/b', 'group:default/c'];
const systems = ['system:default/shop', 'system:default/bank'];
const tags = ['pci', 'public'];
// The kind of one begins like that of another, and holds a sign that patterns know.
const refs = [
  'component:default/orders',
  'component:default/mail',
  'comp_nent:default/odd',
  'comp:default/short',
  'resource:default/ledger',
];
const pick = <T>(values: readonly T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 });

const leaves: Record<keyof typeof on, fc.Arbitrary<Conditions>> = {
  ownsConfiguredEntity: pick([...groups, 'group:default/none']).map(claims =>
    on.ownsConfiguredEntity({ claims }),
  ),
  configuresEntity: pick(refs).map(entityRefs =>
    on.configuresEntity({ entityRefs }),
  ),
  configuresKind: pick(['component', 'Resource', 'comp_nent', 'comp', '']).map(
    kinds => on.configuresKind({ kinds }),
  ),
  configuresSystem: pick(systems).map(systemRefs =>
    on.configuresSystem({ systemRefs }),
  ),
  configuresTagged: pick([...tags, 'none']).map(wanted =>
    on.configuresTagged({ tags: wanted }),
  ),
  hasRole: fc
    .tuple(pick(roles), pick(groups))
    .map(([wanted, claims]) => on.hasRole({ roles: wanted, claims })),
};

const { conditions } = fc.letrec<{ conditions: Conditions }>(tie => {
  const parts = fc.array(tie('conditions'), { maxLength: 3 });
  return {
    conditions: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      ...Object.values(leaves),
      tie('conditions').map(not => ({ not })),
      parts.map(anyOf => ({ anyOf } as unknown as Conditions)),
      parts.map(allOf => ({ allOf } as unknown as Conditions)),
    ),
  };
});

const rolesOf = (claims: string[]): HeldRole[] =>
  claims.includes(groups[0]) ? [{ role: 'auditor', via: groups[0] }] : [];

describe.each(supported)('who may read configuration, %s', engine => {
  const ruleset = Object.values(createConfigurationRules(rolesOf));
  const isMet = createConditionAuthorizer(ruleset);
  const toFilter = createConditionTransformer(ruleset as any);
  let knex: Knex;
  let entities: ItemEntities;
  let items: ConfigurationItemResource[];

  beforeAll(async () => {
    knex = await connect({ getClient: async () => databases.init(engine) });
    entities = new ItemEntities(knex);
    let number = 0;
    for (const entity_ref of refs) {
      for (const i of [0, 1, 2, 3]) {
        number += 1;
        await knex('configuration_items').insert({
          ...{ number, entity_ref, name: `${i}` },
          ...{ search_text: '', document: '{}' },
        });
        await entities.set(knex, number, {
          system: [undefined, ...systems][i % 3],
          owners: groups.slice(i % 3, (number % 3) + 1),
          tags: tags.slice(0, number % 3),
        });
      }
    }
    const ids = Array.from({ length: number }, (_, i) => toItemId(i + 1));
    items = (await entities.resources(ids)) as ConfigurationItemResource[];
  });

  async function foundBy(criteria: Conditions): Promise<string[]> {
    const query = knex('configuration_items as items')
      .select('items.number')
      .orderBy('items.number');
    whereReadable(query, simplified(toFilter(criteria) as any) as any);
    return (await query).map(({ number }) => toItemId(number));
  }

  function metBy(criteria: Conditions): string[] {
    const decision = createConfigurationConditionalDecision(
      configurationReadPermission,
      criteria,
    );
    return items.filter(item => isMet(decision, item)).map(({ id }) => id);
  }

  it.each(Object.entries(leaves))(
    'is found by SQL as it is one by one, and the rest when negated: %s',
    async (_name, leaf) => {
      let telling = 0;
      await fc.assert(
        fc.asyncProperty(leaf, async condition => {
          const met = metBy(condition);
          expect(await foundBy(condition)).toEqual(met);
          const others = await foundBy({ not: condition });
          expect(others).toEqual(metBy({ not: condition }));
          expect(met.length + others.length).toBe(items.length);
          telling += met.length ? 1 : 0;
        }),
        { numRuns: 40 },
      );
      expect(telling).toBeGreaterThan(0);
    },
  );

  it('is found by SQL as it is one by one, however conditions are combined', async () => {
    let telling = 0;
    await fc.assert(
      fc.asyncProperty(conditions, async criteria => {
        const met = metBy(criteria);
        expect(await foundBy(criteria)).toEqual(met);
        telling += met.length && met.length < items.length ? 1 : 0;
      }),
      { numRuns: 200 },
    );
    expect(telling).toBeGreaterThan(20);
  });

  it('knows nothing of what is not there, in the order of the question', async () => {
    const found = await entities.resources(['CFG-2', 'CFG-999', 'x', 'cfg-1']);
    expect(found.map(item => item?.id)).toEqual([
      'CFG-2',
      undefined,
      undefined,
      'CFG-1',
    ]);
  });

  it('follows the catalog, but for what it does not know any more', async () => {
    const facts = (
      entityRef: string,
      more: Partial<EntityFacts>,
    ): EntityFacts => ({
      ...{ entityRef, kind: entityRef.split(':')[0], exists: true },
      ...{ owners: [], tags: [], ...more },
    });
    const before = await entities.resources(['CFG-5']);
    const asked: string[][] = [];
    await entities.refresh({
      async getFacts(of) {
        asked.push(of);
        return Object.fromEntries(
          of.map(ref => [
            ref,
            ref === refs[0]
              ? facts(ref, { owners: ['group:default/new'], tags: ['pci'] })
              : facts(ref, { exists: false }),
          ]),
        );
      },
    });
    expect(asked).toEqual([[...refs].sort()]);
    expect(await entities.resources(['CFG-1', 'CFG-5'])).toEqual([
      {
        id: 'CFG-1',
        entityRef: refs[0],
        system: undefined,
        owners: ['group:default/new'],
        tags: ['pci'],
      },
      ...before,
    ]);
  });
});
