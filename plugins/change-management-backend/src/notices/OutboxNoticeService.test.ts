import { TestDatabases } from '@backstage/backend-test-utils';
import { notice, portal as portalOn, directory } from './__testUtils__/outbox';
import { SEND_WITHIN } from './Channel';
import { backOff, BATCH, LEASE } from './OutboxNoticeService';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const portal = (databaseId: Parameters<typeof portalOn>[1]) =>
  portalOn(databases, databaseId);

describe.each(databases.eachSupportedId())('notices on %s', databaseId => {
  it('reach people and groups, once', async () => {
    const { sent, enqueue, replica, wait } = await portal(databaseId);
    await enqueue('Approve it');
    await replica().deliver();
    wait(LEASE * 2);
    await replica().deliver();

    expect(sent).toEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: ['group:default/office', 'user:default/nadia'],
          excludeEntityRef: ['user:default/amina'],
        },
        payload: {
          title: 'Approve it',
          description: 'It is urgent.',
          link: '/change-management/changes/CHG-1042',
          severity: 'high',
          topic: 'approval',
          scope: expect.stringMatching(/^change-notice:[0-9a-f-]{36}$/),
        },
      },
    ]);
  });

  it('are not told when what they tell was rolled back', async () => {
    const { knex, sent, replica } = await portal(databaseId);
    await knex
      .transaction(async tx => {
        await replica().enqueue(tx, [notice('Never')]);
        throw new Error('The command failed');
      })
      .catch(() => {});
    await replica().deliver();

    expect(sent).toEqual([]);
  });

  it('leave before the process ends if they are under way, and else stay', async () => {
    const { knex, enqueue, replica, titles } = await portal(databaseId);
    await enqueue('Under way');
    let answer = () => {};
    const asked = new Promise<void>(resolve => {
      answer = resolve;
    });
    let begin = () => {};
    const begun = new Promise<void>(resolve => {
      begin = resolve;
    });
    const service = replica(() => {
      begin();
      return asked;
    });
    service.deliverSoon();
    await begun;
    await enqueue('Left for others');
    service.deliverSoon();
    const stopped = service.stop();
    service.deliverSoon();
    answer();
    await stopped;

    expect(titles()).toEqual(['Under way']);
    expect(
      await knex('notices')
        .join('notice_deliveries', 'notice_id', 'notices.id')
        .whereNull('notice_deliveries.delivered_at')
        .pluck('title'),
    ).toEqual(['Left for others']);
  });

  it('may be none at all', async () => {
    const { enqueue, sent, replica } = await portal(databaseId);
    await enqueue();
    await replica().deliver();

    expect(sent).toEqual([]);
  });

  it('stay, with the time of delivery, as the proof that people were told', async () => {
    const { knex, delivery, enqueue, replica, time } = await portal(databaseId);
    await enqueue('Approve it');
    await replica().deliver();

    const [row] = await knex('notices');
    const { delivered_at } = await delivery();
    expect(new Date(delivered_at)).toEqual(time());
    expect(row.change_id).toBe('CHG-1042');
  });

  it('are tried again after a while that grows, until they arrive', async () => {
    const { delivery, enqueue, replica, titles, wait } = await portal(
      databaseId,
    );
    await enqueue('Approve it');
    let answers = false;
    const service = replica(async () => {
      if (!answers) {
        throw new Error('Request failed with status 503');
      }
    });

    await service.deliver();
    expect((await delivery()).failure).toContain('status 503');
    wait(backOff(1) - 1);
    await service.deliver();
    expect((await delivery()).attempts).toBe(1);
    wait(1);
    await service.deliver();
    expect((await delivery()).attempts).toBe(2);

    answers = true;
    wait(backOff(2) - 1);
    await service.deliver();
    expect(titles()).toEqual([]);
    wait(1);
    await service.deliver();
    expect(titles()).toEqual(['Approve it']);
    expect((await delivery()).failure).toBeNull();
  });

  it('do not stand in each other’s way', async () => {
    const { enqueue, replica, titles } = await portal(databaseId);
    const good = Array.from({ length: 2 * BATCH }, (_, i) => `Good ${i}`);
    await enqueue('To a group that is gone', ...good);
    await replica(async ({ payload }) => {
      if (payload.title.startsWith('To a group')) {
        throw new Error('Request failed with status 400');
      }
    }).deliver();

    expect(titles()).toEqual(good.sort());
  });

  it('are delivered by others when the process dies in between, as an update of the same notification', async () => {
    const { store, enqueue, sent, replica, time, wait } = await portal(
      databaseId,
    );
    await enqueue('Approve it');
    // It sent, and died before it could write so down.
    const [claimed] = await store.claim(
      'notifications',
      BATCH,
      time(),
      new Date(time().getTime() + LEASE),
    );

    wait(LEASE - 1);
    await replica().deliver();
    expect(sent).toEqual([]);
    wait(1);
    await replica().deliver();
    expect(sent.map(({ payload }) => payload.scope)).toEqual([
      `change-notice:${claimed.id}`,
    ]);
  });

  it('are not put off by an attempt that was given up for dead', async () => {
    const { delivery, store, enqueue, replica, time, wait } = await portal(
      databaseId,
    );
    await enqueue('Approve it');
    const leaseEnds = () => new Date(time().getTime() + LEASE);
    const [late] = await store.claim(
      'notifications',
      BATCH,
      time(),
      leaseEnds(),
    );
    wait(LEASE);
    const [current] = await store.claim(
      'notifications',
      BATCH,
      time(),
      leaseEnds(),
    );
    const nextDay = new Date(time().getTime() + 24 * 60 * 60_000);
    await store.markFailed('notifications', late, 'Too late', nextDay);
    expect((await delivery()).failure).toBeNull();

    wait(LEASE);
    await replica().deliver();
    await store.markFailed('notifications', current, 'Too late', nextDay);
    expect((await delivery()).failure).toBeNull();
  });

  it('are shared among replicas, none twice', async () => {
    const { knex, enqueue, replica, titles } = await portal(databaseId);
    const all = Array.from({ length: 60 }, (_, i) => `Notice ${i}`);
    await enqueue(...all);
    // Slow enough for the other to come in between.
    const slow = () => knex.raw('select 1').then(() => undefined);
    await Promise.all([
      replica(slow).deliver(),
      replica(slow).deliver(),
      replica(slow).deliver(),
    ]);

    expect(titles()).toEqual(all.sort());
  });

  it('that come up during a round are delivered with it', async () => {
    const { enqueue, replica, titles } = await portal(databaseId);
    await enqueue('First');
    const service = replica(async ({ payload }) => {
      if (payload.title === 'First') {
        await enqueue('Second');
        // Not awaited: they end when this round does.
        void service.deliver();
        void service.deliver();
      }
    });
    await service.deliver();

    expect(titles()).toEqual(['First', 'Second']);
  });

  it('fill the log with one line when nothing can be delivered, and one when it can again', async () => {
    const { enqueue, logger, replica, wait } = await portal(databaseId);
    await enqueue('A', 'B', 'C');
    let installed = false;
    const service = replica(async () => {
      if (!installed) {
        throw new Error('Request failed with status 404');
      }
    });
    await service.deliver();
    wait(backOff(1));
    await service.deliver();
    expect(logger.warn.mock.calls).toHaveLength(1);
    expect(logger.error.mock.calls).toHaveLength(0);

    installed = true;
    wait(backOff(2));
    await service.deliver();
    expect(logger.info.mock.calls).toHaveLength(1);
  });

  it('keep what has become of them while their proof goes away with its migration', async () => {
    const { knex, delivery, enqueue, replica, time, titles } = await portal(
      databaseId,
    );
    await enqueue('Told');
    await replica().deliver();
    await enqueue('Waiting');
    const proof = { directory, name: '20261125000100_proof_of_notice.js' };
    await knex.migrate.down(proof);
    const rows = await knex('notices').orderBy('title');
    expect(
      rows.map(({ delivered_at }) => delivered_at && new Date(delivered_at)),
    ).toEqual([time(), null]);

    await knex.migrate.up(proof);
    expect(new Date((await delivery()).delivered_at)).toEqual(time());
    await replica().deliver();
    expect(titles()).toEqual(['Told', 'Waiting']);
  });
});

describe('a delivery', () => {
  it('that never answers fails in time for others to see it', async () => {
    const { delivery, enqueue, replica } = await portal('SQLITE_3');
    await enqueue('A');
    jest.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] } as never);
    try {
      const round = replica(() => new Promise(() => {})).deliver();
      await jest.advanceTimersByTimeAsync(SEND_WITHIN);
      await round;
    } finally {
      jest.useRealTimers();
    }

    expect((await delivery()).failure).toContain('in time');
    expect(SEND_WITHIN).toBeLessThan(LEASE);
  });

  it('that cannot even begin is logged, and breaks nobody', async () => {
    const { knex, logger, replica } = await portal('SQLITE_3');
    await knex.schema.renameTable('notice_deliveries', 'gone');
    const logged = new Promise<string>(resolve => {
      logger.error.mockImplementation(resolve);
    });
    replica().deliverSoon();

    expect(await logged).toContain('notices to deliver');
    await knex.schema.renameTable('gone', 'notice_deliveries');
  });

  it('is put off longer and longer, up to a day', () => {
    const waits = Array.from({ length: 40 }, (_, i) => backOff(i + 1));

    expect(waits.slice(0, 3)).toEqual([10_000, 20_000, 40_000]);
    expect(waits.every((wait, i) => i === 0 || wait >= waits[i - 1])).toBe(
      true,
    );
    expect(Math.max(...waits)).toBe(24 * 60 * 60_000);
  });
});
