import { SignalsService } from '@backstage/plugin-signals-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { DatabaseAuditTrail } from '../audit/DatabaseAuditTrail';
import { EntityCatalog } from '../impact/EntityCatalog';
import { toChangeNumber } from '../platform/changeId';
import { createBlankChange } from './blankChange';
import { ChangeListener } from './ChangeListener';
import { ConfigurationSight } from './ConfigurationSource';
import { ChangeReader } from './ChangeReader';
import { ChangeService, ChangeServiceOptions } from './ChangeService';
import { ChangeSignals } from './ChangeSignals';
import { DatabaseChangeFinder } from './DatabaseChangeFinder';
import { DatabaseChangeStore } from './DatabaseChangeStore';
import { createMeasure } from './createMeasure';
import { FactGatherer, FactGathererOptions } from './FactGatherer';
import { OpenChanges } from './OpenChanges';
import { PipelineSource } from './PipelineSource';

/** Changes: the one door, and how they are read. */
export function createChanges(
  options: Omit<
    ChangeServiceOptions,
    'store' | 'trail' | 'gatherer' | 'listeners' | 'followers' | 'measure'
  > &
    FactGathererOptions & {
      database: Knex;
      configuration: ConfigurationSight;
      pipelines: PipelineSource;
      catalog: EntityCatalog;
      signals: SignalsService;
      logger: LoggerService;
      listeners: ChangeListener[];
    },
) {
  const { database, signals, logger } = options;
  const store = new DatabaseChangeStore(database);
  const trail = new DatabaseAuditTrail(database);
  const gatherer = new FactGatherer(options);
  const listeners = [...options.listeners];
  /** What changes are made with; demo data makes them at other times. */
  const service: ChangeServiceOptions = {
    ...options,
    ...{ store, trail, gatherer, listeners },
    followers: [new ChangeSignals(signals, logger).onChange],
    measure: createMeasure(options.clock),
  };
  const finder = new DatabaseChangeFinder(database);
  return {
    /** By id, as they are stored, for what the plugin does by itself; undefined for each that there is not. */
    getChanges: async (ids: string[]) => store.getMany(ids.map(toChangeNumber)),
    blankChange: createBlankChange(store),
    finder,
    gatherer,
    service,
    changes: new ChangeService(service),
    reader: new ChangeReader({ ...options, store, finder, trail, gatherer }),
    open: new OpenChanges(database),
    /** For rooms that are made after changes. */
    listen: (listener: ChangeListener) => listeners.push(listener),
  };
}
