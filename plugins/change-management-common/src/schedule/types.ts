import { ChangeType } from '../contract/words';
import { EntityFacts } from '../domain/types';
import { Recurring } from './recurrence';

/** An entity as the scope of a window sees it; `memberOf` has every system and domain that it is part of. */
export interface ScopedEntity
  extends Pick<
    EntityFacts,
    | 'entityRef'
    | 'kind'
    | 'type'
    | 'tags'
    | 'owners'
    | 'system'
    | 'lifecycle'
    | 'criticality'
  > {
  memberOf: string[];
}

/** An entity that is touched when those of a change are; `via` is the way from one of them to it, both included. */
export interface Reached {
  entityRef: string;
  via: string[];
}

/** Which change holds which entities from when to when (ISO 8601, UTC). */
export interface Slot {
  changeId: string;
  type: ChangeType;
  start: string;
  end: string;
  /** It is being carried out, and holds what it touches until it ends, however late that is. */
  running: boolean;
  implementer: string;
  entities: ScopedEntity[];
  reach: Reached[];
}

/** A maintenance window or a freeze, as far as it binds changes. */
export interface BindingWindow extends Recurring {
  id: string;
  kind: 'maintenance' | 'freeze';
  title: string;
  /** A filter predicate over a {@link ScopedEntity}. */
  scope: unknown;
}

/** What the catalog says now of what a change touches. */
export interface CatalogFacts {
  /** By ref of an affected entity: every system and domain that it is part of. */
  memberOf: Record<string, string[]>;
  /** What is reached from the affected entities; as it was judged last where it is missing. */
  reach?: Slot['reach'];
}

/** What a decision about the time of a change depends on. */
export interface ScheduleFacts extends CatalogFacts {
  /** Slots of other changes around its time. */
  others: Slot[];
  /** Those that are in force. */
  windows: BindingWindow[];
}
