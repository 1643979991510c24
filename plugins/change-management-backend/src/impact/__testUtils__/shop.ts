import { Entity } from '@backstage/catalog-model';
import { entity, readerOf } from '../../catalog/__testUtils__/catalog';
import { CachedEntityCatalog } from '../CachedEntityCatalog';
import { ImpactLimits } from '../limits';

export const payments = 'group:default/payments';
export const devops = 'group:default/devops';

/** A web shop and what it stands on. */
export const shop: Entity[] = [
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
    {
      title: 'Payment gateway',
      tags: ['pci'],
      annotations: { 'change-management/criticality': 'critical' },
    },
    { type: 'service', lifecycle: 'production' },
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

/** A catalog with a clock and entities that the test moves, and the refs of each call that it made. */
export function catalogOf(entities: Entity[], limits?: ImpactLimits) {
  let now = 0;
  const { reader, calls, become } = readerOf(entities);
  return {
    catalog: new CachedEntityCatalog({ reader, limits, now: () => now }),
    calls,
    become,
    wait: (ms: number) => {
      now += ms;
    },
  };
}

/** `r0 ← r1 ← r2 …`: each depends on the one before. */
export function chain(length: number): Entity[] {
  return Array.from({ length }, (_, i) =>
    entity(`resource:default/r${i}`, [
      `dependencyOf resource:default/r${i + 1}`,
      `hasPart resource:default/r${i + 1}`,
      ...(i ? [`dependsOn resource:default/r${i - 1}`] : []),
    ]),
  );
}

/** One resource that many depend on, and that has many parts. */
export function hub(spokes: number): Entity[] {
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
