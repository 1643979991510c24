import { NotFoundError } from '@backstage/errors';
import {
  Actor,
  checkNewWindow,
  checkWindowPatch,
  checkWindowRetirement,
  Page,
  patchWindow,
  ScheduleWindow,
  WindowForm,
  WindowPatch,
  WindowQuery,
  WindowView,
  WindowWithHistory,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordAct, RecordTrail } from '../audit/RecordTrail';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { refused } from '../platform/refused';
import { presentWindow } from './presentWindow';
import { Schedule } from './Schedule';
import { WindowStore } from './WindowStore';

/** What {@link WindowService} is made from. */
export interface WindowServiceOptions {
  windows: WindowStore;
  schedule: Schedule;
  trail: RecordTrail;
  idempotency: Idempotency;
  clock: () => Date;
}

function subjectOf(id: string): string {
  return `window:${id}`;
}

/** Maintenance windows and freezes: made, edited, put in force, retired; each act with its trail in one transaction. */
export class WindowService {
  readonly #options: WindowServiceOptions;

  constructor(options: WindowServiceOptions) {
    this.#options = options;
  }

  /** @throws NotAllowedError, InputError when the domain refuses */
  async create(
    actor: Actor,
    form: WindowForm,
    request?: RepeatableRequest,
  ): Promise<WindowView> {
    const { windows } = this.#options;
    return this.#run(actor, request, async (tx, now) => {
      const refusal = checkNewWindow(form, actor, now);
      if (refusal) {
        throw refused(refusal);
      }
      const window = await windows.insert(tx, id => ({
        ...form,
        id,
        createdBy: actor.userRef,
        createdAt: now,
        updatedAt: now,
        revision: 1,
        ...(form.status === 'approved' && {
          approvedBy: actor.userRef,
          approvedAt: now,
        }),
      }));
      return { window, act: { type: 'created', ...form } };
    });
  }

  /**
   * @throws NotFoundError when there is none with this id
   * @throws NotAllowedError, ConflictError, InputError when the domain refuses
   */
  async edit(
    actor: Actor,
    id: string,
    patch: WindowPatch,
  ): Promise<WindowView> {
    const { windows } = this.#options;
    return this.#run(actor, undefined, async (tx, now) => {
      const before = this.#found(await windows.lock(tx, id), id);
      const refusal = checkWindowPatch(before, patch, actor, now);
      if (refusal) {
        throw refused(refusal);
      }
      const isApproval =
        patch.status === 'approved' && before.status === 'draft';
      const window: ScheduleWindow = {
        ...patchWindow(before, patch),
        updatedAt: now,
        revision: before.revision + 1,
        ...(isApproval && { approvedBy: actor.userRef, approvedAt: now }),
      };
      await windows.update(tx, window);
      const { revision, ...changed } = patch;
      return {
        window,
        act: { type: isApproval ? 'approved' : 'edited', ...changed },
      };
    });
  }

  /** @throws NotFoundError, NotAllowedError, ConflictError as {@link WindowService.edit} */
  async retire(actor: Actor, id: string): Promise<WindowView> {
    const { windows } = this.#options;
    return this.#run(actor, undefined, async (tx, now) => {
      const before = this.#found(await windows.lock(tx, id), id);
      const refusal = checkWindowRetirement(before, actor);
      if (refusal) {
        throw refused(refusal);
      }
      const window: ScheduleWindow = {
        ...before,
        status: 'retired',
        retiredBy: actor.userRef,
        retiredAt: now,
        updatedAt: now,
        revision: before.revision + 1,
      };
      await windows.update(tx, window);
      return { window, act: { type: 'retired' } };
    });
  }

  /** @throws NotFoundError when there is none with this id */
  async get(actor: Actor, id: string): Promise<WindowWithHistory> {
    const { windows, trail } = this.#options;
    const window = this.#found(await windows.get(id), id);
    return {
      ...presentWindow(window, actor, this.#now()),
      history: await trail.list(subjectOf(window.id)),
    };
  }

  async list(actor: Actor, query: WindowQuery): Promise<Page<WindowView>> {
    const now = this.#now();
    const page = await this.#options.windows.find({
      ...query,
      status: query.status ?? ['draft', 'approved'],
    });
    return {
      ...page,
      items: page.items.map(window => presentWindow(window, actor, now)),
    };
  }

  #now(): string {
    return this.#options.clock().toISOString();
  }

  #found(window: ScheduleWindow | undefined, id: string): ScheduleWindow {
    if (!window) {
      throw new NotFoundError(`There is no window or freeze ${id}.`);
    }
    return window;
  }

  /** The act, its trail, and that every change has to be looked at, in one transaction. */
  async #run(
    actor: Actor,
    request: RepeatableRequest | undefined,
    work: (
      tx: Knex.Transaction,
      now: string,
    ) => Promise<{ window: ScheduleWindow; act: RecordAct }>,
  ): Promise<WindowView> {
    const { idempotency, trail, schedule } = this.#options;
    const now = this.#now();
    const view = await idempotency.run(request, async tx => {
      const { window, act } = await work(tx, now);
      const envelope = { actor: actor.userRef, at: now };
      await trail.append(tx, subjectOf(window.id), [act], envelope);
      if (window.status !== 'draft') {
        await schedule.noteAll(tx);
      }
      return presentWindow(window, actor, now);
    });
    schedule.moved();
    return view;
  }
}
