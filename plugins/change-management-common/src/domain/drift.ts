import { Drift, Impact } from '../contract/judgement';
import { criticalities, Criticality } from '../contract/words';

type Difference = Drift['differences'][number];
type Impacted = Pick<
  Impact['indirect'][number],
  'entityRef' | 'owners' | 'criticality'
>;

function rank(criticality: Criticality | undefined): number {
  return criticality ? criticalities.indexOf(criticality) : -1;
}

function compare(before: Impacted, after: Impacted): Difference[] {
  const { entityRef } = after;
  const differences: Difference[] = [];
  const owners = after.owners.filter(ref => !before.owners.includes(ref));
  if (owners.length) {
    differences.push({
      kind: 'owner-changed',
      entityRef,
      text: `${entityRef} is now owned by ${owners.join(', ')}.`,
    });
  }
  if (rank(after.criticality) > rank(before.criticality)) {
    differences.push({
      kind: 'criticality-raised',
      entityRef,
      text: `The criticality of ${entityRef} is now ${after.criticality}.`,
    });
  }
  return differences;
}

/**
 * How far the catalog is no longer what approvers saw: an entity is gone, has a new owner, counts as more critical, or
 * depends on the affected ones as none did before. What became less is no reason to ask again.
 */
export function findDrift(before: Impact, after: Impact): Difference[] {
  const direct = after.direct.flatMap((entity): Difference[] => {
    const known = before.direct.find(d => d.entityRef === entity.entityRef);
    if (!known) {
      return [];
    }
    return known.exists && !entity.exists
      ? [
          {
            kind: 'entity-gone',
            entityRef: entity.entityRef,
            text: `${entity.entityRef} is no longer in the catalog.`,
          },
        ]
      : compare(known, entity);
  });
  const seen = new Map(before.indirect.map(e => [e.entityRef, e]));
  const indirect = after.indirect.flatMap((entity): Difference[] => {
    const known = seen.get(entity.entityRef);
    return known
      ? compare(known, entity)
      : [
          {
            kind: 'dependent-added',
            entityRef: entity.entityRef,
            text: `${
              entity.entityRef
            } is now reached, through ${entity.via.join(' → ')}.`,
          },
        ];
  });
  return [...direct, ...indirect];
}
