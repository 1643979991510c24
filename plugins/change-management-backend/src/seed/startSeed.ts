import { LoggerService } from '@backstage/backend-plugin-api';
import { Seed } from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';
import { CatalogReader } from '../catalog/CatalogReader';
import { createConfiguration } from '../configuration/createConfiguration';
import { createExecution } from '../execution/createExecution';
import { CachedEntityCatalog } from '../impact/CachedEntityCatalog';
import { ImpactLimits } from '../impact/limits';
import { LegalHolds } from '../retention/LegalHolds';
import { createSeedDoor, SeedDoorOptions } from './createSeedDoor';
import { runSeed } from './runSeed';

/** Lets demo data in, where a module brings any. Not awaited: the portal is ready before its demo data is. */
export function startSeed(
  seed: Seed | undefined,
  options: Omit<
    SeedDoorOptions,
    'pipelinesAt' | 'configurationAt' | 'holdsAt' | 'impactNow'
  > & {
    execution: Parameters<typeof createExecution>[0];
    configuration: Parameters<typeof createConfiguration>[0];
    catalogReader: CatalogReader;
    limits: ImpactLimits;
    database: Knex;
    logger: LoggerService;
    clock: () => Date;
  },
): void {
  if (!seed) {
    return;
  }
  const { execution, configuration, catalogReader, limits } = options;
  const door = createSeedDoor({
    ...options,
    pipelinesAt: (clock, changes) =>
      createExecution({ ...execution, clock, changes }),
    configurationAt: (clock, changes) =>
      createConfiguration({ ...configuration, clock, changes }).configuration,
    holdsAt: clock => new LegalHolds({ ...execution, clock }),
    // A catalog that remembers nothing yet.
    impactNow: refs =>
      new CachedEntityCatalog({ reader: catalogReader, limits }).getImpact(
        refs,
      ),
  });
  void runSeed({ ...options, seed, door });
}
