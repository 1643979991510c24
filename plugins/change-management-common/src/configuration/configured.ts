import { ConfigurationProposal, ConfiguredItem } from '../contract/configured';
import type { ChangeEvent } from '../domain/events';
import type { Change } from '../domain/types';

/** A change covers the configuration of its affected entities, and of all that is part of them. */
export function coversConfiguration(
  { affectedEntities }: Pick<Change, 'affectedEntities'>,
  { entityRef, partOf }: Pick<ConfigurationProposal, 'entityRef' | 'partOf'>,
): boolean {
  return [entityRef, ...partOf].some(ref => affectedEntities.includes(ref));
}

/** What a change has made of its items, after one more version. */
export function configuredAfter(
  configured: ConfiguredItem[] = [],
  event: Extract<ChangeEvent, { type: 'configuration-changed' }>,
): ConfiguredItem[] {
  const { itemId, name, entityRef, version, digest, previous } = event;
  const known = configured.find(item => item.itemId === itemId);
  const isRestored = event.origin === 'rollback';
  if (known && isRestored) {
    return configured.map(item =>
      item === known ? { ...item, restoredAs: version } : item,
    );
  }
  return [
    ...configured.filter(item => item !== known),
    {
      itemId,
      name,
      entityRef,
      // Where something else came in between, that is what there was before what the change made last.
      before: known?.version === previous?.version ? known?.before : previous,
      version,
      digest,
      ...(isRestored && { restoredAs: version }),
    },
  ];
}
