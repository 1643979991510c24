import { EventsService } from '@backstage/plugin-events-node';
import { IncidentEvents } from './IncidentEvents';
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

/** Takes in what the event bus tells of incidents. Whoever publishes there has been let in by the portal, so nothing is signed. */
export async function subscribeToIncidents({
  events,
  sources,
  received,
}: {
  events: EventsService;
  sources: IncidentSource[];
  received: IncidentEvents;
}): Promise<void> {
  for (const source of sources.filter(({ topics }) => topics.length)) {
    await events.subscribe({
      id: `incidents-${source.name}`,
      topics: source.topics,
      onEvent: ({ eventPayload, metadata }) =>
        received.receive(source, {
          rawBody: Buffer.from(JSON.stringify(eventPayload ?? null)),
          headers: toHeaders(metadata),
        }),
    });
  }
}
