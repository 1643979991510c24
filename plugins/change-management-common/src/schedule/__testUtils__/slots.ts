import { BindingWindow, ScopedEntity, Slot } from '../types';

export function ref(name: string): string {
  return `component:default/${name}`;
}

export function entity(
  name: string,
  more: Partial<ScopedEntity> = {},
): ScopedEntity {
  return {
    entityRef: ref(name),
    kind: 'Component',
    tags: [],
    owners: [`group:default/${name}-team`],
    memberOf: [],
    ...more,
  };
}

/** A slot of some hours on the fifth of December 2026, UTC. */
export function slot(
  changeId: string,
  [from, to]: [number, number],
  names: string[],
  more: Partial<Slot> = {},
): Slot {
  return {
    changeId,
    type: 'normal',
    start: hour(from),
    end: hour(to),
    running: false,
    implementer: `group:default/${changeId}`,
    entities: names.map(name => entity(name)),
    reach: [],
    ...more,
  };
}

/** An hour of that day, beyond it where there are more than 24. */
export function hour(hours: number): string {
  return new Date(Date.UTC(2026, 11, 5) + hours * 3_600_000).toISOString();
}

export function window(
  id: string,
  kind: BindingWindow['kind'],
  [from, to]: [number, number],
  more: Partial<BindingWindow> = {},
): BindingWindow {
  return {
    id,
    kind,
    title: id,
    start: hour(from),
    durationMinutes: (to - from) * 60,
    timeZone: 'UTC',
    scope: {},
    ...more,
  };
}

/** A way through `a → b → c` to its last entity. */
export function reached(...names: string[]) {
  const via = names.map(ref);
  return { entityRef: via[via.length - 1], via };
}
