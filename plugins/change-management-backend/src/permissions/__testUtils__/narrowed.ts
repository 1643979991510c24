import { changeReadPermission } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { form, startPortal } from '../../__testUtils__/startPortal';
import { slotNow, walk } from '../../__testUtils__/walk';
import {
  changeRequestConditions,
  createChangeRequestConditionalDecision,
} from '../conditionExports';
import { adjustablePolicy } from './adjustablePolicy';
import { confidentialChanges } from './examples/rule';

/** A policy for readers who see only what touches an entity of the payments team: orders, payments and the ledger. */
export const ownEntitiesOnly = {
  read: createChangeRequestConditionalDecision(
    changeReadPermission,
    changeRequestConditions.ownsAffectedEntity({
      claims: ['user:default/youssef', 'group:default/payments-team'],
    }),
  ),
};

const orders = 'component:default/orders';
const mail = 'component:default/mail';
const orphan = 'resource:default/orphan';
const ledger = 'resource:default/ledger';

/**
 * A portal with changes on entities of the payments team (`own`) and on others only (`foreign`); all of them requested
 * by amina and implemented by her group, which owns the mail service.
 */
export async function startNarrowed(knex: Knex) {
  const policy = adjustablePolicy();
  const portal = await startPortal({
    knex,
    features: [policy.feature, confidentialChanges],
  });
  const own: string[] = [];
  const foreign: string[] = [];
  const create = async (
    group: string[],
    affectedEntities: string[],
    more: Parameters<typeof form>[0] = {},
  ): Promise<string> => {
    const { id } = await portal.ask('amina', 'createChange', {
      body: form({ affectedEntities, ...more }),
    });
    group.push(id);
    return id;
  };
  // By turns, so that what is hidden lies before, between and after what is not.
  await create(foreign, [mail], { category: undefined });
  await create(own, [orders]);
  await walk(portal, await create(foreign, [mail]), 'authorization');
  await walk(portal, await create(own, [orders, mail]), 'authorization');
  await walk(portal, await create(foreign, [mail, orphan]), 'assessment');
  await walk(portal, await create(foreign, [mail]), 'implementation');
  await walk(portal, await create(own, [ledger]), 'closed');
  await walk(portal, await create(foreign, [mail]), 'closed');
  await create(own, [orders, orphan], { risk: undefined, ...slotNow() });
  const outage = {
    type: 'emergency' as const,
    emergency: {
      reason: 'critical-failure' as const,
      incidentRef: 'INC-1',
      explanation: 'Nothing is sent any more',
    },
    ...slotNow(),
  };
  await create(own, ['component:default/payments'], outage);
  await create(foreign, [orphan], outage);
  return { portal, policy, own, foreign };
}
