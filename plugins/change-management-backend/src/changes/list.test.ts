import {
  ChangeQueryInput,
  ChangeSummary,
} from 'backstage-plugin-change-management-common';
import { createDatabases } from '../__testUtils__/databases';
import {
  form,
  highRisk,
  Portal,
  startPortal,
} from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();
const count = 45;
const orders = [
  'createdAt',
  'updatedAt',
  'plannedStart',
  'closedAt',
  'riskScore',
] as const;

describe.each(supported)('the list of changes, %s', engine => {
  let portal: Portal;
  const inEveryState: Record<string, string> = {};

  async function idsOf(
    query: Record<string, string | string[]>,
    name = 'omar',
  ): Promise<string[]> {
    const page = await portal.ask(name, 'listChanges', {
      query: { limit: '200', ...query },
    });
    return page.items.map((item: ChangeSummary) => item.id);
  }

  beforeAll(async () => {
    portal = await startPortal({ knex: await databases.init(engine) });
    const { ask, step } = portal;
    for (let i = 0; i < count; i++) {
      const day = String(1 + (i % 9)).padStart(2, '0');
      await ask(i % 2 ? 'amina' : 'youssef', 'createChange', {
        body: form({
          title: `Change number ${i}`,
          category: i % 3 ? 'database' : 'server',
          // A third has no plan; several share a time.
          plannedStart: i % 3 ? `2026-03-${day}T10:00:00Z` : undefined,
          plannedEnd: i % 3 ? `2026-03-${day}T12:00:00Z` : undefined,
          affectedEntities: [
            i % 4 ? 'component:default/orders' : 'resource:default/ledger',
          ],
          risk: i % 5 ? { answers: i % 7 ? {} : highRisk } : form().risk,
        }),
      });
    }
    const states = [
      'assessment',
      'authorization',
      'approved',
      'scheduled',
      'implementation',
      'review',
      'closed',
    ] as const;
    for (const state of states) {
      const { id } = await ask('amina', 'createChange', {
        body: form({
          title: `Now in ${state}: 100% of the_orders`,
          affectedEntities: ['component:default/payments'],
        }),
      });
      await walk(portal, id, state);
      inEveryState[state] = id;
    }
    const canceled = await ask('amina', 'createChange', {
      body: form({ affectedEntities: ['component:default/mail'] }),
    });
    await step('amina', 'cancelChange', canceled.id, { reason: 'No need' });
    inEveryState.canceled = canceled.id;
    const rejected = await ask('bilal', 'createChange', {
      body: form({
        affectedEntities: ['component:default/mail'],
        implementer: 'user:default/bilal',
      }),
    });
    await walk(portal, rejected.id, 'authorization', 'bilal');
    await step('salma', 'decideChange', rejected.id, {
      decision: 'reject',
      comment: 'Not now',
    });
    inEveryState.rejected = rejected.id;
  });

  it.each(orders.flatMap(order => [`${order},asc`, `${order},desc`]))(
    'goes through all pages and back by %s',
    async orderBy => {
      const { ask } = portal;
      const all = await idsOf({ orderBy });
      expect(new Set(all).size).toBe(count + 9);
      const forth: string[][] = [];
      let query: Record<string, string> = { orderBy, limit: '7' };
      let page;
      do {
        page = await ask('omar', 'listChanges', { query });
        forth.push(page.items.map((item: ChangeSummary) => item.id));
        query = { ...query, cursor: page.pageInfo.nextCursor };
      } while (page.pageInfo.nextCursor);
      expect(forth.flat()).toEqual(all);

      const back: string[][] = [forth.at(-1)!];
      while (page.pageInfo.prevCursor) {
        page = await ask('omar', 'listChanges', {
          query: { ...query, cursor: page.pageInfo.prevCursor },
        });
        back.unshift(page.items.map((item: ChangeSummary) => item.id));
      }
      expect(back.flat()).toEqual(all);
      expect(page.pageInfo.nextCursor).toBeDefined();
    },
  );

  it('goes through the history of one entity and back', async () => {
    const { ask } = portal;
    const entityRef = 'component:default/orders';
    const all = await idsOf({ entityRef });
    expect(all).toHaveLength(33);
    const query = { entityRef, limit: '20' };
    const first = await ask('omar', 'listChanges', { query });
    const second = await ask('omar', 'listChanges', {
      query: { ...query, cursor: first.pageInfo.nextCursor },
    });
    expect(
      [...first.items, ...second.items].map((item: ChangeSummary) => item.id),
    ).toEqual(all);
    expect(second.pageInfo.nextCursor).toBeUndefined();
    const back = await ask('omar', 'listChanges', {
      query: { ...query, cursor: second.pageInfo.prevCursor },
    });
    expect(back.items).toEqual(first.items);
  });

  it.each(['asc', 'desc'])(
    'orders by planned start, %s, with the unplanned last',
    async to => {
      const { items } = await portal.ask('omar', 'listChanges', {
        query: { orderBy: `plannedStart,${to}`, limit: '200' },
      });
      const starts: (string | undefined)[] = items.map(
        (item: ChangeSummary) => item.plannedStart,
      );
      const planned = starts.filter(start => start !== undefined);
      const sorted = [...planned].sort();
      expect(starts.slice(0, planned.length)).toEqual(
        to === 'asc' ? sorted : sorted.reverse(),
      );
      expect(planned.length).toBeGreaterThan(20);
      expect(planned.length).toBeLessThan(items.length);
    },
  );

  it('refuses a cursor of another order', async () => {
    const { ask, send } = portal;
    const page = await ask('omar', 'listChanges', { query: { limit: '5' } });
    const { status } = await send('omar', 'listChanges', {
      query: { cursor: page.pageInfo.nextCursor, orderBy: 'updatedAt,desc' },
    });
    expect(status).toBe(400);
  });

  it('counts only when asked', async () => {
    const { ask } = portal;
    const query = { category: 'server', limit: '2' };
    expect(await ask('omar', 'listChanges', { query })).not.toHaveProperty(
      'totalItems',
    );
    expect(
      await ask('omar', 'listChanges', {
        query: { ...query, totalItems: 'include' },
      }),
    ).toMatchObject({ totalItems: 15 });
  });

  it('filters by state, one or several', async () => {
    for (const [state, id] of Object.entries(inEveryState)) {
      expect(await idsOf({ state })).toEqual([id]);
    }
    const both = [inEveryState.review, inEveryState.closed].sort();
    expect((await idsOf({ state: 'review,closed' })).sort()).toEqual(both);
    expect((await idsOf({ state: ['review', 'closed'] })).sort()).toEqual(both);
  });

  it.each<[ChangeQueryInput, number]>([
    [{ type: 'normal' }, count + 9],
    [{ type: 'emergency,standard' }, 0],
    [{ category: 'database' }, 30],
    [{ riskLevel: 'high' }, 5],
    [{ closeCode: 'successful' }, 1],
    [{ closeCode: 'rolled-back' }, 0],
    [{ requestedBy: 'user:default/youssef' }, 23],
    [{ implementer: 'user:default/bilal' }, 1],
    [{ entityRef: 'resource:ledger' }, 12],
    [{ entityRef: 'Component:default/Mail' }, 2],
    [{ entityRef: 'component:default/mail,resource:default/ledger' }, 14],
    [{ entityRef: 'system:default/shop' }, 0],
    [{ entityRef: 'system:default/shop', scope: 'members' }, 33 + 7 + 2],
    [
      { entityRef: 'component:default/orders', scope: 'dependencies' },
      count + 7,
    ],
    [{ q: 'NUMBER 4' }, 6],
    [{ q: 'from 3 to' }, count + 9],
    [{ q: '100%' }, 7],
    [{ q: '%' }, 7],
    [{ q: 'the_orders' }, 7],
    [{ q: 'of the orders' }, 0],
    [{ q: '\\' }, 0],
    [{ q: 'chg-1001' }, 1],
    [{ from: '2026-03-02T12:00:00Z', to: '2026-03-03T10:00:00Z' }, 10],
    [{ from: '2026-03-02T13:00:01+01:00', to: '2026-03-03T09:59:59Z' }, 0],
    [{ to: '2026-03-31T00:00:00Z' }, 30],
  ])('finds by %j as many as there are', async (query, expected) => {
    const found = await idsOf(query as Record<string, string>);
    expect(found).toHaveLength(expected);
  });

  it('takes the request for the time of what is not planned', async () => {
    const from = new Date(Date.now() - 60 * 60 * 1000).toISOString();
    const found = await idsOf({ from, state: 'draft' });
    expect(found).toHaveLength(15);
  });

  it('knows what is mine', async () => {
    expect(await idsOf({ requestedBy: 'me' }, 'bilal')).toEqual([
      inEveryState.rejected,
    ]);
    // His own, and those of his group.
    expect(await idsOf({ implementer: 'me' }, 'bilal')).toHaveLength(count + 9);
    expect(await idsOf({ implementer: 'me' }, 'omar')).toHaveLength(0);
    const his = new Set([
      ...(await idsOf({ requestedBy: 'me' }, 'youssef')),
      ...(await idsOf({ implementer: 'me' }, 'youssef')),
    ]);
    const part = await idsOf({ participant: 'me' }, 'youssef');
    expect(new Set(part)).toEqual(his);
    expect(part).toHaveLength(his.size);
  });

  it('knows what waits for whom', async () => {
    const { ask, step } = portal;
    const mine = (name: string) => idsOf({ needsDecisionFrom: 'me' }, name);
    expect(await mine('salma')).toEqual([inEveryState.authorization]);
    expect(await mine('youssef')).toEqual([inEveryState.assessment]);
    expect(await mine('amina')).toEqual([]);
    expect(await mine('nadia')).toEqual([]);

    const own = await ask('salma', 'createChange', {
      body: form({ affectedEntities: ['resource:default/orphan'] }),
    });
    await step('salma', 'submitChange', own.id);
    // Nobody owns the orphan, so the change manager assesses it, but not for a change of her own.
    expect(await mine('salma')).toEqual([inEveryState.authorization]);

    const risky = await ask('amina', 'createChange', {
      body: form({
        risk: { answers: highRisk },
        affectedEntities: ['component:default/mail'],
      }),
    });
    await walk(portal, risky.id, 'authorization');
    expect(await mine('salma')).toEqual([risky.id, inEveryState.authorization]);
    await step('salma', 'decideChange', risky.id, { decision: 'approve' });
    expect(await mine('salma')).toEqual([inEveryState.authorization]);
    expect(await mine('nadia')).toEqual([risky.id]);
    await step('salma', 'holdChange', risky.id, { reason: 'Wait' });
    expect(await mine('nadia')).toEqual([]);
  });

  it('gives what has ended, the last first, over page borders and back', async () => {
    const { ask, step } = portal;
    const entityRef = 'resource:default/ledger';
    const drafts = await idsOf({ entityRef });
    // Not in the order of the requests.
    const ended: string[] = [];
    for (const id of [2, 0, 4, 1, 3].map(index => drafts[index])) {
      await step('youssef', 'cancelChange', id, { reason: 'No need' });
      ended.unshift(id);
    }
    const query = {
      entityRef,
      state: 'closed,canceled,rejected',
      orderBy: 'closedAt,desc',
    };
    expect(await idsOf(query)).toEqual(ended);
    expect(await idsOf({ ...query, orderBy: 'closedAt,asc' })).toEqual(
      [...ended].reverse(),
    );
    const first = await ask('omar', 'listChanges', {
      query: { ...query, limit: '3' },
    });
    const second = await ask('omar', 'listChanges', {
      query: { ...query, limit: '3', cursor: first.pageInfo.nextCursor },
    });
    const items: ChangeSummary[] = [...first.items, ...second.items];
    expect(items.map(({ id }) => id)).toEqual(ended);
    const back = await ask('omar', 'listChanges', {
      query: { ...query, limit: '3', cursor: second.pageInfo.prevCursor },
    });
    expect(back.items).toEqual(first.items);
    const times = items.map(({ closedAt }) => closedAt!);
    expect(times).toEqual([...times].sort().reverse());
    // With those still open: they come last, and have no such time.
    const all = await ask('omar', 'listChanges', {
      query: { entityRef, orderBy: 'closedAt,asc' },
    });
    expect(all.items).toHaveLength(12);
    expect(all.items[4].closedAt).toBeDefined();
    expect(all.items[5].closedAt).toBeUndefined();
  });
});
