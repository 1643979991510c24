import { SchedulerService } from '@backstage/backend-plugin-api';
import { metricGroups } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { EntityCatalog } from '../impact/EntityCatalog';
import { ChangeTally } from './ChangeTally';
import { EventTally } from './EventTally';
import { FigureReader } from './FigureReader';
import { KeptMonths } from './KeptMonths';
import { splitMonths } from './months';
import { WaitTally } from './WaitTally';

const YEAR = 366 * 24 * 60 * 60 * 1000;

/** The room of figures: it reads what other rooms have written, and writes only what it has added up of it. */
export function createFigures(options: {
  database: Knex;
  catalog: EntityCatalog;
  clock: () => Date;
}) {
  const { database, catalog, clock } = options;
  const months = new KeptMonths(database);
  const changes = new ChangeTally(database, months);
  const events = new EventTally(database, months, refs =>
    catalog.getFacts(refs, { orStale: true }),
  );
  const waits = new WaitTally(database, months);

  /** Adds up what is over of the last year, so that nobody who reads has to wait for it. */
  const keepAhead = async () => {
    const now = clock();
    const { months: over } = splitMonths(
      { from: new Date(now.getTime() - YEAR).toISOString() },
      now.toISOString(),
    );
    for (const grouping of metricGroups) {
      await changes.keep(over, grouping);
    }
    await events.keep(over);
    await waits.keep(over);
  };

  return {
    figures: new FigureReader({ changes, events, waits, catalog, clock }),
    keepAhead,
    figureWatch: {
      start: (scheduler: SchedulerService) =>
        scheduler.scheduleTask({
          id: 'keep-figures',
          frequency: { minutes: 10 },
          timeout: { minutes: 30 },
          initialDelay: { minutes: 1 },
          fn: keepAhead,
        }),
    },
  };
}
