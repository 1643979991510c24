import { Knex } from 'knex';
import { IncidentReader } from '../incidents/IncidentReader';
import { DatabaseClosedChanges } from './DatabaseClosedChanges';
import { DatabaseRiskRecord } from './DatabaseRiskRecord';
import { FailureHistory, FailureHistoryOptions } from './FailureHistory';

/** What the record says of risk. */
export function createRisk(
  options: Omit<FailureHistoryOptions, 'closed'> & {
    database: Knex;
    incidents: IncidentReader;
  },
) {
  const { database, incidents, clock } = options;
  const history = new FailureHistory({
    ...options,
    closed: new DatabaseClosedChanges({ database, incidents }),
  });
  return {
    history,
    record: new DatabaseRiskRecord({ database, incidents, history, clock }),
  };
}
