import {
  createBackendModule,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  Change,
  ChangeFigures,
  Metrics,
  metricGroups,
  MetricsQuery,
  OperationId,
} from 'backstage-plugin-change-management-common';
import {
  changeSeedExtensionPoint,
  Seed,
} from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';
import { stopClock } from '../__testUtils__/clock';
import { createDatabases } from '../__testUtils__/databases';
import { organisation } from '../__testUtils__/organisation';
import { Portal, startPortal } from '../__testUtils__/startPortal';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { dice, Time } from './__testUtils__/chance';
import { liveRandomly, systemOf } from './__testUtils__/randomLives';
import { recount, remember } from './__testUtils__/recount';

jest.setTimeout(600_000);

const LIVES = Number(process.env.LIVES ?? 250);
const environment = process.env.NODE_ENV;
const day = 24 * 60 * 60 * 1000;

const { databases, supported } = createDatabases();

function ownersOf(entityRef: string): string[] {
  const found = organisation.find(e => stringifyEntityRef(e) === entityRef);
  return (found?.relations ?? [])
    .filter(({ type }) => type === 'ownedBy')
    .map(({ targetRef }) => targetRef);
}

/** A module that brings a seed, and a promise of how it ended. */
function seeding(seed: Seed) {
  let settle: (end: Promise<void>) => void;
  const finished = new Promise<void>(resolve => {
    settle = resolve;
  });
  const feature = createBackendModule({
    pluginId: 'change-management',
    moduleId: 'lives',
    register(env) {
      env.registerInit({
        deps: { extensionPoint: changeSeedExtensionPoint },
        async init({ extensionPoint }) {
          extensionPoint.setSeed(async door => settle(seed(door)));
        },
      });
    },
  });
  return { feature, finished };
}

/** As the recount says it: in numbers, without what is not told at all. */
function told(figures: ChangeFigures) {
  const { leadTimeHours, timeToRestoreMinutes, ...rest } = figures;
  const counts = Object.entries(rest).filter(
    ([name, value]) => value && !/(Rate|Share|coverage|PerWeek)$/.test(name),
  );
  return {
    sums: Object.fromEntries(counts),
    leadTimeHours,
    timeToRestoreMinutes,
  };
}

describe.each(supported)('figures of many lives, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  beforeAll(async () => {
    stopClock();
    Object.assign(process.env, { NODE_ENV: 'development' });
    knex = await databases.init(engine);
    const time = new Time('2026-12-01T12:00:00.000Z');
    const { feature, finished } = seeding(door =>
      liveRandomly({ door, knex, time, roll: dice(7) }, LIVES),
    );
    portal = await startPortal({ knex, features: [feature] });
    await finished;
    jest.setSystemTime(Date.parse(time.now));
  });
  afterAll(() => {
    Object.assign(process.env, { NODE_ENV: environment });
    jest.useRealTimers();
  });

  async function read(query: Partial<MetricsQuery>): Promise<Metrics> {
    return portal.ask('hind', 'getMetrics', {
      query: query as Record<string, string | string[]>,
    });
  }

  async function queries(): Promise<Partial<MetricsQuery>[]> {
    const started = await knex('changes').max({ at: 'actual_start' }).first();
    const middle = new Date(
      (Date.parse('2026-12-01') + new Date(started!.at).getTime()) / 2,
    ).toISOString();
    return [
      ...metricGroups.map(groupBy => ({ groupBy })),
      { from: middle },
      { to: middle, groupBy: 'team' },
      { groupBy: 'system', team: ['group:default/devops'] },
      { groupBy: 'team', team: ['group:default/devops'] },
      { groupBy: 'category', category: ['database', 'server'] },
      { groupBy: 'category', system: ['system:default/shop'], from: middle },
      {
        groupBy: 'service',
        entityRef: ['component:default/mail', 'resource:default/orphan'],
      },
    ];
  }

  /** Compares all that may be asked for with a recount of the raw events. */
  async function compare() {
    const memory = await remember(knex, {
      systemOf,
      ownersOf,
      now: new Date().toISOString(),
    });
    for (const query of await queries()) {
      const metrics = await read(query);
      const expected = recount(memory, query);
      const groups = Object.fromEntries(
        metrics.groups.map(({ key = 'none', ...figures }) => [
          key,
          told(figures),
        ]),
      );
      const waiting = Object.fromEntries(
        metrics.waiting.map(({ role, riskLevel, ...rest }) => [
          `${role} ${riskLevel}`,
          rest,
        ]),
      );
      expect({
        query,
        total: told(metrics.total),
        groups,
        waiting,
      }).toEqual({ query, ...expected });
    }
  }

  it('are those that a recount of the raw events gives', async () => {
    await compare();
    const { total, waiting } = await read({});
    // Chance has brought about some of everything, or nothing would be tried.
    for (const [name, value] of Object.entries(total)) {
      expect([name, value]).not.toEqual([name, 0]);
    }
    expect(waiting.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['changeManager', 'securityManager', 'owner']),
    );
  });

  it('follow what is written later of months that are over', async () => {
    const { total, from } = await read({ from: '2026-01-01T00:00:00.000Z' });
    expect(await knex('figure_months').where('grouping', 'month')).not.toEqual(
      [],
    );
    const { number } = await knex('changes')
      .where({ state: 'review', type: 'normal' })
      .whereNotIn(
        'number',
        knex('change_measures')
          .whereNotNull('restore_minutes')
          .select('change_number'),
      )
      .where('actual_start', '<', new Date(Date.now() - 40 * day).toISOString())
      .first('number');
    await portal.step('amina', 'rollbackChange', `CHG-${number}`, {
      reason: 'It broke after all',
    });
    expect((await read({ from })).total.restored).toBe(total.restored + 1);
    await compare();
  });

  it('lead to lists of as many changes', async () => {
    const filters: [keyof ChangeFigures, Record<string, string>][] = [
      ['changes', {}],
      [
        'closed',
        {
          closeCode:
            'successful,successful-with-issues,unsuccessful,rolled-back',
        },
      ],
      ['successful', { closeCode: 'successful' }],
      ['failed', { closeCode: 'unsuccessful,rolled-back' }],
      ['rolledBack', { closeCode: 'rolled-back' }],
      ['emergencies', { type: 'emergency' }],
      [
        'emergenciesWithoutWorkLogged',
        { type: 'emergency', workLogged: 'false' },
      ],
      ['emergenciesWithoutIncident', { figure: 'emergenciesWithoutIncident' }],
      ['emergenciesDocumentedLate', { figure: 'emergenciesDocumentedLate' }],
      ['completed', { figure: 'completed' }],
      ['changesWithDowntime', { figure: 'changesWithDowntime' }],
      ['failures', { figure: 'failures' }],
      ['rework', { figure: 'rework' }],
    ];
    const names = {
      team: 'owner',
      system: 'system',
      category: 'category',
      service: 'entityRef',
    };
    const span = {
      startedFrom: '2027-01-01T00:00:00Z',
      startedTo: '2027-06-01T00:00:00Z',
    };
    for (const [groupBy, parameter] of Object.entries(names)) {
      const { groups } = await read({
        groupBy: groupBy as MetricsQuery['groupBy'],
        from: span.startedFrom,
        to: span.startedTo,
      });
      for (const { key = 'none', ...figures } of groups) {
        for (const [name, filter] of filters) {
          const { totalItems } = await portal.ask('hind', 'listChanges', {
            query: {
              ...span,
              ...filter,
              [parameter]: key,
              limit: '1',
              totalItems: 'include',
            },
          });
          expect([groupBy, key, name, totalItems]).toEqual([
            groupBy,
            key,
            name,
            figures[name],
          ]);
        }
        const { totalItems } = await portal.ask('hind', 'listChanges', {
          query: {
            ...span,
            figure: 'restored',
            [parameter]: key,
            limit: '1',
            totalItems: 'include',
          },
        });
        expect([key, 'restored', totalItems]).toEqual([
          key,
          'restored',
          figures.restored - figures.incidentsRestored!,
        ]);
      }
    }
  });

  it('lead to the changes on which those decided who were waited for', async () => {
    const { waiting } = await read({ from: '2027-01-01T00:00:00Z' });
    expect(waiting.length).toBeGreaterThan(3);
    const now = new Date().toISOString();
    const { waits } = await remember(knex, { systemOf, ownersOf, now });
    for (const { role, riskLevel, decisions } of waiting) {
      const { items } = await portal.ask('hind', 'listChanges', {
        query: {
          decidedAs: role,
          decidedAtRisk: riskLevel ?? 'none',
          decidedFrom: '2027-01-01T00:00:00Z',
          limit: '200',
        },
      });
      const those = waits.filter(
        wait =>
          wait.role === role &&
          wait.riskLevel === riskLevel &&
          wait.at >= '2027-01-01T00:00:00',
      );
      expect(those).toHaveLength(decisions);
      expect(items.map(({ id }: Change) => id).sort()).toEqual(
        [...new Set(those.map(({ number }) => `CHG-${number}`))].sort(),
      );
    }
  });

  it('lead to lists of as many incidents, deployments and unauthorized changes', async () => {
    const { ask } = portal;
    const rowsOf = async (operation: OperationId, query: object) => {
      const items: any[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await ask('hind', operation, {
          query: { ...query, limit: '200', ...(cursor && { cursor }) },
        });
        items.push(...page.items);
        cursor = page.pageInfo.nextCursor;
        if (!cursor) {
          return items;
        }
      }
    };
    const lists: [keyof ChangeFigures, OperationId, Record<string, string>][] =
      [
        ['incidents', 'listIncidents', {}],
        ['majorIncidents', 'listIncidents', { major: 'true' }],
        ['incidentsByChange', 'listIncidents', { cause: 'change' }],
        [
          'incidentsRestored',
          'listIncidents',
          { cause: 'change', open: 'false' },
        ],
        [
          'unauthorizedChanges',
          'listDarkChanges',
          { status: 'open,explained,accepted,regularized' },
        ],
        ...(
          [
            ['deployments', {}],
            ['coveredDeployments', { authorization: 'covered' }],
            ['succeededDeployments', { status: 'succeeded' }],
          ] as [keyof ChangeFigures, object][]
        ).map(([name, more]): (typeof lists)[number] => [
          name,
          'listDeployments',
          { authorization: 'covered,unauthorized', ...more },
        ]),
      ];
    const span = {
      from: '2027-01-01T00:00:00Z',
      to: '2027-06-01T00:00:00Z',
    };
    const groupings = ['team', 'system', 'category', 'service'] as const;
    const found = new Set<string>();
    for (const groupBy of groupings) {
      const { groups } = await read({ groupBy, ...span });
      for (const { key = 'none', ...figures } of groups) {
        for (const [name, operation, filter] of lists) {
          const isUntold = figures[name] === undefined;
          // A service that is none has nothing, and deployments have no category.
          if (isUntold || (groupBy === 'service' && key === 'none')) {
            continue;
          }
          const rows = await rowsOf(operation, {
            ...span,
            ...filter,
            [groupBy === 'service' ? 'entityRef' : groupBy]: key,
          });
          expect([groupBy, key, name, rows.length]).toEqual([
            groupBy,
            key,
            name,
            figures[name],
          ]);
          if (rows.length) {
            found.add(`${groupBy} ${name}`);
          }
        }
        if (groupBy === 'service' && key === 'none') {
          continue;
        }
        const broken = await rowsOf('listIncidents', {
          ...span,
          cause: 'change',
          downtime: 'true',
          [groupBy === 'service' ? 'entityRef' : groupBy]: key,
        });
        const minutes = broken.map(({ downtimeMinutes }) => downtimeMinutes);
        expect([key, minutes.reduce((sum, one) => sum + one, 0)]).toEqual([
          key,
          figures.incidentDowntimeMinutes,
        ]);
      }
    }
    for (const [name] of lists) {
      expect(found).toContain(`team ${name}`);
    }
  });

  it('of one group are those that everybody sees of it, kept or not', async () => {
    for (const groupBy of ['team', 'system', 'category', 'service'] as const) {
      const all = await read({ groupBy });
      for (const { key, ...figures } of all.groups.filter(g => g.key)) {
        const limit = groupBy === 'service' ? 'entityRef' : groupBy;
        const one = await read({ groupBy, [limit]: [key] });
        const [{ key: of, ...group }] = one.groups;
        expect([of, told(group)]).toEqual([key, told(figures)]);
        expect(told(one.total)).toEqual(told(figures));
        const months = await read({ [limit]: [key] });
        expect(
          months.groups.reduce((sum, { changes }) => sum + changes, 0),
        ).toBe(figures.changes);
      }
    }
  });

  it('are the same after what they are counted from was filled anew by the migration', async () => {
    const directory = resolvePackagePath(
      'backstage-plugin-change-management-backend',
      'migrations',
    );
    const rows = async () => [
      await knex('change_measures').orderBy('change_number'),
      (
        await knex('approval_waits').orderBy(['change_number', 'decided_at'])
      ).map(({ number, ...row }) => row),
    ];
    const written = await rows();
    const name = '20261126020000_change_measures.js';
    await knex.migrate.down({ directory, name } as Knex.MigratorConfig);
    await knex.migrate.up({ directory, name } as Knex.MigratorConfig);
    expect(await rows()).toEqual(written);
  });
});
