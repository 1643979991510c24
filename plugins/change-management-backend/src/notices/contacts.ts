import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  ClientContactResolver,
  OutgoingNotice,
} from 'backstage-plugin-change-management-node';

/** Who is a user or group of the catalog, and who has to be reached by other ways. */
export function sortContacts(
  contacts: string[],
): Pick<OutgoingNotice, 'recipients' | 'addresses'> {
  const all = [...new Set(contacts.map(contact => contact.trim()))];
  const sorted: Pick<OutgoingNotice, 'recipients' | 'addresses'> = {
    recipients: [],
    addresses: [],
  };
  for (const contact of all.filter(Boolean)) {
    const isRef = /^(user|group):[^\s:/]+(\/[^\s:/]+)?$/i.test(contact);
    if (isRef) {
      sorted.recipients.push(stringifyEntityRef(parseEntityRef(contact)));
    } else {
      sorted.addresses.push(contact);
    }
  }
  return sorted;
}

/** All that the resolvers know of the contacts for these entities. */
export async function askResolvers(
  resolvers: ClientContactResolver[],
  entityRefs: string[],
): Promise<Pick<OutgoingNotice, 'recipients' | 'addresses'>> {
  const found = await Promise.all(
    resolvers.map(resolver => resolver.contactsOf(entityRefs)),
  );
  return sortContacts(found.flat());
}
