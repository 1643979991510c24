import { bySystem } from './changes/ChangeService';
import { createChanges } from './changes/createChanges';
import { RestoreExecutor } from './configuration/RestoreExecutor';
import { Foundations } from './createFoundations';
import { Extensions } from './extensions';
import { noticesFor } from './notices/noticesFor';
import { registerPermissions } from './permissions/registerPermissions';
import { createPlanning } from './planning/createPlanning';
import { createRollback } from './rollback/createRollback';
import { createWatches } from './watch/createWatches';

/** Changes themselves, and what goes along with each of their steps. */
export function createChangeRooms(
  foundations: Foundations,
  { resolvers }: Extensions,
) {
  const { models, schedule, holders, executors } = foundations;
  const { configurationLedger, accessLedger } = foundations;
  const { ledger } = configurationLedger;
  const made = createChanges({
    ...foundations,
    executors: executors.views,
    noticesFor: input =>
      noticesFor({
        ...input,
        holders,
        asksForContacts: resolvers.length > 0,
      }),
    configuration: ledger,
    pipelines: foundations.pipelineRecord,
    access: accessLedger.accessLedger,
    listeners: [
      models.onChange,
      schedule.onChange,
      ledger.onChange,
      accessLedger.accessLedger.onChange,
    ],
  });
  const { changes, reader, getChanges } = made;
  executors.add(
    new RestoreExecutor({ ...foundations, ...configurationLedger, changes }),
  );
  const rollbacks = createRollback({
    ...foundations,
    getChange: async id => (await getChanges([id]))[0],
    end: (id, command) =>
      changes.execute(bySystem, id, command, () => undefined),
  });
  made.listen(rollbacks.onChange);
  registerPermissions({
    ...foundations,
    getChanges,
    getConfigurationItems: ids => configurationLedger.entities.resources(ids),
  });
  return {
    ...made,
    rollbacks,
    watches: createWatches({ ...foundations, ...made }),
    planning: createPlanning({
      ...foundations,
      ...made,
      changes: reader,
      access: accessLedger.accessLedger,
    }),
  };
}

/** See {@link createChangeRooms}. */
export type ChangeRooms = ReturnType<typeof createChangeRooms>;
