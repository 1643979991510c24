import { createHash } from 'crypto';
import { Knex } from 'knex';
import { stopClock } from '../__testUtils__/clock';
import { createDatabases } from '../__testUtils__/databases';
import { organisation } from '../__testUtils__/organisation';
import { RecordTrail } from '../audit/RecordTrail';
import { deny } from '../permissions/__testUtils__/adjustablePolicy';
import { ownEntitiesOnly } from '../permissions/__testUtils__/narrowed';
import { evening, Feeds, startWithFeeds } from './__testUtils__/feeds';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();
const mail = 'component:default/mail';
const day = 24 * 60;

describe.each(supported)('tokens of calendar feeds, %s', engine => {
  let knex: Knex;
  let feeds: Feeds;
  let clock: ReturnType<typeof stopClock>;

  beforeEach(async () => {
    clock = stopClock();
    knex = await databases.init(engine);
    feeds = await startWithFeeds(knex);
  });
  afterEach(() => jest.useRealTimers());

  const listed = async (name: string) =>
    (await feeds.portal.ask(name, 'listCalendarTokens')).items;
  const revoke = (name: string, id: string) =>
    feeds.portal.send(name, 'revokeCalendarToken', { path: { id }, body: {} });
  /** What a visit changes is written beside the visit's own answer. */
  const until = async (isSo: () => Promise<boolean>) => {
    let times = 0;
    while (!(await isSo())) {
      times += 1;
      expect(times).toBeLessThan(100);
    }
  };
  const statusOf = async (url: string) => (await feeds.poll(url)).status;

  it('are shown once, and stored as a hash alone', async () => {
    const feed = await feeds.subscribe('amina', { name: 'Payments' });
    expect(new URL(feed.url).searchParams.get('token')).toBe(feed.token);
    expect(Buffer.from(feed.token, 'base64url')).toHaveLength(32);

    const { token, url, ...shown } = feed;
    expect(await listed('amina')).toEqual([shown]);
    expect(await listed('bilal')).toEqual([]);

    const rows = await knex('calendar_tokens');
    expect(rows).toHaveLength(1);
    expect(rows[0].token_hash).toBe(
      createHash('sha256').update(token).digest('hex'),
    );
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('are stored nowhere by a request that may be repeated', async () => {
    const sent = { body: { name: 'Mine' }, key: 'once' };
    const make = () => feeds.portal.send('amina', 'createCalendarToken', sent);
    const first = await make();
    const again = await make();

    expect(again.status).toBe(409);
    expect(again.body.error.message).toContain(first.body.id);
    expect(await listed('amina')).toHaveLength(1);
    expect(JSON.stringify(await knex('idempotency_keys'))).not.toContain(
      first.body.token,
    );
  });

  it('are dead the moment they are revoked, and no word tells them from those that never were', async () => {
    const feed = await feeds.subscribe('amina');
    const other = await feeds.subscribe('amina');
    expect((await revoke('bilal', feed.id)).status).toBe(404);
    expect(await statusOf(feed.url)).toBe(200);

    const { body } = await revoke('amina', feed.id);
    expect(body.revokedAt).toBe('2026-12-01T12:00:00.000Z');
    const revoked = await feeds.poll(feed.url);
    const unknown = await feeds.poll(feed.url.replace(feed.token, 'made-up'));
    expect([revoked.status, unknown.status]).toEqual([404, 404]);
    expect(revoked.body.error).toEqual(unknown.body.error);
    expect(await statusOf(other.url)).toBe(200);
    expect((await listed('amina')).map(({ id }: any) => id)).toEqual([
      other.id,
    ]);
    expect((await revoke('amina', feed.id)).status).toBe(409);
  });

  it('stand in the audit trail, made and revoked', async () => {
    const { id } = await feeds.subscribe('amina', { name: 'Payments' });
    await revoke('amina', id);
    const trail = await new RecordTrail(knex).list(`calendar-token:${id}`);
    expect(trail.map(({ type, actor }) => [type, actor])).toEqual([
      ['created', 'user:default/amina'],
      ['revoked', 'user:default/amina'],
    ]);
    expect(trail[0].data).toEqual({ name: 'Payments' });
  });

  it('tell when they were used, to the hour', async () => {
    const { url } = await feeds.subscribe('amina');
    const used = async () => (await listed('amina'))[0].lastUsedAt;
    expect(await used()).toBeUndefined();

    clock.wait(1);
    await feeds.poll(url);
    expect(await used()).toBe('2026-12-01T12:01:00.000Z');
    clock.wait(59);
    await feeds.poll(url);
    expect(await used()).toBe('2026-12-01T12:01:00.000Z');
    clock.wait(1);
    await feeds.poll(url);
    expect(await used()).toBe('2026-12-01T13:01:00.000Z');
  });

  it('are ten at most for each person, however many are asked for at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        feeds.portal.send('amina', 'createCalendarToken', { body: {} }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(10).fill(201), 409, 409]);

    await revoke('amina', (await listed('amina'))[0].id);
    await feeds.subscribe('amina');
    await feeds.subscribe('bilal');
  });

  describe('show what their owner may read', () => {
    let orders: string;
    let mails: string;
    beforeEach(async () => {
      orders = await feeds.plan(evening(8));
      mails = await feeds.plan({ ...evening(9), affectedEntities: [mail] });
    });
    afterEach(() => feeds.policy.set());

    it('by the conditions under which they were made', async () => {
      feeds.policy.set(ownEntitiesOnly);
      const { url } = await feeds.subscribe('youssef');
      feeds.policy.set();
      expect(await feeds.keysOf(url)).toEqual([orders]);
      expect(await feeds.keysOf(url, { entityRef: mail })).toEqual([]);
    });

    it('and nothing where the policy denies it', async () => {
      feeds.policy.set({ read: deny });
      const { url } = await feeds.subscribe('youssef');
      expect(await feeds.keysOf(url)).toEqual([]);
    });

    it('as soon as they are seen under another policy, whatever they do', async () => {
      const { url } = await feeds.subscribe('youssef');
      expect(await feeds.keysOf(url)).toEqual([orders, mails]);

      feeds.policy.set(ownEntitiesOnly);
      await feeds.portal.ask('youssef', 'listChanges');
      await until(async () => (await feeds.keysOf(url)).length === 1);
      expect(await feeds.keysOf(url)).toEqual([orders]);

      feeds.policy.set({ read: deny });
      await listed('youssef');
      expect(await feeds.keysOf(url)).toEqual([]);
    });

    it('for thirty days without a visit, and then on the next one', async () => {
      const { url } = await feeds.subscribe('youssef');
      clock.wait(30 * day);
      expect(await statusOf(url)).toBe(200);
      clock.wait(1);
      const late = await feeds.poll(url);
      expect(late.status).toBe(403);
      expect(late.text).not.toContain(orders);

      await feeds.portal.ask('youssef', 'listChanges');
      await until(async () => (await statusOf(url)) === 200);
    });

    it('until they leave a group: what was decided then was decided of somebody else', async () => {
      const { url } = await feeds.subscribe('youssef');
      feeds.catalog.state.entities = organisation.map(entity =>
        entity.metadata.name === 'youssef'
          ? { ...entity, relations: [] }
          : entity,
      );
      clock.wait(1);
      expect(await statusOf(url)).toBe(403);

      await feeds.portal.ask('youssef', 'listChanges');
      await until(async () => (await statusOf(url)) === 200);
    });

    it('and nothing once they have left the organisation', async () => {
      const { url } = await feeds.subscribe('youssef');
      feeds.catalog.state.entities = organisation.filter(
        ({ metadata }) => metadata.name !== 'youssef',
      );
      clock.wait(1);
      const { status, body } = await feeds.poll(url);
      const unknown = await feeds.poll(`${url}x`);
      expect(status).toBe(404);
      expect(body.error).toEqual(unknown.body.error);
    });

    it('or say that they cannot while the catalog is away', async () => {
      const { url } = await feeds.subscribe('youssef');
      feeds.catalog.state.isAway = true;
      clock.wait(1);
      expect(await statusOf(url)).toBe(503);
    });
  });
});
