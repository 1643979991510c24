import { z } from 'zod';
import { PreviousEvent, problemOf, WrittenEvent } from './trail';

/** What is left of the data of an event whose content was purged. */
export const purgedData = '{"purged":true}';

/** To what a purge is written down, as `retention:CHG-1042`. */
export function purgeSubject(changeId: string): string {
  return `retention:${changeId}`;
}

/** What a purge says of one event: SHA-256 over what is left of it, and the hash of its leaf; both in hex. */
export const purgedEventSchema = z.strictObject({
  sequence: z.number().int(),
  kept: z.string(),
  leaf: z.string(),
});

/** The data of the event that writes a purge down. It is sealed before anything is purged. */
export const purgeSchema = z.strictObject({
  changeId: z.string(),
  events: z.array(purgedEventSchema),
});

/** What is left of an event whose content was purged: its leaf, and what the rest of it hashes to. */
export type PurgedEvent = z.output<typeof purgedEventSchema>;

/**
 * What is wrong with an event whose content was purged; nothing when it is sound. Its own hash cannot be computed any more:
 * that it is the one that was sealed is said by the purge, which is sealed itself.
 *
 * @param kept - SHA-256 over what is left of it
 */
export function problemOfPurged(
  event: Pick<WrittenEvent, 'sequence' | 'previousHash' | 'hash'>,
  kept: string,
  previous: PreviousEvent | null,
  purge: PurgedEvent | undefined,
): string | undefined {
  if (!purge) {
    return 'has lost its content, and nothing says that it was purged';
  }
  return purge.kept === kept
    ? problemOf(event, event.hash, previous)
    : 'is not what was left of it when its content was purged';
}
