import {
  apply,
  Change,
  ChangeForm,
  changeCategories,
  changeFormSchema,
  changeStates,
  changeTypes,
  decideCreate,
  defaultPolicy,
  Facts,
} from 'backstage-plugin-change-management-common';
import fc from 'fast-check';
import { highRisk, lowRisk } from '../../__testUtils__/startPortal';

const at = '2026-01-01T00:00:00.000Z';

/** Few of each, so that conditions meet some changes and miss others. */
export const users = ['a', 'b', 'c'].map(name => `user:default/${name}`);
export const groups = ['x', 'y', 'z'].map(name => `group:default/${name}`);
export const entityRefs = ['p', 'q', 'r', 's'].map(
  name => `component:default/${name}`,
);

interface Seed {
  form: ChangeForm;
  requestedBy: string;
  state: Change['state'];
  owners: string[][];
}

const owners = fc.uniqueArray(fc.constantFrom(...users, ...groups), {
  maxLength: 2,
});

const seeds: fc.Arbitrary<Seed> = fc.record({
  requestedBy: fc.constantFrom(...users),
  state: fc.constantFrom(...changeStates),
  owners: fc.tuple(owners, owners, owners, owners),
  form: fc
    .record({
      type: fc.constantFrom(...changeTypes),
      category: fc.option(fc.constantFrom(...changeCategories), {
        nil: undefined,
      }),
      title: fc.constant('Something'),
      affectedEntities: fc.uniqueArray(fc.constantFrom(...entityRefs), {
        minLength: 1,
        maxLength: 3,
      }),
      implementer: fc.option(fc.constantFrom(...users, ...groups), {
        nil: undefined,
      }),
      risk: fc.constantFrom(
        undefined,
        { answers: {} },
        { answers: lowRisk },
        { answers: highRisk },
      ),
    })
    .map(form => changeFormSchema.parse(form)),
});

/** A change as it would be stored, in any state, by the domain's own way of making one. */
function toChange({ form, requestedBy, state, owners: by }: Seed, id: string) {
  const direct = form.affectedEntities.map((entityRef, i) => ({
    entityRef,
    exists: true,
    kind: 'component',
    owners: by[i],
    tags: [],
  }));
  const facts: Facts = {
    now: at,
    actor: { userRef: requestedBy, ownership: [requestedBy], roles: [] },
    policy: defaultPolicy,
    entities: Object.fromEntries(direct.map(e => [e.entityRef, e])),
    impact: {
      direct: direct.map(({ tags, ...entity }) => entity),
      indirect: [],
      truncated: false,
    },
  };
  const events = decideCreate(id, form, facts);
  const change = apply(undefined, events, { actor: requestedBy, at });
  return { change: { ...change, state }, facts };
}

/** The same changes at each run, so that a failure can be looked at again. */
export function randomChanges(count: number) {
  return fc
    .sample(seeds, { numRuns: count, seed: 7 })
    .map((seed, i) => toChange(seed, `CHG-${1001 + i}`));
}
