import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { createDatabases } from '../__testUtils__/databases';
import { stopClock } from '../__testUtils__/clock';
import { highRisk } from '../__testUtils__/startPortal';
import { DatabaseChangeFinder } from '../changes/DatabaseChangeFinder';
import { allGranted } from '../permissions/Grants';
import { CalendarService } from './CalendarService';
import { createFeedRouter } from './createFeedRouter';
import { evening, Feeds, startWithFeeds } from './__testUtils__/feeds';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();
const mail = 'component:default/mail';
const payments = 'component:default/payments';

describe.each(supported)('a calendar feed, %s', engine => {
  let knex: Knex;
  let feeds: Feeds;
  let url: string;

  beforeAll(async () => {
    stopClock();
    knex = await databases.init(engine);
    feeds = await startWithFeeds(knex);
    ({ url } = await feeds.subscribe('hind'));
  });
  afterAll(() => jest.useRealTimers());
  afterEach(async () => {
    // Each test has the calendar for itself.
    await feeds.clear();
  });

  it('says what, when, how risky, by whom and where to read on', async () => {
    const id = await feeds.plan({ ...evening(24), title: 'Rotate; keys, all' });
    const change = await feeds.portal.ask('amina', 'getChange', {
      path: { id },
    });

    const { headers, text } = await feeds.poll(url);
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(text).toContain('\r\nDTSTART:20261224T223000Z\r\n');
    const [event, ...others] = await feeds.eventsOf(url);
    expect(others).toEqual([]);
    expect(event).toEqual({
      uid: `${id}@change-management`,
      sequence: change.revision,
      start: '2026-12-24T22:30:00.000Z',
      end: '2026-12-24T23:30:00.000Z',
      summary: `${id} Rotate; keys, all`,
      description: [
        'Normal change, low risk',
        'State: Assessment',
        'Affects: component:default/orders',
        'Implementer: group:default/devops',
        `https://portal.example/change-management/changes/${id}`,
      ].join('\n'),
      status: 'TENTATIVE',
      url: `https://portal.example/change-management/changes/${id}`,
      categories: ['Normal', 'Application', 'Low risk'],
    });
  });

  it('stays well-formed whatever a title holds', async () => {
    const titles = [
      'One line\nand another; with, all \\ that: "quoted"',
      'END:VEVENT\r\nBEGIN:VALARM',
      'Déployer l’API 🚀👩‍🚒 – نشر',
      `Bell\u0007 and tab\t, then ${'é'.repeat(160)}`,
      '🚀'.repeat(100),
      'x'.repeat(200),
    ];
    const ids: string[] = [];
    for (const title of titles) {
      ids.push(await feeds.plan({ title }));
    }

    const { text } = await feeds.poll(url);
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/[\r\n]/);
    }
    const events = await feeds.eventsOf(url);
    expect(events.map(({ summary }) => summary)).toEqual(
      ids.map((id, i) =>
        `${id} ${titles[i]}`.replace('\r\n', '\n').replace('\u0007', ''),
      ),
    );
  });

  it('keeps its name in one line, as a program shows it', async () => {
    const feed = await feeds.subscribe('hind', {
      name: 'Ours\nBEGIN:VEVENT, all; of \\ it',
    });
    const { text } = await feeds.poll(feed.url);
    expect(text).toContain(
      '\r\nX-WR-CALNAME:Ours BEGIN:VEVENT\\, all\\; of \\\\ it\r\n',
    );
  });

  it('has what is planned from a month back to a year ahead, canceled ones so that calendars drop them', async () => {
    const at = (plannedStart: string, plannedEnd: string) => ({
      plannedStart,
      plannedEnd,
    });
    await feeds.plan({}, 'draft');
    await feeds.plan(
      { plannedStart: undefined, plannedEnd: undefined },
      'draft',
    );
    await feeds.plan(at('2026-10-30T10:00:00Z', '2026-10-30T11:00:00Z'));
    await feeds.plan(at('2027-12-02T10:00:00Z', '2027-12-02T11:00:00Z'));
    const long = await feeds.plan(
      at('2026-10-20T10:00:00Z', '2026-11-02T11:00:00Z'),
    );
    const far = await feeds.plan(
      at('2027-11-30T10:00:00Z', '2027-11-30T11:00:00Z'),
    );
    const agreed = await feeds.plan({}, 'scheduled');
    const canceled = await feeds.plan();
    await feeds.portal.step('amina', 'cancelChange', canceled);

    const events = await feeds.eventsOf(url);
    expect(
      events.map(({ uid, status }) => [uid.split('@')[0], status]),
    ).toEqual([
      [long, 'TENTATIVE'],
      [far, 'TENTATIVE'],
      [agreed, 'CONFIRMED'],
      [canceled, 'CANCELLED'],
    ]);

    await feeds.portal.step('salma', 'holdChange', agreed, { reason: 'Wait' });
    const held = (await feeds.eventsOf(url, { state: 'scheduled' }))[0];
    expect(held.status).toBe('TENTATIVE');
    expect(held.description).toContain('on hold');
  });

  it('begins with what comes next where there is more than a calendar takes', async () => {
    const past = await feeds.plan(evening(1));
    const next = await feeds.plan(evening(2));
    const later = await feeds.plan(evening(3));
    const finder = new DatabaseChangeFinder(knex);
    const find = async (limit: number) => {
      const found = await finder.findPlanned({
        filters: {},
        actor: { userRef: 'user:default/hind', ownership: [], roles: [] },
        visible: allGranted.visible,
        now: '2026-12-02T00:00:00.000Z',
        from: '2026-11-01T00:00:00.000Z',
        to: '2027-11-01T00:00:00.000Z',
        limit,
      });
      return found.map(({ id }) => id);
    };
    expect(await find(1)).toEqual([next]);
    expect(await find(5)).toEqual([next, later, past]);
  });

  it('moves with the change: the same event, a higher sequence', async () => {
    const id = await feeds.plan({}, 'approved');
    const [before] = await feeds.eventsOf(url);
    await feeds.portal.step('salma', 'scheduleChange', id, evening(15));
    const [after] = await feeds.eventsOf(url);

    expect(after.uid).toBe(before.uid);
    expect(after.sequence).toBeGreaterThan(before.sequence);
    expect(after.start).toBe('2026-12-15T22:30:00.000Z');
    expect(after.status).toBe('CONFIRMED');
  });

  it('is not sent again to a calendar that has it', async () => {
    await feeds.plan();
    const first = await feeds.poll(url);
    expect(first.headers['cache-control']).toBe('private, max-age=300');
    const { etag } = first.headers;
    const again = () => feeds.poll(url, { 'If-None-Match': etag });
    expect([(await again()).status, (await again()).text]).toEqual([304, '']);

    await feeds.plan();
    expect((await again()).status).toBe(200);
  });

  it('is filtered by its address, as the list is', async () => {
    const orders = await feeds.plan();
    const mails = await feeds.plan({
      affectedEntities: [mail],
      risk: { answers: highRisk },
    });
    const urgent = await feeds.plan(
      {
        affectedEntities: [payments],
        type: 'emergency',
        emergency: {
          reason: 'critical-failure',
          incidentRef: 'INC-7',
          explanation: 'Nobody can pay',
        },
      },
      'authorization',
    );
    const keys = (filters: Record<string, string>) =>
      feeds.keysOf(url, filters);

    expect(await keys({})).toEqual([orders, mails, urgent]);
    expect(await keys({ entityRef: mail })).toEqual([mails]);
    expect(await keys({ entityRef: `${mail},${payments}` })).toEqual([
      mails,
      urgent,
    ]);
    expect(
      await keys({ entityRef: 'system:default/shop', scope: 'members' }),
    ).toEqual([orders, mails, urgent]);
    expect(await keys({ type: 'emergency' })).toEqual([urgent]);
    expect(await keys({ riskLevel: 'high,critical' })).toEqual([mails]);
    expect(await keys({ state: 'approved' })).toEqual([]);
  });

  it('knows what is mine: requested, implemented, owned, or waiting for me', async () => {
    const orders = await feeds.plan({ implementer: 'user:default/bilal' });
    const mails = await feeds.plan(
      { affectedEntities: [mail], implementer: 'user:default/karim' },
      'authorization',
    );
    const mine = async (name: string) =>
      feeds.keysOf(
        (await feeds.subscribe(name, { filters: { mine: 'true' } })).url,
      );

    expect(await mine('amina')).toEqual([orders, mails]);
    // Implements one; owns the other by a group.
    expect(await mine('bilal')).toEqual([orders, mails]);
    expect(await mine('karim')).toEqual([mails]);
    expect(await mine('youssef')).toEqual([orders]);
    expect(await mine('salma')).toEqual([mails]);
    expect(await mine('omar')).toEqual([]);
  });

  it('carries the filters it was made with in its address', async () => {
    const orders = await feeds.plan();
    await feeds.plan({ affectedEntities: [mail] });
    const feed = await feeds.subscribe('hind', {
      filters: {
        entityRef: ['component:orders', payments],
        state: ['assessment', 'scheduled'],
        scope: 'self',
      },
    });
    expect(new URL(feed.url).searchParams.get('entityRef')).toBe(
      `component:default/orders,${payments}`,
    );
    expect(await feeds.keysOf(feed.url)).toEqual([orders]);
  });

  it('keeps its token out of the log of requests', async () => {
    const logged: string[] = [];
    const app = express();
    app.use((asked, response, next) => {
      // As the log of Backstage's router does.
      response.on('finish', () => logged.push(asked.originalUrl));
      next();
    });
    const calendars = { read: async () => 'BEGIN:VCALENDAR' };
    app.use(
      createFeedRouter({
        calendars: calendars as Partial<CalendarService> as CalendarService,
        logger: mockServices.logger.mock(),
      }),
    );
    await request(app).get('/schedule.ics?token=secret&type=normal');
    await request(app).get('/schedule.ics?colour=red&TOKEN=secret');
    expect(logged).toEqual([
      '/schedule.ics?token=…&type=normal',
      '/schedule.ics?colour=red&TOKEN=…',
    ]);
  });

  it('refuses a query that it does not understand, naming every field', async () => {
    const { status, body } = await feeds.poll(
      `${url}&state=asleep&entityRef=x&colour=red`,
    );
    expect(status).toBe(400);
    expect(body.error.fields.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['state.0', 'entityRef.0', 'colour']),
    );
    expect((await feeds.poll(url.split('?')[0])).status).toBe(400);
  });
});
