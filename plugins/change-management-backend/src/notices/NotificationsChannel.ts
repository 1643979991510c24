import { NotificationService } from '@backstage/plugin-notifications-node';
import { PeopleDirectory } from '../people/PeopleDirectory';
import { Channel } from './Channel';
import { Notice } from './NoticeService';
import { ClaimedNotice } from './NoticeStore';
import { Readers } from './Readers';

/** Stored with each delivery by Backstage's notifications. */
export const NOTIFICATIONS = 'notifications';

/**
 * Backstage's notifications, and what the portal sends by their processors. For the eye a notice comes once, as the
 * notification's scope names it, which makes a second delivery an update of the first.
 */
export class NotificationsChannel implements Channel {
  readonly name = NOTIFICATIONS;
  readonly #notifications: NotificationService;
  readonly #people: Pick<PeopleDirectory, 'find'>;
  readonly #readers: Readers;

  constructor(options: {
    notifications: NotificationService;
    people: Pick<PeopleDirectory, 'find'>;
    readers: Readers;
  }) {
    this.#notifications = options.notifications;
    this.#people = options.people;
    this.#readers = options.readers;
  }

  takes({ recipients, contactsOpen }: Notice): boolean {
    return recipients.length > 0 || contactsOpen === true;
  }

  async send(notice: ClaimedNotice): Promise<void> {
    const { recipients, excluded } = notice;
    if (recipients.length === 0) {
      return;
    }
    const readers = await this.#readers.settle(
      notice,
      await this.#usersOf(notice),
    );
    const others = readers
      .filter(({ manner }) => manner !== 'direct')
      .map(({ userRef }) => userRef);
    if (readers.length > 0 && others.length === readers.length) {
      return;
    }
    await this.#notifications.send({
      recipients: {
        type: 'entity',
        entityRef: recipients,
        excludeEntityRef: [...excluded, ...others],
      },
      payload: {
        title: notice.title,
        description: notice.description,
        link: notice.link,
        severity: notice.severity,
        topic: notice.kind,
        scope: `change-notice:${notice.id}`,
      },
    });
  }

  /** Whom Backstage finds behind the recipients; a user need not be in the catalog. */
  async #usersOf({ recipients, excluded }: ClaimedNotice): Promise<string[]> {
    const { members } = await this.#people.find(recipients);
    const users = recipients.flatMap(ref =>
      ref.startsWith('user:') ? [ref] : members[ref] ?? [],
    );
    return [...new Set(users)].filter(ref => !excluded.includes(ref));
  }
}
