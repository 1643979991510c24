import {
  changeQuerySchema,
  changeReadPermission,
  ChangeSummary,
  Metrics,
} from 'backstage-plugin-change-management-common';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal } from '../__testUtils__/startPortal';
import { conditions } from './__testUtils__/examples/rule';
import { ownEntitiesOnly, startNarrowed } from './__testUtils__/narrowed';
import { createChangeRequestConditionalDecision } from './conditionExports';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();

type Narrowed = Awaited<ReturnType<typeof startNarrowed>>;

const idsOf = (items: ChangeSummary[]) => items.map(({ id }) => id);

/** Who asks, and for what. */
const queries: [string, Record<string, string>][] = [
  ['hind', {}],
  ['hind', { orderBy: 'updatedAt,asc' }],
  ['hind', { orderBy: 'plannedStart,desc' }],
  ['hind', { orderBy: 'closedAt,desc' }],
  ['hind', { orderBy: 'riskScore,asc' }],
  ['hind', { q: 'orders' }],
  ['hind', { q: 'CHG-10' }],
  ['hind', { entityRef: 'component:default/mail' }],
  ['hind', { entityRef: 'resource:default/orphan,component:default/mail' }],
  ['hind', { entityRef: 'system:default/shop', scope: 'members' }],
  [
    'hind',
    {
      entityRef: 'component:default/orders,component:default/mail',
      scope: 'dependencies',
    },
  ],
  ['hind', { state: 'authorization,assessment', category: 'application' }],
  ['hind', { requestedBy: 'user:default/amina' }],
  ['hind', { from: '2020-01-01T00:00:00Z', to: '2090-01-01T00:00:00Z' }],
  ['hind', { riskLevel: 'low' }],
  ['hind', { closeCode: 'successful' }],
  ['amina', { requestedBy: 'me', implementer: 'me' }],
  ['amina', { needsDecisionFrom: 'me' }],
  ['salma', { needsDecisionFrom: 'me' }],
  ['hind', { type: 'normal', createdFrom: '2020-01-01T00:00:00Z' }],
  ['hind', { closedFrom: '2020-01-01T00:00:00Z' }],
  ['hind', { startedFrom: '2020-01-01T00:00:00Z' }],
  ['hind', { startedTo: '2090-01-01T00:00:00Z', figure: 'completed' }],
  ['hind', { system: 'system:default/shop' }],
  ['hind', { system: 'none' }],
  ['hind', { incidentRef: 'INC-1' }],
  ['amina', { participant: 'me' }],
  ['hind', { workLogged: 'false' }],
  ['hind', { owner: 'group:default/devops,group:default/payments-team' }],
  ['amina', { mine: 'true' }],
  ['hind', { decidedAs: 'changeManager', decidedAtRisk: 'low' }],
  [
    'hind',
    {
      decidedFrom: '2020-01-01T00:00:00Z',
      decidedTo: '2090-01-01T00:00:00Z',
    },
  ],
];

it('every filter of the list is tried', () => {
  const paging = ['limit', 'cursor', 'totalItems'];
  const tried = queries.flatMap(([, query]) => Object.keys(query));
  expect([...new Set([...tried, ...paging])].sort()).toEqual(
    Object.keys(changeQuerySchema.shape).sort(),
  );
});

describe.each(supported)('lists for a narrowed reader, %s', engine => {
  let portal: Portal;
  let policy: Narrowed['policy'];
  let own: string[];
  let foreign: string[];
  beforeAll(async () => {
    const knex = await databases.init(engine);
    ({ portal, policy, own, foreign } = await startNarrowed(knex));
  });
  beforeEach(() => policy.set());

  /** Every page of a list, turned one after the other, there and back again. */
  async function leaf(name: string, query: Record<string, string>) {
    const there: string[] = [];
    const back: string[] = [];
    const totals = new Set<number>();
    let cursor: string | undefined;
    let last: string | undefined;
    do {
      const page = await portal.ask(name, 'listChanges', {
        query: {
          ...query,
          limit: '2',
          totalItems: 'include',
          ...(cursor && { cursor }),
        },
      });
      there.push(...idsOf(page.items));
      totals.add(page.totalItems);
      last = page.pageInfo.prevCursor;
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    while (last) {
      const page = await portal.ask(name, 'listChanges', {
        query: { ...query, limit: '2', cursor: last },
      });
      back.unshift(...idsOf(page.items));
      last = page.pageInfo.prevCursor;
    }
    return { there, back, totals: [...totals] };
  }

  it.each(queries)(
    'is shown, asking as %s for %j, only what is theirs',
    async (name, query) => {
      const all = await leaf(name, query);
      policy.set(ownEntitiesOnly);
      const seen = await leaf(name, query);
      const theirs = all.there.filter(id => own.includes(id));
      expect(all.there.length).toBeGreaterThan(theirs.length);
      expect(seen.there).toEqual(theirs);
      expect(seen.back).toEqual(theirs.slice(0, -(theirs.length % 2 || 2)));
      expect(seen.totals).toEqual([theirs.length]);
    },
  );

  it('learns nothing from the cursor of somebody who sees more', async () => {
    const query = { orderBy: 'createdAt,asc', limit: '1' };
    const all = [...own, ...foreign].sort();
    const isOwn = (id: string) => own.includes(id);
    for (const [i] of all.entries()) {
      policy.set();
      const { pageInfo } = await portal.ask('salma', 'listChanges', {
        query: { ...query, limit: String(i + 1) },
      });
      policy.set(ownEntitiesOnly);
      const cursor = pageInfo.nextCursor;
      const rest = cursor
        ? await portal.ask('hind', 'listChanges', {
            query: { ...query, limit: '200', cursor },
          })
        : { items: [] };
      expect(idsOf(rest.items)).toEqual(all.slice(i + 1).filter(isOwn));
    }
  });

  it('is told of an entity only what is theirs', async () => {
    const summaryOf = (kind: string, name: string) =>
      portal.ask('hind', 'getEntitySummary', {
        path: { kind, namespace: 'default', name },
      });
    policy.set(ownEntitiesOnly);
    for (const [kind, name] of [
      ['component', 'mail'],
      ['resource', 'orphan'],
      ['system', 'shop'],
    ]) {
      const { upcoming, inProgress, recent } = await summaryOf(kind, name);
      for (const id of idsOf([...upcoming, ...inProgress, ...recent])) {
        expect(own).toContain(id);
      }
    }
    const mail = await summaryOf('component', 'mail');
    expect(idsOf(mail.upcoming)).toEqual([own[1]]);
    expect(mail.inProgress).toEqual([]);
    expect(mail.recent).toEqual([]);
    expect(mail.metrics).toMatchObject({ created: 1, closed: 0 });
    expect(mail.metrics).not.toHaveProperty('successRate');
    const ledger = await summaryOf('resource', 'ledger');
    expect(idsOf(ledger.recent)).toEqual([own[2]]);
    expect(ledger.metrics).toMatchObject({ created: 1, closed: 1 });
  });

  it('is told figures only of what is theirs', async () => {
    const figures = () =>
      portal.ask('hind', 'getMetrics', { query: { groupBy: 'team' } });
    const all = await figures();
    expect(all.total).toMatchObject({ changes: 3, closed: 2 });
    policy.set(ownEntitiesOnly);
    const { total, groups, waiting } = await figures();
    expect(total).toMatchObject({ changes: 1, closed: 1 });
    const decided = (waits: Metrics['waiting']) =>
      waits.reduce((sum, { decisions }) => sum + decisions, 0);
    expect(decided(waiting)).toBeLessThan(decided(all.waiting));
    expect(groups.map(({ key }: any) => key)).toEqual([
      'group:default/payments-team',
    ]);
  });

  it('may be one by a rule that another package brings', async () => {
    const { id } = await portal.ask('amina', 'createChange', {
      body: form({ category: 'access' }),
    });
    policy.set({
      read: createChangeRequestConditionalDecision(changeReadPermission, {
        not: conditions.isConfidential(),
      }),
    });
    const { items } = await portal.ask('hind', 'listChanges');
    expect(idsOf(items)).toEqual(expect.arrayContaining([...own, ...foreign]));
    expect(idsOf(items)).not.toContain(id);
    const { status } = await portal.send('hind', 'getChange', { path: { id } });
    expect(status).toBe(404);
  });
});
