import {
  Change,
  ChangeEvent,
  Facts,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';

/** What one command did to a change; where it was only looked at, there are no events. */
export interface ChangeStep {
  before?: Change;
  after: Change;
  events: ChangeEvent[];
  facts: Facts;
}

/**
 * A room that reacts to the steps of changes, in the transaction in which they are taken: both are written or neither. It
 * holds the change's row then, and may lock rows of its own; it never calls back. What it gives back is done once the
 * transaction has committed. A new draft is no step: nothing has happened to it yet.
 */
export type ChangeListener = (
  tx: Knex.Transaction,
  step: ChangeStep,
) => Promise<void | (() => void)>;

/** Told of what has happened to a change once it has committed, new drafts included. */
export type ChangeFollower = (step: ChangeStep) => void;
