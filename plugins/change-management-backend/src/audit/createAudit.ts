import {
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { systemActor } from 'backstage-plugin-change-management-common';
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
import { VerificationStore } from './VerificationStore';
import { Verifier } from './Verifier';

/** The sealed log over both trails, and what reads it. */
export function createAudit(options: {
  database: Knex;
  config: RootConfigService;
  logger: LoggerService;
  clock: () => Date;
}) {
  const { origin, keys, every } = readSealing(options.config);
  const { database } = options;
  const tree = new SealedTree(database);
  const checkpoints = new CheckpointStore(database);
  const events = new SealedEvents(database);
  const room = { ...options, origin, keys, tree, checkpoints, events };
  const sealer = new Sealer(room);
  const verifier = new Verifier(room);
  const verifications = new VerificationStore(database);
  const verifyAll = async (by: string) => {
    const verdict = await verifier.verify({});
    const at = options.clock().toISOString();
    await verifications.add({ at, by, verdict });
    return verdict;
  };
  const verifyDaily = async () => {
    const { firstBad } = await verifyAll(systemActor.userRef);
    if (firstBad) {
      options.logger.error(
        `The audit trail is not as it was recorded: ${firstBad.subject ?? ''} ${
          firstBad.sequence ?? ''
        } ${firstBad.reason}`,
      );
    }
  };
  return {
    origin,
    keys,
    checkpoints,
    sealer,
    seals: new SealReader(room),
    /** Verifies the whole, and keeps what it found. */
    verifyAll,
    findVerification: () => verifications.findLatest(),
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
        fn: verifyDaily,
      });
    },
  };
}

/** See {@link createAudit}. */
export type Audit = ReturnType<typeof createAudit>;
