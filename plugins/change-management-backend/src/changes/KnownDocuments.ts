import { LRUCache } from 'lru-cache';

/** Characters of stored text of which documents are kept; parsed, they take up about three times as many bytes. */
const CHARACTERS_AT_MOST = 8_000_000;

/** A document as it was read, and the hash of the last event that went into it. */
export interface KnownDocument<T extends object> {
  hash: string;
  document: T;
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) {
      deepFreeze(part);
    }
  }
  return Object.freeze(value);
}

/**
 * Documents of changes as they were read last, so that what has not changed is neither sent nor parsed again. The database is
 * always asked for the hash of a change's last event, which no two states of a change share: what is told is as new as the
 * database, however many replicas write to it. Those not asked for longest make room for others.
 */
export class KnownDocuments<T extends object> {
  readonly #known = new LRUCache<number, KnownDocument<T>>({
    maxSize: CHARACTERS_AT_MOST,
  });

  /** What is known of a change, which holds as long as the hash of its last event is the same. */
  of(number: number): KnownDocument<T> | undefined {
    return this.#known.get(number);
  }

  /** @param size - characters of the text that it was read from */
  keep(number: number, hash: string, document: T, size: number): T {
    // Whoever altered it would alter it for everybody. Written as JSON, what is frozen takes twice as long, so that this is
    // found out before production.
    if (process.env.NODE_ENV !== 'production') {
      deepFreeze(document);
    }
    this.#known.set(number, { hash, document }, { size });
    return document;
  }
}
