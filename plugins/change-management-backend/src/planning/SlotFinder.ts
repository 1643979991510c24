import { InputError } from '@backstage/errors';
import {
  Change,
  changeReadPermission,
  findFreeSlots,
  FreeSlots,
  noticeHoursOf,
  plannedSlot,
  ScopedEntity,
  SlotsInput,
  toScoped,
} from 'backstage-plugin-change-management-common';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { EntityCatalog } from '../impact/EntityCatalog';
import { requireCreate } from '../permissions/Grants';
import { PolicyService } from '../policy/PolicyService';
import { Schedule } from '../schedule/Schedule';

/** What {@link SlotFinder} is made from. */
export interface SlotFinderOptions {
  changes: ChangeReader;
  catalog: EntityCatalog;
  policies: PolicyService;
  schedule: Schedule;
  clock: () => Date;
}

type Plan = Pick<
  Change,
  | 'id'
  | 'type'
  | 'affectedEntities'
  | 'implementer'
  | 'expectedDowntimeMinutes'
  | 'plannedStart'
  | 'plannedEnd'
>;

const minute = 60_000;
const day = 24 * 60 * minute;
const horizonDays = 90;
const usualMinutes = 60;
const named = 5;

function lengthOf({ plannedStart, plannedEnd }: Plan): number | undefined {
  return plannedStart && plannedEnd
    ? (Date.parse(plannedEnd) - Date.parse(plannedStart)) / minute
    : undefined;
}

/** Finds the next times that suit everybody whom a change concerns. */
export class SlotFinder {
  readonly #options: SlotFinderOptions;

  constructor(options: SlotFinderOptions) {
    this.#options = options;
  }

  /**
   * @throws NotFoundError for a change that the caller may not see
   * @throws NotAllowedError without a change, when the permission policy does not let the caller request one
   */
  async find(caller: Caller, input: SlotsInput): Promise<FreeSlots> {
    const { schedule, clock } = this.#options;
    const plan = await this.#planOf(caller, input);
    const durationMinutes =
      input.durationMinutes ??
      lengthOf(plan) ??
      Math.max(plan.expectedDowntimeMinutes ?? 0, usualMinutes);
    const now = clock().toISOString();
    const span = await this.#spanOf(input, plan, now);
    const { slot, reached, memberOf } = await this.#touchedBy(plan, span);
    const { others, windows } = await schedule.around(span, { memberOf });
    const { items, blocking } = findFreeSlots(
      {
        slot,
        reached,
        durationMinutes,
        span: { start: Date.parse(span.start), end: Date.parse(span.end) },
        limit: input.limit,
      },
      others.filter(({ changeId }) => changeId !== plan.id),
      windows,
      now,
    );
    const sees = await this.#options.changes.seesAmong(
      caller,
      blocking.map(({ changeId }) => changeId),
    );
    const concerned = [...slot.entities, ...reached].length;
    return {
      durationMinutes,
      items: items.map(time => ({
        ...time,
        because: `Clear of every freeze, window and change of the ${concerned} entities that it touches or reaches.`,
      })),
      inTheWay: blocking
        .slice(0, named)
        .map(
          ({ changeId }) =>
            `${
              sees(changeId) ? changeId : 'Another change'
            } is planned on the same or related entities.`,
        ),
    };
  }

  async #planOf(caller: Caller, input: SlotsInput): Promise<Plan> {
    const { changeId, affectedEntities, implementer, expectedDowntimeMinutes } =
      input;
    if (changeId) {
      return this.#options.changes.read(caller, changeId, changeReadPermission);
    }
    requireCreate(caller.grants);
    return {
      id: '',
      type: 'normal',
      affectedEntities: affectedEntities!,
      implementer: implementer ?? caller.actor.userRef,
      expectedDowntimeMinutes,
    };
  }

  /** Nobody is told too late of a time that is proposed (policy §3). */
  async #spanOf({ from, until }: SlotsInput, plan: Plan, now: string) {
    const policy = await this.#options.policies.getCurrent();
    const told = Date.parse(now) + noticeHoursOf(plan, policy) * 60 * minute;
    const start = Math.max(told, from ? Date.parse(from) : told);
    const end = until ? Date.parse(until) : start + horizonDays * day;
    if (end <= start) {
      throw new InputError(
        'until: leaves no time after the notice that the policy asks for',
      );
    }
    return {
      start: new Date(start).toISOString(),
      end: new Date(Math.min(end, start + 366 * day)).toISOString(),
    };
  }

  async #touchedBy(plan: Plan, span: { start: string; end: string }) {
    const { catalog } = this.#options;
    const impact = await catalog.getImpact(plan.affectedEntities);
    const refs = [
      ...plan.affectedEntities,
      ...impact.indirect.map(({ entityRef }) => entityRef),
    ];
    const [entities, memberOf] = await Promise.all([
      catalog.getFacts(refs),
      catalog.getMemberships(refs),
    ]);
    const slot = plannedSlot(
      {
        ...plan,
        state: 'assessment',
        impact,
        plannedStart: span.start,
        plannedEnd: span.end,
        actualStart: undefined,
      },
      entities,
      { memberOf },
    )!;
    const reached: ScopedEntity[] = impact.indirect.map(({ entityRef }) =>
      toScoped(entities[entityRef], memberOf),
    );
    return { slot, reached, memberOf };
  }
}
