import {
  DarkChangeView,
  DeploymentEventInput,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { stopClock } from '../__testUtils__/clock';
import { createDatabases } from '../__testUtils__/databases';
import { form } from '../__testUtils__/startPortal';
import {
  deployment,
  mail,
  orders,
  PipelinePortal,
  startWithPipelines,
} from './__testUtils__/pipelines';

jest.setTimeout(180_000);

const { databases, supported } = createDatabases();
const minute = 60_000;
const ago = (minutes: number) =>
  new Date(Date.now() - minutes * minute).toISOString();

/** The same numbers each time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

function shuffled<T>(items: T[], random: () => number): T[] {
  return items
    .map(item => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

describe.each(supported)('unauthorized changes, %s', engine => {
  let knex: Knex;
  let portal: PipelinePortal;
  let clock: ReturnType<typeof stopClock>;

  beforeEach(async () => {
    clock = stopClock();
    knex = await databases.init(engine);
    portal = await startWithPipelines(knex);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const dark = async (query = {}, name = 'hind'): Promise<DarkChangeView[]> => {
    const { items } = await portal.ask(name, 'listDarkChanges', {
      query: { limit: '200', ...query },
    });
    return items;
  };
  const told = () => knex('notices').where({ kind: 'unauthorized' });
  const act = (name: string, operation: string, id: string, body = {}) =>
    portal.send(name, `${operation}DarkChange` as any, { path: { id }, body });

  it('finds every deployment without a change among hundreds, and no other, in any order', async () => {
    const random = numbers(engine.length);
    const spans: { entityRef: string; from: number; to: number }[] = [];
    for (const entityRef of [orders, mail, orders]) {
      const id = await portal.plan({ affectedEntities: [entityRef] });
      await portal.step('amina', 'startChange', id);
      const from = Date.now();
      clock.wait(30);
      await portal.step('amina', 'completeChange', id, {
        outcome: 'successful',
        result: 'Fine',
      });
      spans.push({ entityRef, from, to: Date.now() });
      clock.wait(40);
    }
    const planted = new Set<string>();
    const events: DeploymentEventInput[] = [];
    for (let run = 0; run < 120; run++) {
      const at = Date.now() - Math.floor(random() * 240 * minute);
      const entityRef = random() < 0.5 ? orders : mail;
      const environment = random() < 0.8 ? 'production' : 'staging';
      const externalId = `fixture-${run}`;
      const covered = spans.some(
        span =>
          span.entityRef === entityRef &&
          span.from <= at + 5 * minute &&
          at <= span.to,
      );
      if (environment === 'production' && !covered) {
        planted.add(externalId);
      }
      const begun = deployment({
        externalId,
        entityRef,
        environment,
        startedAt: new Date(at).toISOString(),
      });
      const ended = { ...begun, status: 'succeeded' as const };
      events.push(begun, ended, ...(random() < 0.3 ? [begun, ended] : []));
    }
    expect(planted.size).toBeGreaterThan(20);
    for (const event of shuffled(events, random)) {
      await portal.report(event);
    }
    const { items } = await portal.ask('hind', 'listDeployments', {
      query: { authorization: 'unauthorized', limit: '200' },
    });
    expect(items.map((item: any) => item.externalId).sort()).toEqual(
      [...planted].sort(),
    );
    expect((await dark()).map(({ reference }) => reference).sort()).toEqual(
      items.map((item: any) => item.id).sort(),
    );
    const coverage = await portal.ask('hind', 'getCoverage', {
      query: { groupBy: 'entity' },
    });
    expect(coverage.total.unauthorized).toBe(planted.size);
    expect(coverage.groups.map((group: any) => group.key)).toEqual([
      mail,
      orders,
    ]);
    const metrics = await portal.ask('hind', 'getMetrics', {
      query: { groupBy: 'month' },
    });
    expect(metrics.total.unauthorizedChanges).toBe(planted.size);
  });

  it('tells owners and the change manager once an hour, however many there are', async () => {
    const { report } = portal;
    const several = () =>
      Promise.all(Array.from({ length: 10 }, () => report(deployment())));
    for (let batch = 0; batch < 21; batch++) {
      await several();
    }
    await portal.watch();
    expect(await told()).toEqual([]);
    clock.wait(6);
    await portal.watch();
    const [notice, ...more] = await told();
    expect(more).toEqual([]);
    expect(notice.title).toBe('210 unauthorized changes of orders');
    expect(JSON.parse(notice.recipients)).toEqual([
      'group:default/payments-team',
      'group:default/office',
    ]);
    await portal.report(deployment());
    clock.wait(10);
    await portal.watch();
    expect(await told()).toHaveLength(1);
    clock.wait(60);
    await portal.watch();
    expect((await told()).map(({ title }) => title).sort()).toEqual([
      '210 unauthorized changes of orders',
      'An unauthorized change of orders',
    ]);
  });

  it('tells nobody of what gets its change after all', async () => {
    const id = await portal.plan();
    const event = deployment();
    expect((await portal.report(event)).authorization).toBe('unauthorized');
    clock.wait(1);
    await portal.step('amina', 'startChange', id);
    clock.wait(5);
    await portal.watch();
    expect(await told()).toEqual([]);
    expect(await dark()).toMatchObject([
      { status: 'reconciled', changeId: id, allowedActions: [] },
    ]);
    expect(await portal.report(event)).toMatchObject({
      authorization: 'covered',
      changeId: id,
    });
  });

  it('is explained by those whom it concerns, and accepted by another change manager', async () => {
    const { darkChangeId: id } = await portal.report(deployment());
    const explanation = { explanation: 'The site was down' };
    expect((await act('omar', 'explain', id!, explanation)).status).toBe(403);
    expect((await act('salma', 'accept', id!)).status).toBe(409);
    const explained = await act('salma', 'explain', id!, explanation);
    expect(explained.body).toMatchObject({ status: 'explained' });
    expect((await act('salma', 'accept', id!)).status).toBe(403);
    expect((await act('youssef', 'explain', id!, explanation)).status).toBe(
      200,
    );
    const accepted = await act('salma', 'accept', id!);
    expect(accepted.body).toMatchObject({
      status: 'accepted',
      acceptance: { by: 'user:default/salma' },
      allowedActions: [],
    });
    const { history } = await portal.ask('hind', 'getDarkChange', {
      path: { id: id! },
    });
    expect(history.map(({ type }: any) => type)).toEqual([
      'raised',
      'explained',
      'explained',
      'accepted',
    ]);
    expect(await dark({ status: 'open,explained' })).toEqual([]);
  });

  it('takes an emergency that was started for it afterwards, and nothing else', async () => {
    const normal = await portal.plan({ affectedEntities: [mail] });
    const { darkChangeId: id } = await portal.report(
      deployment({ startedAt: ago(30) }),
    );
    const emergency = async (entityRef: string) => {
      const change = await portal.ask('amina', 'createChange', {
        body: form({
          type: 'emergency',
          affectedEntities: [entityRef],
          emergency: {
            reason: 'critical-failure',
            incidentRef: 'INC-7',
            explanation: 'Nobody could order',
          },
        }),
      });
      return change.id as string;
    };
    const other = await emergency(mail);
    const right = await emergency(orders);
    const refusals = [
      [normal, 'emergency'],
      [other, 'must affect component:default/orders'],
      [right, 'must have been started'],
    ];
    for (const [changeId, words] of refusals) {
      const { status, body } = await act('amina', 'regularize', id!, {
        changeId,
      });
      expect([status, body.error.message]).toEqual([
        400,
        expect.stringContaining(words),
      ]);
    }
    await portal.step('amina', 'startChange', right);
    const before = await portal.ask('hind', 'getChange', {
      path: { id: right },
    });
    const { body } = await act('amina', 'regularize', id!, {
      changeId: right,
    });
    expect(body).toMatchObject({ status: 'regularized', changeId: right });
    const after = await portal.ask('hind', 'getChange', {
      path: { id: right },
    });
    expect(after.revision).toBe(before.revision);
  });

  it('finds them page by page, by entity and its system, and by time', async () => {
    for (const [entityRef, startedAt] of [
      [orders, ago(10)],
      [mail, ago(20)],
      [orders, ago(30)],
    ]) {
      await portal.report(deployment({ entityRef, startedAt }));
    }
    const first = await portal.ask('hind', 'listDarkChanges', {
      query: { entityRef: 'system:default/shop', scope: 'members', limit: '2' },
    });
    expect(first.items.map((item: any) => item.entityRef)).toEqual([
      orders,
      mail,
    ]);
    const rest = await portal.ask('hind', 'listDarkChanges', {
      query: { limit: '2', cursor: first.pageInfo.nextCursor },
    });
    expect(rest.items.map((item: any) => item.occurredAt)).toEqual([ago(30)]);
    expect(await dark({ from: ago(15) })).toHaveLength(1);
    expect(
      (await portal.send('hind', 'getDarkChange', { path: { id: 'DARK-99' } }))
        .status,
    ).toBe(404);
  });
});
