import {
  AccessGrant,
  AccessRevocation,
  AnyCommand,
  Change,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';

/** What changes ask of the ledger of access that they alter. */
export interface AccessSource {
  /**
   * Every grant of the very access that a command is about, held until the transaction ends where the command may alter it;
   * nothing where it is about none.
   */
  prepare(
    tx: Knex.Transaction,
    change: Change,
    command: AnyCommand,
  ): Promise<AccessGrant[] | undefined>;

  /** Every grant of the very same access, for whoever only wants to know. */
  of(access: AccessRevocation[]): Promise<AccessGrant[]>;
}
