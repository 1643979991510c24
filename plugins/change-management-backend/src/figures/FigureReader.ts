import {
  Metrics,
  MetricsQuery,
} from 'backstage-plugin-change-management-common';
import { EntityCatalog } from '../impact/EntityCatalog';
import { resolveScopes } from '../impact/resolveScopes';
import { Visibility } from '../permissions/Grants';
import { ChangeTally } from './ChangeTally';
import { EventTally } from './EventTally';
import { Asked } from './scope';
import { Counts, Sheet } from './Sums';
import { WaitTally } from './WaitTally';

const WEEK = 7 * 24 * 60 * 60 * 1000;

/** A deployment belongs to an entity, not to a category. */
const ofDeployments: (keyof Counts)[] = [
  'deployments',
  'coveredDeployments',
  'succeededDeployments',
];

/** As `GET /metrics` asks; an entity without a scope is meant by itself. */
export type FigureQuery = Omit<MetricsQuery, 'scope'> &
  Partial<Pick<MetricsQuery, 'scope'>>;

/** What {@link FigureReader} is made from. */
export interface FigureReaderOptions {
  changes: ChangeTally;
  events: EventTally;
  waits: WaitTally;
  catalog: Pick<EntityCatalog, 'resolveScope'>;
  clock: () => Date;
}

/** The weeks of a time that lie behind now, and of its month where it is one of several. */
function weeksOf(
  { from, to, now }: Pick<Asked, 'from' | 'to' | 'now'>,
  month?: string,
): number | undefined {
  const first = month ? `${month}-01T00:00:00.000Z` : undefined;
  const begin = [from, first]
    .filter(time => time !== undefined)
    .sort()
    .pop();
  const next = first === undefined ? undefined : new Date(first);
  next?.setUTCMonth(next.getUTCMonth() + 1);
  const [end] = [to, next?.toISOString(), now]
    .filter(time => time !== undefined)
    .sort();
  if (begin === undefined || end <= begin) {
    return undefined;
  }
  return (Date.parse(end) - Date.parse(begin)) / WEEK;
}

/** Figures of changes and of what belongs to them (policy §7), in total and by group. */
export class FigureReader {
  readonly #options: FigureReaderOptions;

  constructor(options: FigureReaderOptions) {
    this.#options = options;
  }

  /** @throws InputError when the scope has more entities than can be asked for */
  async read(query: FigureQuery, visible: Visibility): Promise<Metrics> {
    const { changes, events, waits, catalog, clock } = this.#options;
    const { entityRef, scope = 'self', ...rest } = query;
    const asked: Asked = {
      ...rest,
      entityRefs: await resolveScopes(catalog, entityRef, scope),
      visible,
      now: clock().toISOString(),
    };
    const { groupBy } = asked;
    const sheet = new Sheet(
      {
        month: undefined,
        system: asked.system,
        team: asked.team,
        category: asked.category,
        service: asked.entityRefs,
      }[groupBy],
    );
    const [hasIncidents, waiting] = await Promise.all([
      events.hasIncidents(),
      waits.read(asked),
      changes.addTo(sheet, asked),
      events.addTo(sheet, asked),
    ]);
    const unknown: (keyof Counts)[] = hasIncidents
      ? []
      : ['emergenciesWithoutIncident'];
    const total = sheet.total.toFigures(
      weeksOf(asked),
      asked.category ? [...unknown, ...ofDeployments] : unknown,
    );
    const omit =
      groupBy === 'category' || asked.category
        ? [...unknown, ...ofDeployments]
        : unknown;
    const groups = [...sheet.groups].map(([key, sums]) => ({
      ...sums.toFigures(
        weeksOf(asked, groupBy === 'month' ? key : undefined),
        omit,
      ),
      key,
    }));
    return {
      ...query,
      scope,
      total,
      groups: groups.sort((a, b) => (a.key ?? '~').localeCompare(b.key ?? '~')),
      waiting,
    };
  }
}
