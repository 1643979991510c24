import {
  AccessGrantView,
  ChangeFormInput,
  ChangeState,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createScheduler } from '../../__testUtils__/createScheduler';
import { form, startPortal } from '../../__testUtils__/startPortal';
import { walk } from '../../__testUtils__/walk';

export const ledger = 'resource:default/ledger';
export const read = {
  principal: 'user:default/omar',
  entityRef: ledger,
  permission: 'db:read',
};

/** A portal in which access is granted and revoked. */
export async function startWithAccess(
  knex: Knex,
  options: Partial<Parameters<typeof startPortal>[0]> = {},
) {
  const scheduler = createScheduler();
  const portal = await startPortal({
    knex,
    ...options,
    features: [scheduler.factory(), ...(options.features ?? [])],
  });

  /** Takes a change of access on, with the security manager's approval. */
  async function take(id: string, to: ChangeState, requester = 'amina') {
    const { state } = await portal.ask('salma', 'getChange', { path: { id } });
    if (state === 'draft') {
      const { assessmentRequirements } = await portal.step(
        requester,
        'submitChange',
        id,
      );
      for (const { entityRef, owners } of assessmentRequirements) {
        if (owners.length === 0) {
          await portal.step('salma', 'assessChange', id, {
            entityRef,
            impactOnClients: 'none',
            impactOnData: 'none',
          });
        }
      }
      await walk(portal, id, 'authorization', requester);
      await portal.step('karim', 'decideChange', id, { decision: 'approve' });
    }
    return walk(portal, id, to);
  }

  const request = async (
    access?: ChangeFormInput['access'],
    more: Partial<ChangeFormInput> = {},
    requester = 'amina',
  ): Promise<string> => {
    const body = form({
      category: 'access',
      affectedEntities: [ledger],
      access,
      ...more,
    });
    return (await portal.ask(requester, 'createChange', { body })).id;
  };

  return {
    ...portal,
    watch: () => scheduler.triggerTask('watch-access'),
    take,
    request,
    /** A change that is in a state by now. */
    async change(
      to: ChangeState,
      access?: ChangeFormInput['access'],
      requester = 'amina',
    ) {
      const id = await request(access, {}, requester);
      await take(id, to, requester);
      return id;
    },
    rollBack: (id: string) =>
      portal.step('amina', 'rollbackChange', id, { reason: 'It was wrong' }),
    grants: async (query = {}, name = 'omar'): Promise<AccessGrantView[]> =>
      (await portal.ask(name, 'listAccessGrants', { query })).items,
    add: (name: string, body: object, key?: string) =>
      portal.send(name, 'grantAccess', { body, key }),
    revoke: (name: string, id: string, changeId: string) =>
      portal.send(name, 'revokeAccess', { path: { id }, body: { changeId } }),
    logOf: async (id: string): Promise<string[]> =>
      (await portal.ask('omar', 'listLog', { path: { id } })).items
        .filter(({ kind }: any) => kind === 'access')
        .map(({ summary, whatChanged }: any) => `${summary}: ${whatChanged}`),
  };
}

export type AccessPortal = Awaited<ReturnType<typeof startWithAccess>>;
