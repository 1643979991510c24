import { SchedulerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { ModelReader } from './ModelReader';
import { ModelService, ModelServiceOptions } from './ModelService';
import { ModelStore } from './ModelStore';

/** Change models: what standard changes are made from. */
export function createModels(
  options: Omit<ModelServiceOptions, 'store'> & { database: Knex },
) {
  const { database, clock, ...shared } = options;
  /** What models are kept with; demo data keeps them at other times. */
  const modelRoom = { ...shared, store: new ModelStore(database) };
  const models = new ModelService({ ...modelRoom, clock });
  return {
    modelRoom,
    models,
    modelReader: new ModelReader(modelRoom),
    /** Models lose their standing with time, too. */
    watchModels: (scheduler: SchedulerService) =>
      scheduler.scheduleTask({
        id: 'watch-change-models',
        frequency: { minutes: 15 },
        timeout: { minutes: 5 },
        initialDelay: { minutes: 2 },
        fn: signal => models.refreshAll(signal),
      }),
  };
}
