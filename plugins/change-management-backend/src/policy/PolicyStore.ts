import {
  Policy,
  PolicyFinding,
  PolicyState,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';

/** Who did something, and when. */
export interface Act {
  by: string;
  at: string;
}

/** A version of the policy as it is stored. */
export interface StoredPolicy {
  version: string;
  state: PolicyState;
  /** `YYYY-MM-DD`, in UTC. */
  effectiveDate: string;
  document: Policy;
  /** SHA-256 over the RFC 8785 form of the document. */
  digest: string;
  basedOn?: string;
  note?: string;
  findings: PolicyFinding[];
  /** Who wrote on it. */
  authors: string[];
  proposed: Act;
  approved?: Act;
  published?: Act;
  withdrawn?: Act;
}

/** What is asked of published versions again and again. */
export type Published = Pick<StoredPolicy, 'version' | 'effectiveDate'> & {
  published: Act;
};

/** A version that names findings of reviews. */
export type Amendment = Pick<StoredPolicy, 'version' | 'state' | 'findings'>;

/** Keeps every version of the policy. */
export interface PolicyStore {
  /** Every version, in no order. */
  list(database?: Knex): Promise<StoredPolicy[]>;
  /** The published versions without their documents, in no order. */
  listPublished(database?: Knex): Promise<Published[]>;
  /** Those that name findings of a review, without their documents. */
  listAmendments(reviewId: string): Promise<Amendment[]>;
  get(version: string, database?: Knex): Promise<StoredPolicy | undefined>;
  /** The published version with the latest effective date up to `today`; of several, the one published last. */
  findInForce(today: string, database?: Knex): Promise<string | undefined>;
  /** Makes other writers wait until the transaction has ended; readers go on. */
  lock(tx: Knex.Transaction): Promise<void>;
  /** @throws ConflictError when there is such a version */
  insert(tx: Knex.Transaction, policy: StoredPolicy): Promise<void>;
  /**
   * Writes what a step made of a version; its document only while it is a draft.
   *
   * @throws ConflictError when somebody was faster
   */
  update(
    tx: Knex.Transaction,
    before: StoredPolicy,
    after: StoredPolicy,
  ): Promise<void>;
}
