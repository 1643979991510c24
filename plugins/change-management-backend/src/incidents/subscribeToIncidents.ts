import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import { IncidentInbox } from './IncidentInbox';
import { IncidentSource } from './incidentSources';

function toHeaders(
  metadata: Record<string, string | string[] | undefined> = {},
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

/**
 * Takes in what the event bus tells of incidents. Whoever publishes there has been let in by the portal, so nothing is signed;
 * what cannot be understood is logged, and the next event is none the worse for it.
 */
export async function subscribeToIncidents({
  events,
  sources,
  inbox,
  logger,
}: {
  events: EventsService;
  sources: IncidentSource[];
  inbox: IncidentInbox;
  logger: LoggerService;
}): Promise<void> {
  for (const source of sources.filter(({ topics }) => topics.length)) {
    await events.subscribe({
      id: `incidents-${source.name}`,
      topics: source.topics,
      async onEvent({ topic, eventPayload, metadata }) {
        const warn = (error: unknown) =>
          logger.warn(
            `An event on ${topic} told of no incident of ${
              source.name
            }. ${stringifyError(error)}`,
          );
        try {
          const { refusals } = await inbox.take(source, {
            rawBody: Buffer.from(JSON.stringify(eventPayload ?? null)),
            headers: toHeaders(metadata),
          });
          refusals.forEach(warn);
        } catch (error) {
          warn(error);
        }
      },
    });
  }
}
