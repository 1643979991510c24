import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { AccessLedger } from './AccessLedger';
import { AccessReader, AccessReaderOptions } from './AccessReader';
import { AccessService, AccessServiceOptions } from './AccessService';
import { AccessWatch, AccessWatchOptions } from './AccessWatch';
import { GrantStore } from './GrantStore';

/** What changes write: the access that they grant and revoke. */
export function createAccessLedger(options: {
  database: Knex;
  trail: RecordTrail;
}) {
  const grants = new GrantStore(options.database);
  return {
    grants,
    accessLedger: new AccessLedger({ grants, trail: options.trail }),
  };
}

/** The ledger of access, as it is read, written and watched. */
export function createAccess(
  options: ReturnType<typeof createAccessLedger> &
    Omit<AccessServiceOptions, 'reader'> &
    AccessReaderOptions &
    AccessWatchOptions,
) {
  const accessReader = new AccessReader(options);
  return {
    accessReader,
    access: new AccessService({ ...options, reader: accessReader }),
    accessWatch: new AccessWatch(options),
  };
}
