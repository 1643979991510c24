import {
  Change,
  DeploymentEventInput,
  GateRequestInput,
} from 'backstage-plugin-change-management-common';

const minute = 60_000;
const day = 24 * 60 * minute;
/** Days back from now for which the portal shows how much had a change. */
const shownDays = 90;

function iso(time: number): string {
  return new Date(time).toISOString();
}

function runOf(
  number: number,
): Pick<DeploymentEventInput, 'externalId' | 'url'> {
  return {
    externalId: `run-${number}`,
    url: `https://ci.marocagency.example/runs/${number}`,
  };
}

/** What the pipeline asked of the changes that were on their way, before it deployed; and of something without a change. */
export function gateRequestsOf(changes: Change[]): GateRequestInput[] {
  const asked = changes
    .filter(
      ({ state, category }) =>
        category === 'application' &&
        ['approved', 'scheduled', 'implementation'].includes(state),
    )
    .map(({ id, affectedEntities }, index) => ({
      entityRef: affectedEntities[0],
      environment: 'production',
      version: `5.${index}.0`,
      changeId: id,
    }));
  return [
    ...asked,
    {
      entityRef: 'component:default/deploy-pipeline',
      environment: 'production',
      version: '5.90.1',
    },
  ];
}

/** What the pipeline reported of the demo changes; and two nights on which somebody did without one. */
export function deploymentsOf(
  changes: Change[],
  now: number,
): DeploymentEventInput[] {
  const covered = changes
    .filter(
      ({ actualStart, category }) =>
        category === 'application' &&
        now - Date.parse(actualStart!) < shownDays * day,
    )
    .flatMap((change, index) => {
      const [entityRef] = change.affectedEntities;
      const start = Date.parse(change.actualStart!) + 3 * minute;
      return entityRef.startsWith('component:') && start < now
        ? [
            {
              ...runOf(4700 + index),
              entityRef,
              environment: 'production',
              version: `4.${index}.0`,
              status: change.rollback
                ? ('failed' as const)
                : ('succeeded' as const),
              startedAt: iso(start),
              finishedAt: iso(Math.min(start + 4 * minute, now)),
              actor: change.implementer.split('/')[1],
            },
          ]
        : [];
    });
  const refs = [...new Set(covered.map(({ entityRef }) => entityRef))];
  const dark = refs.slice(0, 2).map((entityRef, index) => {
    const start = now - (index + 1) * day - 47 * minute;
    return {
      ...runOf(4790 + index),
      entityRef,
      environment: 'production',
      version: `4.${90 + index}.1`,
      status: 'succeeded' as const,
      startedAt: iso(start),
      finishedAt: iso(start + 5 * minute),
      actor: ['bilal', 'amina'][index],
    };
  });
  return [...covered, ...dark];
}
