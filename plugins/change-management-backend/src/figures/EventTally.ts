import { EntityFacts } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { whereVisible } from '../changes/visibility';
import { isPostgres, toIsoTime } from '../platform/database';
import { KeptMonths } from './KeptMonths';
import {
  monthAfter,
  monthly,
  monthOf,
  Span,
  splitMonths,
  startOf,
} from './months';
import { whereWithin } from '../platform/whereWithin';
import { Asked } from './scope';
import { Counts, occur, Sheet, Sums } from './Sums';

/** Something that happened to entities besides changes. */
interface Happening {
  entityRefs: string[];
  systems: string[];
  month: string;
  category?: string;
  /** Not told apart by category at all. */
  hasNoCategory?: boolean;
  write(sums: Sums): void;
}

interface CountedDeployments {
  entity_ref: string;
  system_ref: string | null;
  month: string;
  deployments: number | string;
  covered: number | string;
  succeeded: number | string;
}

/** Owners of entities, as the catalog has them now. */
type OwnersOf = (
  refs: string[],
) => Promise<Record<string, Pick<EntityFacts, 'owners'>>>;

function meets(values: string[], wanted: string[] | undefined): boolean {
  return !wanted || values.some(value => wanted.includes(value));
}

/** Adds up incidents, deployments and what was done without a change: few rows, which are told apart here. */
export class EventTally {
  readonly #database: Knex;
  readonly #months: KeptMonths;
  readonly #ownersOf: OwnersOf;

  constructor(database: Knex, months: KeptMonths, ownersOf: OwnersOf) {
    this.#database = database;
    this.#months = months;
    this.#ownersOf = ownersOf;
  }

  async addTo(sheet: Sheet, asked: Asked): Promise<void> {
    const found = await Promise.all([
      this.#incidents(asked),
      this.#unauthorized(asked),
      asked.category ? [] : this.#deployments(asked),
    ]);
    const happenings = found.flat();
    const teamsOf = await this.#teams(happenings, asked);
    for (const happening of happenings) {
      const { entityRefs, systems, month, category } = happening;
      const teams = teamsOf(happening);
      const keys = {
        month: [month],
        system: systems,
        team: teams,
        service: entityRefs,
        category: category ? [category] : [],
      };
      if (
        meets(entityRefs, asked.entityRefs) &&
        meets(systems, asked.system) &&
        meets(teams, asked.team) &&
        meets(keys.category, asked.category)
      ) {
        const { groupBy } = asked;
        sheet.add(
          groupBy === 'category' && happening.hasNoCategory
            ? 'total only'
            : keys[groupBy],
          sums => happening.write(sums),
        );
      }
    }
  }

  /** Whether any incident is recorded at all. */
  async hasIncidents(): Promise<boolean> {
    return Boolean(await this.#database('incidents').first('number'));
  }

  async #teams(
    happenings: Happening[],
    { groupBy, team }: Asked,
  ): Promise<(happening: Happening) => string[]> {
    if (groupBy !== 'team' && !team) {
      return () => [];
    }
    const refs = [...new Set(happenings.flatMap(h => h.entityRefs))];
    const facts = await this.#ownersOf(refs);
    return ({ entityRefs }) =>
      entityRefs.flatMap(ref => facts[ref]?.owners ?? []);
  }

  async #incidents(asked: Asked): Promise<Happening[]> {
    const knex = this.#database;
    const within = (query: Knex.QueryBuilder) =>
      whereWithin(query, 'incidents.started_at', asked);
    const [incidents, entities]: any[][] = await Promise.all([
      within(knex('incidents'))
        .leftJoin(this.#causes(asked), join =>
          join.on('cause.number', 'incidents.caused_by_number'),
        )
        .select({
          number: 'incidents.number',
          major: 'incidents.major',
          started_at: 'incidents.started_at',
          ended_at: 'incidents.ended_at',
          downtime_minutes: 'incidents.downtime_minutes',
          caused_by_number: 'incidents.caused_by_number',
          category: 'cause.category',
        }),
      within(knex('incident_entities'))
        .join('incidents', join =>
          join.on('incidents.number', 'incident_entities.incident_number'),
        )
        .select('incident_number', 'entity_ref', 'system_ref'),
    ]);
    const parts = new Map<number, { refs: string[]; systems: string[] }>();
    for (const { incident_number, entity_ref, system_ref } of entities) {
      const known = parts.get(incident_number) ?? { refs: [], systems: [] };
      parts.set(incident_number, known);
      known.refs.push(entity_ref);
      known.systems.push(...(system_ref ? [system_ref] : []));
    }
    return incidents.map(row => {
      const startedAt = toIsoTime(row.started_at);
      const isByChange = row.caused_by_number !== null;
      const counts: Partial<Counts> = {
        incidents: 1,
        majorIncidents: row.major ? 1 : 0,
        ...(isByChange && {
          incidentsByChange: 1,
          incidentDowntimeMinutes: row.downtime_minutes ?? 0,
        }),
      };
      const minutes =
        isByChange && row.ended_at
          ? (Date.parse(toIsoTime(row.ended_at)) - Date.parse(startedAt)) /
            60_000
          : undefined;
      return {
        entityRefs: parts.get(row.number)?.refs ?? [],
        systems: parts.get(row.number)?.systems ?? [],
        month: startedAt.slice(0, 7),
        category: row.category ?? undefined,
        write: sums => {
          sums.add(counts);
          if (minutes !== undefined) {
            sums.add({ restored: 1, incidentsRestored: 1 });
            occur(sums.restoreMinutes, Math.ceil(minutes));
          }
        },
      };
    });
  }

  /** Of what category a cause is, is for those who may see it. */
  #causes({ visible }: Asked): Knex.QueryBuilder {
    return this.#database('changes')
      .select('changes.number', 'changes.category')
      .modify(whereVisible, visible)
      .as('cause');
  }

  /** A deployment puts an application where it runs, and a version of configuration is one. */
  async #unauthorized(asked: Asked): Promise<Happening[]> {
    const month = this.#monthOf('occurred_at');
    const rows: any[] = await whereWithin(
      this.#database('dark_changes').whereNot({ status: 'reconciled' }),
      'occurred_at',
      asked,
    )
      .select('kind', 'entity_ref', 'system_ref', { month })
      .count({ count: '*' })
      .groupBy('kind', 'entity_ref', 'system_ref', month);
    return rows.map(row => ({
      entityRefs: [row.entity_ref],
      systems: row.system_ref ? [row.system_ref] : [],
      month: row.month,
      category: row.kind === 'deployment' ? 'application' : row.kind,
      write: sums => sums.add({ unauthorizedChanges: Number(row.count) }),
    }));
  }

  /** As many as changes, or more: of months that are over they are counted once. */
  async #deployments(asked: Asked): Promise<Happening[]> {
    const { from, to, now } = asked;
    const { months, rest } =
      from === undefined
        ? { months: [], rest: [{ from, to }] }
        : splitMonths({ from, to }, now);
    const counted = await Promise.all([
      ...rest
        .flatMap(span => monthly(span, now))
        .map(span => this.#countDeployments(this.#database, span)),
      this.keep(months).then(kept => kept.flat()),
    ]);
    return counted.flat().map(row => ({
      entityRefs: [row.entity_ref],
      systems: row.system_ref ? [row.system_ref] : [],
      month: row.month,
      hasNoCategory: true,
      write: sums =>
        sums.add({
          deployments: Number(row.deployments),
          coveredDeployments: Number(row.covered),
          succeededDeployments: Number(row.succeeded),
        }),
    }));
  }

  /** Months that are over, kept from now on. */
  keep(months: string[]): Promise<CountedDeployments[][]> {
    return this.#months.read(months, 'deployments', (tx, month) =>
      this.#countDeployments(tx, {
        from: startOf(month),
        to: startOf(monthAfter(month)),
      }),
    );
  }

  #countDeployments(
    knex: Knex,
    span: Span,
  ): Knex.QueryBuilder<any, CountedDeployments[]> {
    // Within one month nobody has to ask each row.
    const only = monthOf(span);
    const month = only
      ? knex.raw('cast(? as text)', [only])
      : this.#monthOf('started_at');
    return whereWithin(
      knex('deployments')
        .where({ production: true })
        .whereNot({ authorization: 'not-required' }),
      'started_at',
      span,
    )
      .select('entity_ref', 'system_ref', { month })
      .count({ deployments: '*' })
      .select(
        knex.raw(
          `count(*) filter (where "authorization" = 'covered') as covered`,
        ),
        knex.raw(`count(*) filter (where status = 'succeeded') as succeeded`),
      )
      .groupBy('entity_ref', 'system_ref', ...(only ? [] : [month]));
  }

  #monthOf(column: string): Knex.Raw {
    const sql = isPostgres(this.#database)
      ? `to_char(${column} at time zone 'UTC', 'YYYY-MM')`
      : `substr(${column}, 1, 7)`;
    return this.#database.raw(sql);
  }
}
