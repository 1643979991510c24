import { bytesToHex } from '@noble/hashes/utils';
import { AuditEvent } from '../contract/change';
import { RecordEvent } from '../contract/records';
import { Sha256 } from './merkle';

/** An event of either trail: of a change, or of another record. */
export type TrailEvent = AuditEvent | RecordEvent;

/** An event whose data is still the RFC 8785 text that was stored. */
export type WrittenEvent = Omit<AuditEvent, 'changeId' | 'data'> & {
  /** `changeId` of a change's event, `subject` of another record's. */
  identity: { changeId: string } | { subject: string };
  data: string;
};

/** The event before, in the same chain. */
export type PreviousEvent = Pick<AuditEvent, 'sequence' | 'hash'>;

/** What an event belongs to: `CHG-1042`, `policy:1.1`. */
export function subjectOf(event: TrailEvent): string {
  return 'changeId' in event ? event.changeId : event.subject;
}

/**
 * The RFC 8785 form of an event, without its hash or with it. Its fields are few and known, so that they are put in order
 * here: to sort them anew a million times is most of what verifying would cost.
 */
export function canonicalEvent(
  event: WrittenEvent,
  part: 'hashed' | 'whole',
): string {
  const { identity } = event;
  const text = JSON.stringify;
  const changeId =
    'changeId' in identity ? `"changeId":${text(identity.changeId)},` : '';
  const subject =
    'subject' in identity ? `"subject":${text(identity.subject)},` : '';
  const hash = part === 'whole' ? `"hash":${text(event.hash)},` : '';
  return (
    `{"actor":${text(event.actor)},${changeId}"data":${event.data},${hash}` +
    `"occurredAt":${text(event.occurredAt)},` +
    `"previousHash":${text(event.previousHash)},` +
    `"sequence":${event.sequence},${subject}"type":${text(event.type)}}`
  );
}

const encoder = new TextEncoder();

/** SHA-256 in hex over the UTF-8 form of a text. */
export function hexHashOf(text: string, sha256: Sha256): string {
  return bytesToHex(sha256(encoder.encode(text)));
}

/** The data of an event's leaf in the sealed log: the event whole, as it is exported. */
export function leafData(whole: string): Uint8Array {
  return encoder.encode(whole);
}

/**
 * What is wrong with an event, as its chain has it; nothing when it is sound.
 *
 * @param hash - computed anew over everything but the hash that it says
 * @param previous - the event before in its chain; null where there has to be none
 */
export function problemOf(
  event: Pick<AuditEvent, 'sequence' | 'previousHash' | 'hash'>,
  hash: string,
  previous: PreviousEvent | null,
): string | undefined {
  if (event.hash !== hash) {
    return 'does not match its hash';
  }
  if (event.sequence !== (previous?.sequence ?? 0) + 1) {
    return 'does not follow the event before it: one is missing';
  }
  if (event.previousHash !== (previous?.hash ?? '0'.repeat(64))) {
    return 'is not linked to the event before it';
  }
  return undefined;
}
