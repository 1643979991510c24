import { Actor, Change, Page } from 'backstage-plugin-change-management-common';
import { Visibility } from '../permissions/Grants';
import { ChangeFilters } from './filters';
import { Order } from './order';

/** One page of a list of changes. */
export interface FindRequest {
  filters: ChangeFilters;
  order: Order;
  limit: number;
  cursor?: string;
  withTotal: boolean;
  actor: Actor;
  visible: Visibility;
}

/** A change of a list: lean, without long texts (`toLean`), and with the time at which it ended. */
export interface FoundChange extends Change {
  closedAt?: string;
}

/** How many changes were closed alike, for figures. */
export interface ClosedAlike {
  changes: number;
  type: Change['type'];
  closeCode: Change['closeCode'];
  /** Begun ones from the request to the completion; missing for what was never completed. */
  leadHours?: number;
}

/** How many changes, and which may be shown. */
export interface FewOptions {
  limit: number;
  visible: Visibility;
}

/** What is planned around a moment; times are ISO 8601, UTC. */
export interface PlannedRequest extends FewOptions {
  filters: ChangeFilters;
  actor: Actor;
  now: string;
  /** What ended before is left out. */
  from: string;
  /** What starts afterwards is left out. */
  to: string;
}

/** Finds changes among many. */
export interface ChangeFinder {
  /** @throws InputError for a cursor that this list has not given out */
  find(request: FindRequest): Promise<Page<FoundChange>>;
  /**
   * Changes with a planned time, drafts left out: those that start from now on, the next one first, then those that started
   * before, the last one first.
   */
  findPlanned(request: PlannedRequest): Promise<FoundChange[]>;
  /**
   * What is planned, going on or was done between two times, by planned start; drafts, and what was rejected or given up,
   * only where their states are asked for.
   */
  findScheduled(
    request: Pick<FindRequest, 'filters' | 'actor' | 'visible' | 'limit'> & {
      from: string;
      to: string;
      /** ISO 8601, UTC */
      now: string;
    },
  ): Promise<FoundChange[]>;
  /** The first changes of some entities in these open states, by planned start, the unplanned last. */
  findOpen(
    entityRefs: string[],
    states: Change['state'][],
    options: FewOptions,
  ): Promise<FoundChange[]>;
  /** The changes of some entities that were being carried out at some time between two, the last started first. */
  findCarriedOut(
    entityRefs: string[],
    between: { from: string; to: string },
    options: FewOptions,
  ): Promise<FoundChange[]>;
  /** The changes of some entities that ended last. */
  findEnded(entityRefs: string[], options: FewOptions): Promise<FoundChange[]>;
  /** Of some changes, by their ids, those that may be seen; none of them is read for it. */
  seenAmong(ids: string[], visible: Visibility): Promise<Set<string>>;
  /** What was requested, and what was closed, on some entities since a time. */
  figuresOf(
    entityRefs: string[],
    since: string,
    visible: Visibility,
  ): Promise<{ created: number; closed: ClosedAlike[] }>;
}
