import { AuditorService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { Router } from 'express';
import { Knex } from 'knex';
import { CauseFinder, CauseFinderOptions } from './CauseFinder';
import { IncidentActs, IncidentActsOptions } from './IncidentActs';
import { createIncidentWebhookRouter } from './createIncidentWebhookRouter';
import { IncidentInbox, IncidentInboxOptions } from './IncidentInbox';
import { IncidentSource } from './incidentSources';
import { subscribeToIncidents } from './subscribeToIncidents';
import { IncidentBook, IncidentBookOptions } from './IncidentBook';
import { IncidentCauses } from './IncidentCauses';
import { IncidentService } from './IncidentService';
import { IncidentStore } from './IncidentStore';
import { Suspicions, SuspicionsOptions } from './Suspicions';

type Made = 'store' | 'book' | 'suspicions' | 'finder';

/** What incidents, as they are recorded and read, are made from. */
export type IncidentsOptions = Omit<IncidentActsOptions, Made> &
  Omit<IncidentBookOptions, Made> &
  Omit<SuspicionsOptions, Made> &
  CauseFinderOptions & { database: Knex };

/** Incidents, as they are recorded and read, and what caused them. */
export function createIncidents(options: IncidentsOptions) {
  const store = new IncidentStore(options.database);
  const finder = new CauseFinder(options);
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

/** Where programs tell of incidents: by webhook and on the event bus. */
export async function receiveIncidents(
  options: IncidentInboxOptions &
    Pick<SuspicionsOptions, 'logger' | 'clock'> & {
      sources: IncidentSource[];
      events: EventsService;
      auditor: AuditorService;
      httpRouter: { use(router: Router): void };
    },
): Promise<void> {
  const inbox = new IncidentInbox(options);
  options.httpRouter.use(createIncidentWebhookRouter({ ...options, inbox }));
  await subscribeToIncidents({ ...options, inbox });
}
