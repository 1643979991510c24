import { defaultPolicy } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { form, Portal } from '../../__testUtils__/startPortal';
import { ReviewStore } from '../ReviewStore';

let months = 0;

/** Reviews as the scheduler would open them, at any time. */
export function reviewRoom(knex: Knex) {
  const store = new ReviewStore(knex);
  return {
    /**
     * A monthly review with one change of omar's that amina implements, and an action that youssef owes; `review, looked
     * at` can be signed.
     *
     * @returns its id, and that of the change
     */
    async arrange(portal: Portal, when: string) {
      const body = form({ implementer: 'user:default/amina' });
      const change = await portal.ask('omar', 'createChange', { body });
      const { id, title, type, state, requestedBy } = change;
      const { remindDays, escalations } = defaultPolicy.reviews!;
      const dueAt = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString();
      const at = new Date().toISOString();
      const by = 'user:default/salma';
      months += 1;
      const owed = { owner: 'user:default/youssef', dueAt };
      const action = { id: '1', text: 'Do', addedBy: by, addedAt: at, told: 1 };
      const opened = await knex.transaction(tx =>
        store.insert(tx, {
          ...{ kind: 'monthly', period: `month ${months}`, dueAt, told: 1 },
          ...{ openedAt: at, clause: '§7.1', policyVersion: '1.0' },
          ...{ timeZone: 'UTC', reminders: { remindDays, escalations } },
          ...{ status: 'open', signOff: ['changeManager'], signatures: [] },
          sample: [
            {
              ...{ changeId: id, title, type, state, requestedBy },
              involved: ['user:default/omar', 'user:default/amina'],
              ...(when.includes('looked at') && { verdict: 'ok', by, at }),
            },
          ],
          findings: [
            {
              ...{ id: '1', severity: 'low', clause: '§3.1d', text: 'Thin' },
              ...{ ...owed, changes: [], raisedBy: by, raisedAt: at },
              actions: [{ ...action, ...owed }],
            },
          ],
          revision: 1,
        }),
      );
      return { id: opened!.id, changeId: id as string };
    },
  };
}
