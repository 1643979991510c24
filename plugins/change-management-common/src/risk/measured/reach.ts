import { criticalities } from '../../contract/words';
import { ChangeContent, Facts } from '../../domain/types';
import { count, distinct, Grade, pointsAt } from './finding';

function touched(
  content: ChangeContent,
  { entities, impact }: Pick<Facts, 'entities' | 'impact'>,
) {
  const direct = content.affectedEntities.flatMap(ref => entities[ref] ?? []);
  return {
    direct,
    indirect: impact.indirect,
    all: [...direct, ...impact.indirect],
  };
}

export const gradeDependents: Grade = (
  { dependents },
  _content,
  { impact },
) => {
  const { weights, steps } = dependents;
  const { indirect } = impact;
  const weighted = indirect.reduce(
    (sum, { distance }) =>
      sum + weights[Math.min(distance, weights.length) - 1],
    0,
  );
  const near = indirect.filter(({ distance }) => distance === 1).length;
  return {
    id: 'dependents',
    label: 'Dependents',
    points: pointsAt(steps, weighted),
    because: `${count(
      indirect.length,
      'entity is',
      'entities are',
    )} reached through the catalog, ${near} of them at one step.`,
  };
};

export const gradeOwners: Grade = ({ owners: steps }, content, facts) => {
  const owners = distinct(
    touched(content, facts).all.flatMap(entity => entity.owners),
  ).length;
  return {
    id: 'owners',
    label: 'Owners',
    points: pointsAt(steps, owners),
    because: `What is touched belongs to ${count(
      owners,
      'owner',
      'different owners',
    )}.`,
  };
};

export const gradeSystems: Grade = ({ systems: steps }, content, facts) => {
  const systems = distinct(
    touched(content, facts).all.map(({ system }) => system),
  ).length;
  return {
    id: 'systems',
    label: 'Systems',
    points: pointsAt(steps, systems),
    because: `What is touched lies in ${count(systems, 'system', 'systems')}.`,
  };
};

export const gradeApis: Grade = (
  { consumedApis: steps },
  _content,
  { impact },
) => {
  const apis = distinct(
    impact.indirect.flatMap(({ via, relations }) =>
      relations.map((relation, step) =>
        relation === 'apiConsumedBy' ? via[step] : undefined,
      ),
    ),
  ).length;
  return {
    id: 'consumed-apis',
    label: 'APIs consumed by others',
    points: pointsAt(steps, apis),
    because: `Others are reached through ${count(apis, 'API', 'APIs')}.`,
  };
};

export const gradeCriticality: Grade = (
  { criticality: points },
  content,
  facts,
) => {
  const { direct, indirect } = touched(content, facts);
  const highest = (entities: typeof indirect | typeof direct) =>
    [...criticalities]
      .reverse()
      .find(level => entities.some(e => e.criticality === level));
  const own = highest(direct);
  const others = highest(indirect);
  const ownPoints = (own && points.direct[own]) ?? 0;
  const othersPoints = (others && points.indirect[others]) ?? 0;
  return {
    id: 'criticality',
    label: 'Criticality',
    points: Math.max(ownPoints, othersPoints),
    because:
      ownPoints >= othersPoints
        ? `An entity of ${own} criticality is changed.`
        : `An entity of ${others} criticality is reached through the catalog.`,
  };
};

/** A lifecycle may have any name, that of a property which every object has included. */
function pointsOf(points: Record<string, number>, lifecycle: string): number {
  return Object.hasOwn(points, lifecycle) ? points[lifecycle] : 0;
}

export const gradeLifecycle: Grade = (
  { lifecycle: points },
  content,
  facts,
) => {
  const { direct, indirect } = touched(content, facts);
  const graded = [
    ...direct.map(({ lifecycle = '' }) => ({
      lifecycle,
      points: pointsOf(points.direct, lifecycle),
      how: 'is changed',
    })),
    ...indirect.map(({ lifecycle = '' }) => ({
      lifecycle,
      points: pointsOf(points.indirect, lifecycle),
      how: 'is reached through the catalog',
    })),
  ];
  const most = graded.find(g => graded.every(o => o.points <= g.points));
  return (
    most && {
      id: 'lifecycle',
      label: 'Lifecycle',
      points: most.points,
      because: `What is in ${most.lifecycle} ${most.how}.`,
    }
  );
};
