import {
  AuditEvent,
  Change,
  ChangeView,
  ConfigurationProposal,
} from 'backstage-plugin-change-management-common';
import { Sees } from './seen';

type Configured = Pick<Change, 'configuration' | 'configured'>;

/** The configuration items of which a change says something. */
export function itemsOf({ configuration, configured }: Configured): string[] {
  return [...(configuration ?? []), ...(configured ?? [])].map(
    ({ itemId }) => itemId,
  );
}

/** Of configuration that the reader may not see they learn that there is some, not which. */
export function tellConfigured<T extends Configured>(
  change: T,
  sees: Sees,
): T & Pick<ChangeView, 'withheldConfiguration'> {
  const { configuration, configured } = change;
  const hidden = new Set(itemsOf(change).filter(id => !sees(id)));
  const seen = <U extends { itemId: string }>(items: U[] | undefined) =>
    items?.filter(({ itemId }) => !hidden.has(itemId));
  return hidden.size
    ? {
        ...change,
        configuration: seen(configuration),
        configured: seen(configured),
        withheldConfiguration: hidden.size,
      }
    : change;
}

type Proposals = ConfigurationProposal[] | undefined;

function proposalsOf({ type, data }: AuditEvent): Proposals[] {
  const content = data.content as Configured | undefined;
  const fields = data.fields as
    | { configuration?: { from?: Proposals; to?: Proposals } }
    | undefined;
  switch (type) {
    case 'created':
      return [content?.configuration];
    case 'edited':
      return [fields?.configuration?.from, fields?.configuration?.to];
    default:
      return [];
  }
}

/** The configuration items that an event names. */
export function itemsNamedBy(event: AuditEvent): string[] {
  const { itemId } = event.data;
  return event.type === 'configuration-changed' && typeof itemId === 'string'
    ? [itemId]
    : proposalsOf(event).flatMap(
        proposals => proposals?.map(proposal => proposal.itemId) ?? [],
      );
}

/** An event without what it says of configuration that its reader may not see. */
export function tellEvent(event: AuditEvent, sees: Sees): AuditEvent {
  if (itemsNamedBy(event).every(sees)) {
    return event;
  }
  const { data, type } = event;
  const seen = (proposals: Proposals) =>
    proposals?.filter(({ itemId }) => sees(itemId));
  const withheld = { ...event, withheld: true };
  switch (type) {
    case 'created': {
      const content = data.content as Configured;
      return {
        ...withheld,
        data: {
          ...data,
          content: { ...content, configuration: seen(content.configuration) },
        },
      };
    }
    case 'edited': {
      const fields = data.fields as any;
      const { from, to } = fields.configuration;
      return {
        ...withheld,
        data: {
          ...data,
          fields: {
            ...fields,
            configuration: { from: seen(from), to: seen(to) },
          },
        },
      };
    }
    default:
      return { ...withheld, data: {} };
  }
}
