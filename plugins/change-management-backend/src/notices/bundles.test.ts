import { TestDatabases } from '@backstage/backend-test-utils';
import { Notice } from './NoticeService';
import { BURST } from './Readers';
import { notice, portal as portalOn } from './__testUtils__/outbox';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const nadia = 'user:default/nadia';
const salma = 'user:default/salma';
const minute = 60_000;
const hour = 60 * minute;

/** For information, to Nadia alone. */
function news(title: string, more: Partial<Notice> = {}) {
  return notice(title, {
    kind: 'execution',
    purpose: 'information',
    severity: 'normal',
    recipients: [nadia],
    about: ['component:default/orders'],
    ...more,
  });
}

describe.each(databases.eachSupportedId())(
  'what people want to get, on %s',
  databaseId => {
    async function portal() {
      const on = await portalOn(databases, databaseId);
      const service = on.replica();
      return {
        ...on,
        service,
        async tell(...notices: Notice[]) {
          await on.knex.transaction(tx => service.enqueue(tx, notices));
          await service.deliver();
        },
        /** Who was told what, in order. */
        told: () =>
          on.sent.map(({ recipients, payload }) => [
            payload.title,
            (recipients as { entityRef: string[] }).entityRef,
            (recipients as { excludeEntityRef: string[] }).excludeEntityRef,
          ]),
      };
    }

    it('is everything at once where they have not chosen', async () => {
      const { preferences, tell, titles } = await portal();
      await tell(news('Done'));

      expect(titles()).toEqual(['Done']);
      expect(await preferences.get(nadia)).toEqual({
        digest: 'none',
        muted: [],
        digestHour: 7,
      });
    });

    it('may be less: what is muted reaches the others only', async () => {
      const { preferences, tell, told } = await portal();
      await preferences.set(nadia, { muted: ['execution'] });
      await preferences.set(nadia, { digest: 'none' });
      const group = 'group:default/office';
      await tell(
        news('Done', { recipients: [group, nadia], excluded: [] }),
        news('Nobody else'),
        news('A comment', { kind: 'conversation' }),
      );

      expect(told().sort()).toEqual([
        ['A comment', [nadia], ['user:default/amina']],
        ['Done', [group, nadia], [nadia]],
      ]);
    });

    it('never keeps from them what asks, tells in advance or is urgent', async () => {
      const { preferences, tell, titles } = await portal();
      await preferences.set(nadia, {
        digest: 'daily',
        muted: ['schedule', 'execution'],
      });
      await tell(
        notice('Approve it', { severity: 'normal' }),
        news('Scheduled', { kind: 'schedule', purpose: 'advance' }),
        news('Rolled back', { severity: 'high' }),
      );

      expect(titles()).toEqual(['Approve it', 'Rolled back', 'Scheduled']);
    });

    it('comes once a day, by entity, where they want a digest', async () => {
      const { preferences, service, sent, tell, titles, wait } = await portal();
      await preferences.set(nadia, { digest: 'daily' });
      await tell(
        news('CHG-1 is completed'),
        news('CHG-2 has started', {
          changeId: 'CHG-2',
          about: ['component:default/mail'],
        }),
      );
      wait(minute);
      await tell(news('CHG-1 is closed'));
      expect(titles()).toEqual([]);
      // It is noon; the next seven o’clock is tomorrow’s.
      wait(18 * hour);
      await service.deliver();
      expect(titles()).toEqual([]);
      wait(hour - minute);
      await service.deliver();
      await service.deliver();

      expect(sent).toHaveLength(1);
      expect(sent[0]).toMatchObject({
        recipients: { entityRef: [nadia] },
        payload: { title: '3 notices of changes', topic: 'digest' },
      });
      const lines = sent[0].payload.description!.split('\n');
      expect(lines.sort()).toEqual([
        'mail: CHG-2 has started.',
        'orders: CHG-1 is completed; CHG-1 is closed.',
      ]);
    });

    it('is not a flood: what comes on top in a busy moment comes together', async () => {
      const { service, tell, titles, wait } = await portal();
      const busy = Array.from({ length: BURST }, (_, i) => `First ${i}`);
      for (const title of busy) {
        await tell(news(title));
      }
      await tell(
        ...Array.from({ length: 30 }, (_, i) => news(`Then ${i}`)),
        notice('Approve it'),
      );
      expect(titles()).toEqual(['Approve it', ...busy]);

      wait(2 * minute);
      await service.deliver();
      expect(titles()).toEqual([
        '30 notices of changes',
        'Approve it',
        ...busy,
      ]);
      await tell(news('Later'));
      expect(titles()).toContain('Later');
    });

    it('is bundled for each by themselves, and once however many processes do it', async () => {
      const { preferences, replica, sent, tell, wait } = await portal();
      for (const person of [nadia, salma]) {
        await preferences.set(person, { digest: 'daily' });
      }
      await tell(
        news('For both', { recipients: [nadia, salma] }),
        news('For Nadia'),
      );
      wait(24 * hour);
      await Promise.all([1, 2, 3].map(() => replica().deliver()));

      expect(
        sent
          .map(({ recipients, payload }) => [
            (recipients as { entityRef: string[] }).entityRef[0],
            payload.title,
          ])
          .sort(),
      ).toEqual([
        [nadia, '2 notices of changes'],
        // One alone says what it has to say.
        [salma, 'For both'],
      ]);
    });

    it('is told again in the same way after a delivery that broke off', async () => {
      const { knex, preferences, replica, sent, service, wait } =
        await portal();
      await preferences.set(salma, { digest: 'daily' });
      await knex.transaction(tx =>
        service.enqueue(tx, [news('Done', { recipients: [nadia, salma] })]),
      );
      const breaking = replica(async () => {
        throw new Error('Request failed with status 503');
      });
      await breaking.deliver();
      await preferences.set(salma, { digest: 'none' });
      wait(minute);
      await service.deliver();

      expect(sent.map(({ recipients }) => recipients)).toEqual([
        expect.objectContaining({
          excludeEntityRef: ['user:default/amina', salma],
        }),
      ]);
    });
  },
);
