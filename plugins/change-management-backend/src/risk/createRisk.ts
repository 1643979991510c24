import { Knex } from 'knex';
import { DatabaseClosedChanges } from './DatabaseClosedChanges';
import { DatabaseRiskRecord } from './DatabaseRiskRecord';
import { FailureHistory, FailureHistoryOptions } from './FailureHistory';

/** What the record says of risk. */
export function createRisk(
  options: Omit<FailureHistoryOptions, 'closed'> & { database: Knex },
) {
  const { database, clock } = options;
  const history = new FailureHistory({
    ...options,
    closed: new DatabaseClosedChanges(database),
  });
  return {
    history,
    record: new DatabaseRiskRecord({ database, history, clock }),
  };
}
