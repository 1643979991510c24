import {
  AnyCommand,
  Change,
  ConfigurationFacts,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { ConfigurationGrants } from '../permissions/Grants';
import { Sees } from './seen';

/** What changes ask of the configuration that they alter. */
export interface ConfigurationSource {
  /**
   * Holds the items that a command is about until the transaction ends, keeps the content that it brings, and says how the
   * items stand; nothing where it is about none.
   */
  prepare(
    tx: Knex.Transaction,
    change: Change,
    command: AnyCommand,
  ): Promise<ConfigurationFacts | undefined>;

  /** How the items stand that a change proposes to alter and has not altered yet; nothing where there are none. */
  standing(change: Change): Promise<ConfigurationFacts | undefined>;
}

/** What readers of changes may be told of the configuration that these alter. */
export interface ConfigurationSight {
  /** Which of some items may be read; nothing is looked up where the permission policy narrows nothing. */
  seesAmong(grants: ConfigurationGrants, itemIds: string[]): Promise<Sees>;
}
