import {
  BindingWindow,
  changeReadPermission,
  Change,
  differenceOf,
  findAllConflicts,
  gather,
  hoursAhead,
  Move,
  noticeHoursOf,
  patchWindow,
  ScheduleConflict,
  ShortNotice,
  Simulation,
  Slot,
} from 'backstage-plugin-change-management-common';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { tellSeen } from '../changes/seen';
import { PolicyService } from '../policy/PolicyService';
import { Schedule } from '../schedule/Schedule';

/** What {@link Simulator} is made from. */
export interface SimulatorOptions {
  changes: ChangeReader;
  schedule: Schedule;
  policies: PolicyService;
  clock: () => Date;
}

type ChangeMove = Extract<Move, { changeId: string }>;
type WindowMove = Exclude<Move, { changeId: string }>;

/** Of what would be new, the changes that windows and freezes hit. */
function hitBy(
  added: ScheduleConflict[],
  changes: Map<string, Change>,
): Simulation['changesHit'] {
  return added.flatMap(({ windowId, changeIds: [id], kind, text }) => {
    const change = changes.get(id);
    return windowId && change?.plannedStart && change.plannedEnd
      ? [
          {
            changeId: id,
            title: change.title,
            state: change.state,
            plannedStart: change.plannedStart,
            plannedEnd: change.plannedEnd,
            held:
              kind === 'in-freeze' &&
              ['approved', 'scheduled'].includes(change.state),
            text,
          },
        ]
      : [];
  });
}

/** Tells what a set of moves would do to the schedule; nothing of it is stored. */
export class Simulator {
  readonly #options: SimulatorOptions;

  constructor(options: SimulatorOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError for a change that the caller may not see, or a window that is not there */
  async simulate(caller: Caller, moves: Move[]): Promise<Simulation> {
    const { schedule, clock } = this.#options;
    const now = clock().toISOString();
    const changeMoves = moves.filter((m): m is ChangeMove => 'changeId' in m);
    const windowMoves = moves.filter(
      (m): m is WindowMove => !('changeId' in m),
    );
    const moved = await Promise.all(
      changeMoves.map(({ changeId }) =>
        this.#options.changes.read(caller, changeId, changeReadPermission),
      ),
    );
    const held = (await schedule.held()).map(({ slot }) => slot);
    const inForce = await schedule.inForce();
    const before = gather(findAllConflicts(held, inForce, now));
    const after = gather(
      findAllConflicts(
        await this.#moveChanges(held, changeMoves, moved),
        await this.#moveWindows(inForce, windowMoves),
        now,
      ),
    );
    const difference = differenceOf(before, after);
    const seen = await this.#options.changes.readMany(
      caller,
      [...difference.gone, ...difference.new].flatMap(c => c.changeIds),
    );
    const visible = (conflicts: ScheduleConflict[]) =>
      tellSeen(
        conflicts.filter(({ changeIds }) => changeIds.some(id => seen.has(id))),
        id => seen.has(id),
      );
    const added = visible(difference.new);
    return {
      conflicts: { gone: visible(difference.gone), new: added },
      shortNotice: await this.#shortNotice(changeMoves, moved, now),
      changesHit: windowMoves.length ? hitBy(added, seen) : [],
    };
  }

  async #moveChanges(
    held: Slot[],
    moves: ChangeMove[],
    moved: Change[],
  ): Promise<Slot[]> {
    const ids = new Set(moved.map(({ id }) => id));
    const there = await Promise.all(
      moves.map(async ({ plannedStart, plannedEnd }, index) => {
        const change = moved[index];
        const slot =
          held.find(({ changeId }) => changeId === change.id) ??
          (await this.#options.changes.slotOf(change));
        return { ...slot, start: plannedStart, end: plannedEnd };
      }),
    );
    return [...held.filter(({ changeId }) => !ids.has(changeId)), ...there];
  }

  async #moveWindows(
    inForce: BindingWindow[],
    moves: WindowMove[],
  ): Promise<BindingWindow[]> {
    let windows = inForce;
    for (const move of moves) {
      if ('window' in move) {
        windows = [...windows, { ...move.window, id: 'new' }];
        continue;
      }
      const { windowId, status, ...patch } = move;
      const stored = await this.#options.schedule.getWindow(windowId);
      const altered = patchWindow(stored, patch);
      windows = windows.filter(({ id }) => id !== altered.id);
      if ((status ?? altered.status) === 'approved') {
        windows = [...windows, altered];
      }
    }
    return windows;
  }

  async #shortNotice(
    moves: ChangeMove[],
    moved: Change[],
    now: string,
  ): Promise<ShortNotice[]> {
    const policy = await this.#options.policies.getCurrent();
    return moves.flatMap(({ plannedStart }, index) => {
      const { id, title, ...change } = moved[index];
      const neededHours = noticeHoursOf(change, policy);
      const givenHours = hoursAhead(now, plannedStart);
      return givenHours >= neededHours
        ? []
        : [
            {
              changeId: id,
              title,
              neededHours,
              givenHours,
              text: `Those concerned would be told ${Math.floor(
                givenHours,
              )} hours ahead; the policy asks for ${neededHours}.`,
            },
          ];
    });
  }
}
