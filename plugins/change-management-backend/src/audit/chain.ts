import {
  AuditEvent,
  ChangeEvent,
  EventEnvelope,
} from 'backstage-plugin-change-management-common';
import { hashOf } from '../platform/canonical';

/** Where the chain of one change ends. */
export interface ChainHead {
  sequence: number;
  hash: string;
}

/** The chain of a change to which nothing has happened yet. */
export const emptyChain: ChainHead = { sequence: 0, hash: '0'.repeat(64) };

/** What every event of a chain says, whatever it belongs to. */
type Link = Omit<AuditEvent, 'changeId'>;

/** SHA-256 over the RFC 8785 form of everything but the hash itself. */
export function hashEvent({ hash, ...rest }: Link): string {
  return hashOf(rest);
}

/** Makes events of what happened to something, each linked to the one before. */
export function linkTo<T extends object>(
  identity: T,
  head: ChainHead,
  acts: { type: string }[],
  { actor, at }: EventEnvelope,
): (T & Link)[] {
  let { sequence, hash } = head;
  return acts.map(({ type, ...data }) => {
    sequence += 1;
    const event = {
      ...identity,
      sequence,
      type,
      actor,
      occurredAt: at,
      data,
      previousHash: hash,
      hash: '',
    };
    event.hash = hashEvent(event);
    hash = event.hash;
    return event;
  });
}

/** Makes audit events of what happened to a change. */
export function link(
  changeId: string,
  head: ChainHead,
  events: ChangeEvent[],
  envelope: EventEnvelope,
): AuditEvent[] {
  return linkTo({ changeId }, head, events, envelope);
}

/**
 * Checks the whole trail of one change, oldest first. Given the head that the change itself remembers, it notices
 * events missing at the end too.
 *
 * @returns what is wrong, in words, with the sequence of the first bad event; nothing when the trail is whole
 */
export function verifyChain(
  events: AuditEvent[],
  head?: ChainHead,
): { sequence: number; problem: string } | undefined {
  let last = emptyChain;
  for (const event of events) {
    const sequence = last.sequence + 1;
    if (event.sequence !== sequence) {
      return { sequence, problem: `event ${sequence} is missing` };
    }
    if (event.previousHash !== last.hash) {
      return { sequence, problem: 'is not linked to the event before it' };
    }
    if (event.hash !== hashEvent(event)) {
      return { sequence, problem: 'does not match its hash' };
    }
    last = { sequence, hash: event.hash };
  }
  if (head && (head.sequence !== last.sequence || head.hash !== last.hash)) {
    return {
      sequence: last.sequence + 1,
      problem: 'the trail does not end where its change says',
    };
  }
  return undefined;
}
