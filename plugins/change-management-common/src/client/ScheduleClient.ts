import { Page } from '../contract/lists';
import {
  FreeSlots,
  Schedule,
  ScheduleQueryInput,
  SimulateInput,
  Simulation,
  SlotsRequest,
} from '../contract/schedule';
import {
  WindowFormInput,
  WindowPatchInput,
  WindowQueryInput,
  WindowView,
  WindowWithHistory,
} from '../contract/windows';
import { PostOptions, Request } from './request';

/** The part of the API that is about time: the schedule, windows and freezes. */
export class ScheduleClient {
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
  }

  get(query: ScheduleQueryInput): Promise<Schedule> {
    return this.#request('getSchedule', { query });
  }

  findSlots(body: SlotsRequest): Promise<FreeSlots> {
    return this.#request('findSlots', { body });
  }

  simulate(body: SimulateInput): Promise<Simulation> {
    return this.#request('simulateSchedule', { body });
  }

  listWindows(query: WindowQueryInput = {}): Promise<Page<WindowView>> {
    return this.#request('listWindows', { query });
  }

  getWindow(id: string): Promise<WindowWithHistory> {
    return this.#request('getWindow', { path: { id } });
  }

  createWindow(
    body: WindowFormInput,
    options?: PostOptions,
  ): Promise<WindowView> {
    return this.#request('createWindow', { body, ...options });
  }

  editWindow(id: string, body: WindowPatchInput): Promise<WindowView> {
    return this.#request('editWindow', { path: { id }, body });
  }

  retireWindow(id: string): Promise<WindowView> {
    return this.#request('retireWindow', { path: { id } });
  }
}
