import { CoverageQuery } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import {
  ConfigurationImporter,
  ConfigurationImporterOptions,
} from './ConfigurationImporter';
import { ConfigurationLedger } from './ConfigurationLedger';
import { ConfigurationReader } from './ConfigurationReader';
import {
  ConfigurationService,
  ConfigurationServiceOptions,
} from './ConfigurationService';
import { ConfigurationGrants } from '../permissions/Grants';
import { ItemEntities } from './ItemEntities';
import { ItemStore } from './ItemStore';
import { VersionStore } from './VersionStore';

/** What changes write: the versions of configuration that they make. */
export function createConfigurationLedger(options: {
  database: Knex;
  trail: RecordTrail;
}) {
  const { database, trail } = options;
  const items = new ItemStore(database);
  const entities = new ItemEntities(database);
  const versions = new VersionStore(database);
  return {
    items,
    entities,
    versions,
    /** For the coverage. */
    countVersions: (query: CoverageQuery, { visible }: ConfigurationGrants) =>
      versions.countBy(query, visible),
    ledger: new ConfigurationLedger({ items, entities, versions, trail }),
  };
}

/** Configuration items and their versions, as they are read, written and imported. */
export function createConfiguration(
  options: ReturnType<typeof createConfigurationLedger> &
    Omit<ConfigurationServiceOptions, 'reader'> &
    Omit<ConfigurationImporterOptions, 'reader'>,
) {
  const configurationReader = new ConfigurationReader({
    ...options,
    changes: options.changeReader,
  });
  const room = { ...options, reader: configurationReader };
  return {
    configurationReader,
    configuration: new ConfigurationService(room),
    configurationImporter: new ConfigurationImporter(room),
    /** Looks up anew whose the entities are, by which is decided who may read their configuration. */
    refreshConfigured: (signal?: AbortSignal) =>
      options.entities.refresh(options.catalog, signal),
  };
}
