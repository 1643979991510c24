import { createServiceFactory } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  NotificationSendOptions,
  notificationService,
} from '@backstage/plugin-notifications-node';
import { Knex } from 'knex';
import { organisation } from '../../__testUtils__/organisation';

function usersBehind(ref: string): string[] {
  return ref.startsWith('user:')
    ? [ref]
    : organisation
        .filter(({ relations = [] }) =>
          relations.some(
            ({ type, targetRef }) => type === 'memberOf' && targetRef === ref,
          ),
        )
        .map(entity => stringifyEntityRef(entity));
}

/** What the people of the organisation have in their notifications, whichever portal on a database sent it. */
export class Inbox {
  readonly #sent: NotificationSendOptions[] = [];

  /** For a portal that delivers here. */
  readonly feature = createServiceFactory({
    service: notificationService,
    deps: {},
    factory: () => ({
      send: async options => void this.#sent.push(options),
    }),
  });

  /** Waits until everything that was to be told has been. */
  async complete(knex: Knex): Promise<void> {
    const open = () => knex('notice_deliveries').whereNull('delivered_at');
    while ((await open()).length > 0) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  /** Who was told, by name, once for each time. */
  toldOf(says: string): string[] {
    return this.#sent
      .filter(({ payload }) => payload.title.includes(says))
      .flatMap(({ recipients }) => {
        if (recipients.type !== 'entity') {
          throw new Error('Everybody was told');
        }
        const { entityRef, excludeEntityRef = [] } = recipients;
        const users = new Set([entityRef].flat().flatMap(usersBehind));
        [excludeEntityRef]
          .flat()
          .flatMap(usersBehind)
          .forEach(user => users.delete(user));
        return [...users];
      })
      .map(user => user.replace('user:default/', ''))
      .sort();
  }
}
