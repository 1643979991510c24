import { ChangeContent, Facts } from '../domain/types';
import { PolicySubject } from './conditions';

function present<T>(values: (T | undefined)[]): T[] {
  return [
    ...new Set(values.filter((value): value is T => value !== undefined)),
  ];
}

/** What the conditions of a policy see of a form; the risk is added once it is known. */
export function toSubject(
  content: ChangeContent,
  { entities, impact, now }: Pick<Facts, 'entities' | 'impact' | 'now'>,
): PolicySubject {
  const direct = content.affectedEntities.flatMap(ref => entities[ref] ?? []);
  const { indirect } = impact;
  const { plannedStart } = content;
  return {
    change: {
      type: content.type,
      category: content.category,
      expectedDowntimeMinutes: content.expectedDowntimeMinutes,
      rollbackTested: content.rollbackPlan?.tested ?? false,
      emergencyReason: content.emergency?.reason,
      leadTimeHours: plannedStart
        ? (Date.parse(plannedStart) - Date.parse(now)) / (60 * 60 * 1000)
        : undefined,
    },
    entities: {
      refs: content.affectedEntities,
      kinds: present(direct.map(({ kind }) => kind)),
      types: present(direct.map(({ type }) => type)),
      tags: present(direct.flatMap(({ tags }) => tags)),
      owners: present(direct.flatMap(({ owners }) => owners)),
      systems: present(direct.map(({ system }) => system)),
      lifecycles: present(direct.map(({ lifecycle }) => lifecycle)),
      criticalities: present(direct.map(({ criticality }) => criticality)),
    },
    impact: {
      dependents: indirect.length,
      owners: present(indirect.flatMap(({ owners }) => owners)).length,
      systems: present(indirect.map(({ system }) => system)).length,
      criticalities: present(indirect.map(({ criticality }) => criticality)),
    },
  };
}
