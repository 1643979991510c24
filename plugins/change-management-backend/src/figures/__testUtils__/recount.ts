import {
  ChangeFigures,
  Metrics,
  MetricsQuery,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toIsoTime } from '../../platform/database';
import { minutes, Recorded, retell, Wait } from './retell';

/** One thing that is counted: what it belongs to, and what it adds. */
interface Counted {
  at: string;
  entities: string[];
  systems: string[];
  teams: string[];
  /** None at all where it is not told apart by category. */
  categories?: string[];
  counts: Partial<Record<keyof ChangeFigures, number>>;
  lead?: number;
  restore?: number;
}

function toCounted(
  number: number,
  { form, life, judgement, createdAt }: ReturnType<typeof retell>,
  incidents: any[],
  now: string,
): Counted {
  const isEmergency = form.type === 'emergency';
  const { closeCode, startedAt } = life;
  const failed = ['unsuccessful', 'rolled-back'].includes(closeCode);
  const named = form.emergency?.incidentRef;
  const due = new Date(
    Date.parse(startedAt ?? now) + 24 * 3_600_000,
  ).toISOString();
  const broken = life.goesBackSince ?? life.completedAt ?? startedAt;
  const isKnown = incidents.some(
    incident =>
      named?.toUpperCase() === `INC-${incident.number}` ||
      named === incident.external_ref,
  );
  const { direct } = judgement.impact;
  const is = (condition: unknown) => (condition ? 1 : 0);
  return {
    at: startedAt,
    entities: form.affectedEntities,
    systems: direct.flatMap((e: any) => e.system ?? []),
    teams: direct.flatMap((e: any) => e.owners),
    categories: form.category ? [form.category] : [],
    lead:
      life.completedAt && Math.ceil(minutes(createdAt, life.completedAt) / 60),
    restore: life.rolledBackAt && minutes(broken, life.rolledBackAt),
    counts: {
      changes: 1,
      closed: is(closeCode),
      successful: is(closeCode === 'successful'),
      failed: is(failed),
      rolledBack: is(closeCode === 'rolled-back'),
      emergencies: is(isEmergency),
      emergenciesWithoutWorkLogged: is(isEmergency && !life.logged),
      emergenciesWithoutIncident: is(isEmergency && !isKnown),
      emergenciesDocumentedLate: is(
        isEmergency && (life.documentedAt ?? now) > due,
      ),
      completed: is(life.completedAt),
      changesWithDowntime: is(life.downtime),
      changeDowntimeMinutes: life.downtime ?? 0,
      failures: is(
        failed || incidents.some(i => i.caused_by_number === number),
      ),
      restored: is(life.rolledBackAt),
      rework: is(form.emergency?.reason === 'critical-failure'),
    },
  };
}

/** What has happened, read from what was recorded of it first. */
export async function remember(
  knex: Knex,
  {
    systemOf,
    ownersOf,
    now,
  }: {
    systemOf: (ref: string) => string | undefined;
    ownersOf: (ref: string) => string[];
    now: string;
  },
): Promise<{
  counted: Counted[];
  waits: (Wait & Counted & { number: number })[];
}> {
  const rows = await knex('audit_events').orderBy('position');
  const lives = new Map<number, Recorded[]>();
  for (const { change_number, type, actor, occurred_at, data } of rows) {
    const events = lives.get(change_number) ?? [];
    lives.set(change_number, events);
    const at = toIsoTime(occurred_at);
    events.push({ ...JSON.parse(data), type, actor, at });
  }
  const incidents = await knex('incidents');
  const parts = await knex('incident_entities');
  const told = [...lives].map(([number, events]) => {
    const story = retell(events);
    return { number, story, counted: toCounted(number, story, incidents, now) };
  });
  const ofEntities = (refs: string[]) => ({
    entities: refs,
    systems: refs.flatMap(ref => systemOf(ref) ?? []),
    teams: refs.flatMap(ownersOf),
  });
  const categoryOf = (number: number): string[] | undefined =>
    told.find(change => change.number === number)!.counted.categories;
  const happened: Counted[] = incidents.map(incident => {
    const { number, caused_by_number: cause, started_at, ended_at } = incident;
    const refs = parts
      .filter(part => part.incident_number === number)
      .map(({ entity_ref }) => entity_ref);
    const at = toIsoTime(started_at);
    const isOver = cause && ended_at;
    return {
      at,
      ...ofEntities(refs),
      categories: cause ? categoryOf(cause) : [],
      restore: isOver ? minutes(at, toIsoTime(ended_at)) : undefined,
      counts: {
        incidents: 1,
        majorIncidents: incident.major ? 1 : 0,
        incidentsByChange: cause ? 1 : 0,
        incidentDowntimeMinutes: cause ? incident.downtime_minutes ?? 0 : 0,
        restored: isOver ? 1 : 0,
        incidentsRestored: isOver ? 1 : 0,
      },
    };
  });
  const dark: Counted[] = (await knex('dark_changes')).map(row => ({
    at: toIsoTime(row.occurred_at),
    ...ofEntities([row.entity_ref]),
    categories: ['application'],
    counts: { unauthorizedChanges: row.status === 'reconciled' ? 0 : 1 },
  }));
  const events = await knex('deployment_events').orderBy('number');
  const judged = await knex('deployments');
  const isCovered = (number: number) =>
    judged.find(row => row.number === number).authorization === 'covered';
  const deployed: Counted[] = events
    .map(row => ({ row, event: JSON.parse(row.event) }))
    .filter(({ event }) => event.environment === 'production')
    .map(({ row, event }) => ({
      at: event.startedAt,
      ...ofEntities([event.entityRef]),
      counts: {
        deployments: 1,
        succeededDeployments: event.status === 'succeeded' ? 1 : 0,
        coveredDeployments: isCovered(row.deployment_number) ? 1 : 0,
      },
    }));
  return {
    counted: [
      ...told.map(({ counted }) => counted).filter(({ at }) => at),
      ...happened,
      ...dark,
      ...deployed,
    ],
    waits: told.flatMap(({ number, story, counted }) =>
      story.waits.map(wait => ({ ...counted, ...wait, number })),
    ),
  };
}

function spread(values: number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length
    ? {
        median: sorted[Math.ceil(sorted.length / 2) - 1],
        p90: sorted[Math.ceil(sorted.length * 0.9) - 1],
      }
    : undefined;
}

/** Adds up as one would by hand; shares and frequencies follow from the numbers and are left out. */
function addUp(counted: Counted[]) {
  const sums: Record<string, number> = {};
  for (const { counts } of counted) {
    for (const [name, count] of Object.entries(counts).filter(([, n]) => n)) {
      sums[name] = (sums[name] ?? 0) + count;
    }
  }
  const known = (values: (number | undefined)[]) =>
    spread(values.filter(value => value !== undefined));
  return {
    sums,
    leadTimeHours: known(counted.map(({ lead }) => lead)),
    timeToRestoreMinutes: known(counted.map(({ restore }) => restore)),
  };
}

function keysOf(thing: Counted, groupBy: Metrics['groupBy']): string[] {
  return {
    month: [thing.at.slice(0, 7)],
    system: thing.systems,
    team: thing.teams,
    category: thing.categories!,
    service: thing.entities,
  }[groupBy];
}

/** The figures that the query asks for, added up anew. */
export function recount(
  { counted, waits }: Awaited<ReturnType<typeof remember>>,
  query: Partial<MetricsQuery>,
) {
  const { from = '', to = '9', groupBy = 'month' } = query;
  const meets = (values: string[] = [], wanted?: string[]) =>
    !wanted || values.some(value => wanted.includes(value));
  const isAsked = (thing: Counted) =>
    thing.at >= from &&
    thing.at < to &&
    meets(thing.entities, query.entityRef) &&
    meets(thing.systems, query.system) &&
    meets(thing.teams, query.team) &&
    meets(thing.categories, query.category);
  const things = counted.filter(isAsked);
  const groups = new Map<string | undefined, Counted[]>();
  const grouped = things.filter(
    ({ categories }) => groupBy !== 'category' || categories,
  );
  for (const thing of grouped) {
    const keys = keysOf(thing, groupBy);
    for (const key of new Set(keys.length ? keys : [undefined])) {
      groups.set(key, [...(groups.get(key) ?? []), thing]);
    }
  }
  const wanted = {
    month: undefined,
    service: query.entityRef,
    ...query,
  }[groupBy] as string[] | undefined;
  const waiting: Record<string, number[]> = {};
  for (const wait of waits) {
    const categories = wait.category ? [wait.category] : [];
    if (isAsked({ ...wait, categories })) {
      const key = `${wait.role} ${wait.riskLevel}`;
      waiting[key] = [
        ...(waiting[key] ?? []),
        Math.ceil(wait.minutes / 15) / 4,
      ];
    }
  }
  return {
    total: addUp(things),
    groups: Object.fromEntries(
      [...groups]
        .filter(([key]) => !wanted || wanted.includes(key!))
        .map(([key, some]) => [key ?? 'none', addUp(some)]),
    ),
    waiting: Object.fromEntries(
      Object.entries(waiting).map(([key, hours]) => [
        key,
        { decisions: hours.length, hours: spread(hours) },
      ]),
    ),
  };
}
