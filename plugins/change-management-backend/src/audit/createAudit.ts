import {
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { CheckpointStore } from './CheckpointStore';
import { Exporter } from './Exporter';
import { Proofs } from './Proofs';
import { SealedEvents } from './SealedEvents';
import { SealedTree } from './SealedTree';
import { Sealer } from './Sealer';
import { SealReader } from './SealReader';
import { readSealing } from './signing';
import { TrailFinder } from './TrailFinder';
import { Alarm, Verifications } from './Verifications';
import { Verifier } from './Verifier';

/** The sealed log over both trails, and what reads it. */
export function createAudit(
  options: {
    database: Knex;
    config: RootConfigService;
    logger: LoggerService;
    clock: () => Date;
  } & Alarm,
) {
  const { origin, keys, every } = readSealing(options.config);
  const { database } = options;
  const tree = new SealedTree(database);
  const checkpoints = new CheckpointStore(database);
  const events = new SealedEvents(database);
  const room = { ...options, origin, keys, tree, checkpoints, events };
  const sealer = new Sealer(room);
  const verifier = new Verifier(room);
  const verifications = new Verifications({ ...options, verifier });
  return {
    origin,
    keys,
    checkpoints,
    sealer,
    seals: new SealReader(room),
    verifications,
    proofs: new Proofs(room),
    verifier,
    finder: new TrailFinder(database),
    exporter: new Exporter(room),
    async schedule(scheduler: SchedulerService) {
      await scheduler.scheduleTask({
        id: 'seal-audit-trail',
        frequency: every,
        timeout: { minutes: 30 },
        initialDelay: every,
        fn: signal => sealer.seal(signal).then(() => {}),
      });
      await scheduler.scheduleTask({
        id: 'verify-audit-trail',
        frequency: { hours: 24 },
        timeout: { hours: 1 },
        initialDelay: { minutes: 30 },
        fn: () => verifications.verifyDaily(),
      });
    },
  };
}

/** See {@link createAudit}. */
export type Audit = ReturnType<typeof createAudit>;
