import { Knex } from 'knex';
import { EntityCatalog } from '../impact/EntityCatalog';
import { ChangeTally } from './ChangeTally';
import { EventTally } from './EventTally';
import { FigureReader } from './FigureReader';
import { KeptMonths } from './KeptMonths';
import { WaitTally } from './WaitTally';

/** The room of figures: it reads what other rooms have written, and writes only what it has added up of it. */
export function createFigures(options: {
  database: Knex;
  catalog: EntityCatalog;
  clock: () => Date;
}): FigureReader {
  const { database, catalog, clock } = options;
  const months = new KeptMonths(database);
  return new FigureReader({
    changes: new ChangeTally(database, months),
    events: new EventTally(database, months, refs =>
      catalog.getFacts(refs, { orStale: true }),
    ),
    waits: new WaitTally(database, months),
    catalog,
    clock,
  });
}
