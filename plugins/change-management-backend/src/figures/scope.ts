import {
  MetricGroup,
  MetricsQuery,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { ownedBy, partOf, touching } from '../changes/filters';
import { whereVisible } from '../changes/visibility';
import { Visibility } from '../permissions/Grants';

/** What figures are asked about, with the refs that its scope stands for. */
export type Asked = Omit<MetricsQuery, 'entityRef' | 'scope'> & {
  entityRefs?: string[];
  visible: Visibility;
  /** ISO 8601, UTC */
  now: string;
};

/** Limits a query on rows of changes to those that were asked about and that their reader may see. */
export function whereAsked(
  query: Knex.QueryBuilder,
  knex: Knex,
  { entityRefs, system, team, category, visible }: Asked,
): Knex.QueryBuilder {
  if (entityRefs) {
    query.whereIn('change_number', touching(knex, entityRefs));
  }
  if (system) {
    query.whereIn('change_number', partOf(knex, system));
  }
  if (team) {
    query.whereIn('change_number', ownedBy(knex, team));
  }
  if (category) {
    query.whereIn('category', category);
  }
  if (visible !== 'all') {
    const seen = knex('changes').select('changes.number');
    whereVisible(seen, visible);
    query.whereIn('change_number', seen);
  }
  return query;
}

/** What was kept for others, and serves: all of a grouping, or one of its groups. */
export interface Kept {
  grouping: MetricGroup;
  only?: string;
}

/** What of the kept serves those who ask; nothing where they may not see everything, or ask for what no group is. */
export function keptFor({
  groupBy,
  entityRefs,
  system,
  team,
  category,
  visible,
}: Asked): Kept | undefined {
  if (visible !== 'all') {
    return undefined;
  }
  const limits = { service: entityRefs, system, team, category };
  const given = Object.entries(limits).flatMap(([grouping, values]) =>
    values ? [{ grouping: grouping as MetricGroup, values }] : [],
  );
  if (given.length === 0) {
    return { grouping: groupBy };
  }
  const [{ grouping, values }] = given;
  const isOneGroup = given.length === 1 && values.length === 1;
  return isOneGroup && (groupBy === 'month' || groupBy === grouping)
    ? { grouping, only: values[0] }
    : undefined;
}

/** What nobody has limited. */
export function allOf(
  groupBy: Asked['groupBy'],
  span: Pick<Asked, 'from' | 'to' | 'now'>,
): Asked {
  return { groupBy, visible: 'all', ...span };
}
