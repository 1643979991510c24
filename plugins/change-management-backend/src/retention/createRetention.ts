import {
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { Sealer } from '../audit/Sealer';
import { BlankChange } from '../changes/blankChange';
import { NoticeBook } from '../notices/NoticeBook';
import { ActorDirectory } from '../people/ActorDirectory';
import { Handlers } from '../platform/createRouter';
import { Idempotency } from '../platform/Idempotency';
import { requireTrailReader } from '../audit/auditReaders';
import { LegalHolds } from './LegalHolds';
import { Purger } from './Purger';

const key = 'changeManagement.retention.years';

/** @throws InputError for what is no number of years of at least one */
function readYears(config: RootConfigService): number | undefined {
  const years = config.getOptionalNumber(key);
  if (years !== undefined && !(years >= 1)) {
    throw new InputError(`Invalid ${key}: it must be at least 1`);
  }
  return years;
}

/** For how long content is kept, and what is kept longer. */
export function createRetention(options: {
  config: RootConfigService;
  database: Knex;
  blankChange: BlankChange;
  noticeBook: Pick<NoticeBook, 'blank'>;
  trail: RecordTrail;
  sealer: Sealer;
  idempotency: Idempotency;
  clock: () => Date;
}) {
  const years = readYears(options.config);
  const purger = new Purger({ ...options, years });
  return {
    holds: new LegalHolds(options),
    purger,
    async schedulePurge(scheduler: SchedulerService) {
      await scheduler.scheduleTask({
        id: 'purge-changes',
        frequency: { hours: 24 },
        timeout: { hours: 1 },
        initialDelay: { minutes: 10 },
        fn: signal => purger.purge(signal).then(() => {}),
      });
    },
  };
}

/** Routes of legal holds: read by those who read the whole trail, placed and released by the security manager or the CTO. */
export function createRetentionHandlers(options: {
  actors: ActorDirectory;
  holds: LegalHolds;
}): Pick<Handlers, 'listLegalHolds' | 'placeLegalHold' | 'releaseLegalHold'> {
  const { actors, holds } = options;
  return {
    async listLegalHolds({ credentials, query }) {
      const actor = await actors.getActor(credentials, { orStale: true });
      requireTrailReader(actor, 'see legal holds on');
      return holds.list(query);
    },
    async placeLegalHold({ credentials, body, repeatable }) {
      const actor = await actors.getActor(credentials);
      return holds.place(actor, body, repeatable);
    },
    async releaseLegalHold({ credentials, path, body, repeatable }) {
      const actor = await actors.getActor(credentials);
      return holds.release(actor, path.id, body.reason, repeatable);
    },
  };
}
