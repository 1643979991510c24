import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  DefaultEventsService,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import { JsonObject } from '@backstage/types';
import { createHmac } from 'crypto';
import request from 'supertest';
import { stopClock } from '../__testUtils__/clock';
import { createScheduler } from '../__testUtils__/createScheduler';
import { createDatabases } from '../__testUtils__/databases';
import { movingCatalog } from '../__testUtils__/movingCatalog';
import { organisation, roles } from '../__testUtils__/organisation';
import { startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();
const secret = 'a-secret-of-the-pager';
const orders = 'component:default/orders';
const payments = 'component:default/payments';

const sources = [
  {
    name: 'pager',
    format: 'pagerduty',
    topics: ['pager'],
    webhook: { secret },
    severities: { SEV0: 'critical' },
    services: { annotation: 'pagerduty.com/service-id', map: { P9: payments } },
  },
  {
    name: 'genie',
    format: 'opsgenie',
    webhook: { secret },
    services: { map: { shop: [orders, payments] }, otherwise: [payments] },
    entities: { system: 'system:default/shop' },
  },
  {
    name: 'own',
    topics: ['own'],
    webhook: { secret, signature: { header: 'X-Own', kind: 'token' } },
  },
  {
    name: 'odd',
    topics: ['odd'],
    mapping: {
      each: 'trouble',
      fields: {
        externalRef: 'number',
        title: "'Trouble ' & number",
        severity: "'low'",
        startedAt: 'since',
        entityRefs: "'component:default/' & what",
      },
    },
  },
];

/** As PagerDuty posts it (webhooks, version 3). */
function pagerDuty(type: string, data: JsonObject = {}, at = '10:00') {
  return {
    event: {
      id: `01${type}`,
      event_type: `incident.${type}`,
      resource_type: 'incident',
      occurred_at: `2026-11-20T${at}:00.000Z`,
      data: {
        id: 'Q1PAGER',
        type: 'incident',
        html_url: 'https://shop.pagerduty.com/incidents/Q1PAGER',
        number: 7,
        status: 'triggered',
        created_at: '2026-11-20T09:58:00Z',
        title: 'Orders answer 500',
        service: {
          id: 'PORDERS',
          summary: 'Orders',
          type: 'service_reference',
        },
        priority: { id: 'X', summary: 'P1' },
        urgency: 'high',
        ...data,
      },
    },
  };
}

/** As Opsgenie posts it: times in milliseconds and nanoseconds. */
function opsgenie(action: string, at: number, alert: JsonObject = {}) {
  return {
    action,
    integrationName: 'Portal',
    alert: {
      alertId: '052652ac-5d1c-464a-812a-7dd18bbfba8c',
      message: 'The shop is slow',
      tinyId: '23',
      entity: 'shop',
      priority: 'P3',
      createdAt: Date.parse('2026-11-20T09:58:00Z'),
      updatedAt: Date.parse(`2026-11-20T10:${at}:00Z`) * 1e6,
      ...alert,
    },
  };
}

describe.each(supported)('incidents of other programs, %s', engine => {
  async function start({
    knexOf = databases.init(engine),
    isMoving = false,
  } = {}) {
    const logger = mockServices.logger.mock();
    const events = DefaultEventsService.create({
      logger,
      useEventBus: 'never',
    });
    const entities = organisation.map(entity =>
      entity.metadata.name === 'orders'
        ? {
            ...entity,
            metadata: {
              ...entity.metadata,
              annotations: { 'pagerduty.com/service-id': 'PORDERS' },
            },
          }
        : entity,
    );
    const catalog = movingCatalog(entities);
    const scheduler = createScheduler();
    const knex = await knexOf;
    const portal = await startPortal({
      knex,
      entities,
      ...(isMoving && { catalog: catalog.feature }),
      features: [
        scheduler.factory(),
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => events,
        }),
      ],
      config: {
        changeManagement: { roles, incidents: { sources } },
      },
    });
    const post = (name: string, body: object, headers: object) =>
      request(portal.server)
        .post(`/api/change-management/webhooks/incidents/${name}`)
        .set('Authorization', mockCredentials.none.header())
        .set('Content-Type', 'application/json')
        .set(headers as Record<string, string>)
        .send(JSON.stringify(body));
    const paged = (body: object, key = secret) =>
      post('pager', body, {
        'X-PagerDuty-Signature': `v1=0000,v1=${createHmac('sha256', key)
          .update(JSON.stringify(body))
          .digest('hex')}`,
      });
    const publish = (topic: string, eventPayload: unknown) =>
      events.publish({ topic, eventPayload });
    const all = async () =>
      (await portal.ask('hind', 'listIncidents')).items.reverse();
    const tryAgain = () => scheduler.triggerTask('take-incident-events');
    return {
      ...{ ...portal, post, paged, publish, all },
      ...{ knex, catalog: catalog.state, tryAgain },
    };
  }

  afterEach(() => jest.useRealTimers());

  it('come from PagerDuty, again and in any order', async () => {
    const { paged, all } = await start();
    const resolved = pagerDuty('resolved', { status: 'resolved' }, '10:40');
    const posts = [
      pagerDuty('acknowledged', { status: 'acknowledged' }, '10:05'),
      resolved,
      pagerDuty('triggered'),
      resolved,
      { event: { event_type: 'incident.annotated', data: { type: 'note' } } },
    ];
    for (const body of posts) {
      expect((await paged(body)).status).toBe(200);
    }
    expect(await all()).toMatchObject([
      {
        externalRef: 'Q1PAGER',
        title: 'Orders answer 500',
        severity: 'critical',
        major: true,
        startedAt: '2026-11-20T09:58:00.000Z',
        endedAt: '2026-11-20T10:40:00.000Z',
        entityRefs: [orders],
        url: 'https://shop.pagerduty.com/incidents/Q1PAGER',
        source: 'pipeline:incidents/pager',
      },
    ]);
  });

  it('are the same by webhook and on the event bus', async () => {
    const { paged, publish, all } = await start();
    await publish('pager', pagerDuty('triggered'));
    await paged(pagerDuty('triggered'));
    expect(await all()).toHaveLength(1);
  });

  it('are kept while the catalog is away, and taken in once by whichever process when it is back', async () => {
    const clock = stopClock();
    const first = await start({ isMoving: true });
    const knexOf = Promise.resolve(first.knex);
    const second = await start({ isMoving: true, knexOf });
    first.catalog.isAway = second.catalog.isAway = true;
    const trouble = (number: number, what: string) => ({
      trouble: [{ number, since: '2026-11-20T09:58:00Z', what }],
    });
    await first.publish('odd', trouble(1, 'orders'));
    await first.publish('odd', trouble(2, 'mail'));
    // It cannot be understood, whatever the catalog says.
    await first.publish('own', 'nonsense');
    expect(await first.knex('incident_events').pluck('attempts')).toEqual([
      1, 1,
    ]);
    await second.tryAgain();
    clock.wait(1);
    await Promise.all([first.tryAgain(), second.tryAgain()]);
    expect(await first.knex('incident_events').pluck('attempts')).toEqual([
      2, 2,
    ]);
    first.catalog.isAway = second.catalog.isAway = false;
    expect(await first.all()).toEqual([]);
    // Not before its time has come, and then by one of them.
    await first.tryAgain();
    expect(await first.all()).toEqual([]);
    clock.wait(2);
    await Promise.all([first.tryAgain(), second.tryAgain()]);
    expect((await second.all()).map(({ title }: any) => title)).toEqual([
      'Trouble 1',
      'Trouble 2',
    ]);
    expect(await first.knex('incident_events')).toEqual([]);
  });

  it('are taken in by another process where the first one ended in the middle', async () => {
    const clock = stopClock();
    const { knex, publish, catalog, tryAgain, all } = await start({
      isMoving: true,
    });
    catalog.isAway = true;
    await publish('odd', {
      trouble: [{ since: '2026-11-20T09:58:00Z', what: 'orders' }],
    });
    catalog.isAway = false;
    // It has been taken in, and nobody could say so any more.
    const [row] = await knex('incident_events');
    clock.wait(1);
    await tryAgain();
    await knex('incident_events').insert(row);
    clock.wait(60);
    await tryAgain();
    expect(await all()).toHaveLength(1);
    expect(await knex('incident_events')).toEqual([]);
  });

  it('say severity and services in words of their own', async () => {
    const { publish, all } = await start();
    await publish(
      'pager',
      pagerDuty('triggered', {
        service: { id: 'P9' },
        priority: { summary: 'SEV0' },
      }),
    );
    expect(await all()).toMatchObject([
      { severity: 'critical', major: false, entityRefs: [payments] },
    ]);
  });

  it('come from Opsgenie, which counts in milliseconds and nanoseconds', async () => {
    const { post, all } = await start();
    const send = (body: object) =>
      post('genie', body, { 'X-Webhook-Secret': secret });
    expect((await send(opsgenie('Close', 30))).status).toBe(200);
    expect((await send(opsgenie('Create', 10))).status).toBe(200);
    expect((await send(opsgenie('AddNote', 50))).status).toBe(200);
    await send(opsgenie('Create', 10, { alertId: 'b', entity: 'else' }));
    expect(await all()).toMatchObject([
      {
        title: 'The shop is slow',
        severity: 'medium',
        startedAt: '2026-11-20T09:58:00.000Z',
        endedAt: '2026-11-20T10:30:00.000Z',
        entityRefs: [orders, payments],
      },
      { entityRefs: [payments] },
    ]);
  });

  it('come as the mapping of any other program says', async () => {
    const { publish, all } = await start();
    const since = '2026-11-20T09:58:00Z';
    await publish('odd', {
      trouble: [
        { number: 1, since, what: 'orders' },
        { number: 2, since, what: 'nothing' },
        { number: 3, since, what: 'mail' },
      ],
    });
    expect((await all()).map(({ title }: any) => title)).toEqual([
      'Trouble 1',
      'Trouble 3',
    ]);
  });

  it('never lose the rest for a bad one, and say what is wrong with it', async () => {
    const { post, publish, all } = await start();
    const good = (externalRef: string) => ({
      externalRef,
      title: 'Orders answer 500',
      severity: 'high',
      startedAt: '2026-11-20T09:58:00Z',
      entityRefs: [orders],
    });
    const send = (body: object) => post('own', body, { 'X-Own': secret });
    const { status, body } = await send({
      incidents: [good('a'), { title: 'What?' }, good('b')],
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('2 taken, 1 not.');
    expect(body.error.message).toContain('severity: Invalid option');
    await publish('own', 'nonsense');
    await publish('own', null);
    await publish('own', good('c'));
    expect((await all()).map(({ externalRef }: any) => externalRef)).toEqual([
      'a',
      'b',
      'c',
    ]);
    const unknown = await send({ ...good('d'), entityRefs: [] });
    expect(unknown.status).toBe(400);
    expect(unknown.body.error.message).toContain(
      'entityRefs: must name an entity',
    );
  });

  it('are refused where nobody signed them, or nothing is entrusted', async () => {
    const { post, paged, all } = await start();
    expect((await post('pager', pagerDuty('triggered'), {})).status).toBe(401);
    const wrong = await paged(pagerDuty('triggered'), 'another-secret-of-ours');
    expect(wrong.status).toBe(401);
    expect((await post('odd', {}, {})).status).toBe(404);
    const foreign = opsgenie('Create', 10, {
      entity: 'resource:default/orphan',
    });
    const { status } = await post('genie', foreign, {
      'X-Webhook-Secret': secret,
    });
    expect(status).toBe(403);
    expect(await all()).toEqual([]);
  });
});
