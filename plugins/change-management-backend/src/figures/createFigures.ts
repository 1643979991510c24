import { Knex } from 'knex';
import { EntityCatalog } from '../impact/EntityCatalog';
import { ChangeTally } from './ChangeTally';
import { EventTally } from './EventTally';
import { FigureReader } from './FigureReader';
import { WaitTally } from './WaitTally';

/** The room of figures: it reads what other rooms have written, and writes nothing. */
export function createFigures(options: {
  database: Knex;
  catalog: EntityCatalog;
  clock: () => Date;
}): FigureReader {
  const { database, catalog, clock } = options;
  return new FigureReader({
    changes: new ChangeTally(database),
    events: new EventTally(database, refs =>
      catalog.getFacts(refs, { orStale: true }),
    ),
    waits: new WaitTally(database),
    catalog,
    clock,
  });
}
