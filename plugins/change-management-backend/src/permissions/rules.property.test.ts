import { mockServices } from '@backstage/backend-test-utils';
import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  changeCategories,
  changeReadPermission,
  changeStates,
  changeTypes,
  riskLevels,
  roles,
  toLean,
} from 'backstage-plugin-change-management-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import { emptyChain } from '../audit/chain';
import { toChangeId } from '../platform/changeId';
import { DatabaseChangeStore } from '../changes/DatabaseChangeStore';
import { partiesOf } from '../changes/parties';
import { whereVisible } from '../changes/visibility';
import { RoleRegister } from '../people/RoleRegister';
import { connect } from '../platform/database';
import {
  entityRefs,
  groups,
  randomChanges,
  users,
} from './__testUtils__/randomChanges';
import { toResource } from './ChangeAuthorizer';
import {
  changeRequestConditions,
  createChangeRequestConditionalDecision,
} from './conditionExports';
import { createChangeRules } from './rules';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();

type Conditions = PermissionCriteria<
  PermissionCondition<'change-request', any>
>;

const some = <T>(values: readonly T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 });
const nobody = 'user:default/nobody';
const claims = some([...users, ...groups, nobody]);
const on = changeRequestConditions;

/** Conditions by every rule that there is; one without a value to look for is true of nothing. */
const leaves: Record<keyof typeof on, fc.Arbitrary<Conditions>> = {
  isRequester: claims.map(userRefs => on.isRequester({ userRefs })),
  isImplementer: claims.map(c => on.isImplementer({ claims: c })),
  ownsAffectedEntity: claims.map(c => on.ownsAffectedEntity({ claims: c })),
  affectsEntity: some([...entityRefs, 'api:default/none']).map(refs =>
    on.affectsEntity({ entityRefs: refs }),
  ),
  hasRole: fc
    .tuple(some(roles), claims)
    .map(([wanted, c]) => on.hasRole({ roles: wanted, claims: c })),
  isInState: some(changeStates).map(states => on.isInState({ states })),
  isOfType: some(changeTypes).map(types => on.isOfType({ types })),
  isInCategory: some(changeCategories).map(categories =>
    on.isInCategory({ categories }),
  ),
  hasRiskLevel: some(riskLevels).map(levels => on.hasRiskLevel({ levels })),
};

/** Conditions within conditions, groups without any part included. */
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

describe.each(supported)('the rules, %s', engine => {
  const register = RoleRegister.fromConfig(
    mockServices.rootConfig({
      data: {
        changeManagement: {
          roles: {
            changeManager: [users[1], users[2]],
            auditor: [users[0]],
            cto: [groups[0], groups[1]],
          },
        },
      },
    }),
  );
  const ruleset = Object.values(
    createChangeRules(held => register.rolesOf(held)),
  );
  const isMet = createConditionAuthorizer(ruleset);
  const toFilter = createConditionTransformer(ruleset as any);
  const stored = randomChanges(80);
  let knex: Knex;

  beforeAll(async () => {
    knex = await connect({
      getClient: async () => databases.init(engine),
    });
    const store = new DatabaseChangeStore(knex);
    await knex.transaction(async tx => {
      for (const { change, facts } of stored) {
        const parties = partiesOf(change, facts);
        await store.insert(tx, { change, chain: emptyChain, parties });
      }
    });
  });

  async function foundBy(criteria: Conditions): Promise<string[]> {
    const query = knex('changes').select('number').orderBy('number');
    whereVisible(query, toFilter(criteria) as any);
    return (await query).map(({ number }) => toChangeId(number));
  }

  function metBy(criteria: Conditions): string[] {
    const decision = createChangeRequestConditionalDecision(
      changeReadPermission,
      criteria,
    );
    return stored
      .map(({ change }) => change)
      .filter(change => isMet(decision, toResource(change)))
      .map(({ id }) => id);
  }

  it('see the same in a row of a list as in the whole change', () => {
    for (const { change } of stored) {
      expect(toResource(toLean(change))).toEqual(toResource(change));
    }
  });

  it.each(Object.entries(leaves))(
    'find by SQL what they accept one by one, and the rest when negated: %s',
    async (_name, leaf) => {
      let telling = 0;
      await fc.assert(
        fc.asyncProperty(leaf, async condition => {
          const met = metBy(condition);
          expect(await foundBy(condition)).toEqual(met);
          const others = await foundBy({ not: condition });
          expect(others).toEqual(metBy({ not: condition }));
          expect(met.length + others.length).toBe(stored.length);
          telling += met.length ? 1 : 0;
        }),
        { numRuns: 40 },
      );
      expect(telling).toBeGreaterThan(0);
    },
  );

  it('find by SQL what they accept one by one, however they are combined', async () => {
    let telling = 0;
    await fc.assert(
      fc.asyncProperty(conditions, async criteria => {
        const met = metBy(criteria);
        expect(await foundBy(criteria)).toEqual(met);
        telling += met.length && met.length < stored.length ? 1 : 0;
      }),
      { numRuns: 300 },
    );
    expect(telling).toBeGreaterThan(30);
  });
});
