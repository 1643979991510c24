import { AuditorService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { Router } from 'express';
import { Knex } from 'knex';
import { CauseFinder, CauseFinderOptions } from './CauseFinder';
import { IncidentActs, IncidentActsOptions } from './IncidentActs';
import { createIncidentWebhookRouter } from './createIncidentWebhookRouter';
import { CauseNotices, CauseNoticesOptions } from './CauseNotices';
import { IncidentEvents, IncidentEventsOptions } from './IncidentEvents';
import { IncidentInbox, IncidentInboxOptions } from './IncidentInbox';
import { subscribeToIncidents } from './subscribeToIncidents';
import { IncidentBook, IncidentBookOptions } from './IncidentBook';
import { IncidentCauses } from './IncidentCauses';
import { IncidentService } from './IncidentService';
import { IncidentStore } from './IncidentStore';
import { Suspicions, SuspicionsOptions } from './Suspicions';

type Made = 'store' | 'book' | 'suspicions' | 'finder' | 'causeNotices';

/** What incidents, as they are recorded and read, are made from. */
export type IncidentsOptions = Omit<IncidentActsOptions, Made> &
  Omit<IncidentBookOptions, Made> &
  Omit<SuspicionsOptions, Made> &
  Omit<CauseNoticesOptions, Made> &
  CauseFinderOptions & { database: Knex };

/** Incidents, as they are recorded and read, and what caused them. */
export function createIncidents(options: IncidentsOptions) {
  const store = new IncidentStore(options.database);
  const finder = new CauseFinder(options);
  const causeNotices = new CauseNotices({ ...options, store });
  const suspicions = new Suspicions({
    ...options,
    ...{ store, finder, causeNotices },
  });
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

/** Where programs tell of incidents: by webhook and on the event bus, of which it gives back what has to be looked after. */
export async function receiveIncidents(
  options: IncidentInboxOptions &
    Omit<IncidentEventsOptions, 'inbox'> & {
      events: EventsService;
      auditor: AuditorService;
      httpRouter: { use(router: Router): void };
    },
): Promise<IncidentEvents> {
  const inbox = new IncidentInbox(options);
  options.httpRouter.use(createIncidentWebhookRouter({ ...options, inbox }));
  const received = new IncidentEvents({ ...options, inbox });
  await subscribeToIncidents({ ...options, received });
  return received;
}
