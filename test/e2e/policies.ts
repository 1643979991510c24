import { Policy } from 'backstage-plugin-change-management-common';
import { clientOf } from './people';

/** Publishes a document again under another version, read by everybody: the journeys that follow know its rules. */
export async function putBack(
  document: Policy,
  version: string,
): Promise<void> {
  const salma = await clientOf('salma');
  await salma.policies.propose({
    document: { ...document, version },
    note: 'Back to what was',
  });
  const nadia = await clientOf('nadia');
  await nadia.policies.approve(version);
  await nadia.policies.publish(version);
  const hind = await clientOf('hind');
  const { items } = await hind.policies.listReaders(version, {
    status: 'open',
  });
  for (const { userRef } of items) {
    const reader = await clientOf(userRef.split('/')[1]);
    await reader.policies.acknowledge(version);
  }
}
