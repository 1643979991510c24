import { Knex } from 'knex';
import { Count, CoverageReader } from './CoverageReader';
import { DarkChanges } from './DarkChanges';
import { DarkChangesOptions } from './DarkChanges';
import { DarkChangeStore } from './DarkChangeStore';
import { DarkChangeWatch, DarkChangeWatchOptions } from './DarkChangeWatch';
import { DeploymentFollower } from './DeploymentFollower';
import { DeploymentService } from './DeploymentService';
import { DeploymentStore } from './DeploymentStore';
import { Gate, GateOptions } from './Gate';
import { GateCheckStore } from './GateCheckStore';

/** The gate, deployments and unauthorized changes. */
export function createExecution(
  options: Omit<GateOptions, 'checks'> &
    Omit<DarkChangesOptions, 'store'> &
    Omit<DarkChangeWatchOptions, 'store' | 'deployments' | 'follower'> & {
      database: Knex;
      countVersions: Count;
    },
) {
  const { database } = options;
  const store = new DeploymentStore(database);
  const darkStore = new DarkChangeStore(database);
  const darkChanges = new DarkChanges({ ...options, store: darkStore });
  const follower = new DeploymentFollower({ ...options, store, darkChanges });
  return {
    gate: new Gate({ ...options, checks: new GateCheckStore(database) }),
    deployments: new DeploymentService({
      ...options,
      store,
      darkStore,
      follower,
    }),
    coverage: new CoverageReader({
      deployments: query => store.countBy(query),
      versions: options.countVersions,
    }),
    darkChanges,
    darkStore,
    /** By change, when what it deployed was in place. */
    deployedUnder: (ids: string[]) => store.timesUnder(ids),
    darkChangeWatch: new DarkChangeWatch({
      ...options,
      store: darkStore,
      deployments: store,
      follower,
    }),
  };
}
