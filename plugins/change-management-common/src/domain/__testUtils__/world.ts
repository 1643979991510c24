import { Impact } from '../../contract/judgement';
import { Criticality } from '../../contract/words';
import { defaultPolicy } from '../../policy/defaultPolicy';
import { Policy } from '../../policy/schema';
import { entities } from './organisation';

/** An entity that is reached through others. */
export function reached(
  name: string,
  owners: string[],
  more: { criticality?: Criticality; distance?: number } = {},
): Impact['indirect'][number] {
  const entityRef = `component:default/${name}`;
  return {
    entityRef,
    kind: 'Component',
    owners: owners.map(owner => `group:default/${owner}`),
    distance: 1,
    via: ['component:default/payments-api', entityRef],
    relations: ['dependencyOf'],
    ...more,
  };
}

/** A blast radius of these entities, as the organisation has them unless told otherwise. */
export function impactOf(
  direct: (
    | string
    | (Pick<Impact['direct'][number], 'entityRef'> &
        Partial<Impact['direct'][number]>)
  )[],
  indirect: Impact['indirect'] = [],
): Impact {
  return {
    direct: direct.map(one => {
      const given = typeof one === 'string' ? { entityRef: one } : one;
      const { tags, ...known } = entities[given.entityRef];
      return { ...known, ...given };
    }),
    indirect,
    truncated: false,
  };
}

/** The default policy but for these parts. */
export function policyWith(parts: Partial<Policy>): Policy {
  return { ...defaultPolicy, ...parts };
}
