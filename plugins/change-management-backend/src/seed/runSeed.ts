import { LoggerService } from '@backstage/backend-plugin-api';
import { Seed, SeedDoor } from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';

/**
 * Runs the seed of a development portal, once for all replicas, and only where no change has been stored.
 *
 * Failing is logged: a portal without demo data is still a portal.
 */
export async function runSeed(options: {
  seed: Seed;
  door: SeedDoor;
  database: Knex;
  logger: LoggerService;
  clock: () => Date;
}): Promise<void> {
  const { seed, door, database, logger, clock } = options;
  if (process.env.NODE_ENV !== 'development') {
    logger.warn(
      'Refusing to seed demo data: NODE_ENV is not development. Remove the module that brings it.',
    );
    return;
  }
  try {
    if (!(await door.isEmpty())) {
      return;
    }
    const claimed = await database('seed_runs')
      .insert({ id: 'seed', started_at: clock().toISOString() })
      .onConflict('id')
      .ignore()
      .returning('id');
    if (claimed.length === 0) {
      return;
    }
    logger.info('Seeding demo data');
    await seed(door);
    logger.info('Demo data is seeded');
  } catch (error) {
    logger.error('Seeding demo data stopped', error as Error);
  }
}
