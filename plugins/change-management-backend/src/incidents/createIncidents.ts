import { Knex } from 'knex';
import { CauseFinder, CauseFinderOptions } from './CauseFinder';
import { IncidentActs, IncidentActsOptions } from './IncidentActs';
import { IncidentBook, IncidentBookOptions } from './IncidentBook';
import { IncidentCauses } from './IncidentCauses';
import { IncidentService } from './IncidentService';
import { IncidentStore } from './IncidentStore';
import { Suspicions, SuspicionsOptions } from './Suspicions';

type Made = 'store' | 'book' | 'suspicions' | 'finder' | 'changeStore';

/** Incidents, as they are recorded and read, and what caused them. */
export function createIncidents(
  options: Omit<IncidentActsOptions, Made> &
    Omit<IncidentBookOptions, Made> &
    Omit<SuspicionsOptions, Made> &
    Omit<CauseFinderOptions, 'store'> & {
      database: Knex;
      changeStore: CauseFinderOptions['store'];
    },
) {
  const store = new IncidentStore(options.database);
  const finder = new CauseFinder({ ...options, store: options.changeStore });
  const suspicions = new Suspicions({ ...options, store, finder });
  const book = new IncidentBook({ ...options, store });
  const acts = new IncidentActs({ ...options, store, book, suspicions });
  const parts = { ...options, store, book, suspicions, acts };
  return {
    incidents: new IncidentService(parts),
    incidentBook: book,
    incidentCauses: new IncidentCauses(parts),
    suspicions,
  };
}
