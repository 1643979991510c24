interface Entry<V> {
  value: V | undefined;
  /** When it was read, and until when that is as good as new. */
  readAt: number;
  expires: number;
  /** When a read last failed. */
  failedAt: number;
  /** Set while it is being read. */
  pending?: Promise<void>;
}

/** Milliseconds in memory, and how many entries at most. */
export interface RecentReadsOptions {
  keepFor: number;
  /** For keys without a value, so that what has just come into being is found soon. */
  keepAbsentFor: number;
  atMost: number;
  now?: () => number;
}

/** For what is only shown: better old than not at all. */
export interface StaleOptions {
  /** Where a read fails, what was read up to {@link STALE_FOR} ago is good enough. */
  orStale?: boolean;
}

/** Milliseconds for which a value serves those who would rather have it old than not at all. */
export const STALE_FOR = 10 * 60_000;
/** Milliseconds after a failed read until those who go on with an old value try another one. */
export const TRIED_AGAIN_AFTER = 5_000;

/**
 * Remembers what was read a moment ago. Keys that are being read are not read a second time, a failed read leaves what was
 * there before, and the entries that were not asked for longest make room for new ones.
 */
export class RecentReads<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #options: RecentReadsOptions;
  readonly #now: () => number;

  constructor(options: RecentReadsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** The values of the keys that have one; `read` is called at most once, with the keys that are not remembered. */
  async get(
    keys: string[],
    read: (keys: string[]) => Promise<Map<string, V>>,
    { orStale = false }: StaleOptions = {},
  ): Promise<Map<string, V>> {
    return (
      this.#remembered(keys) ?? (await this.#getAnew(keys, read, { orStale }))
    );
  }

  /** The values, where each of them is as good as new: nearly always, so it is made quick. */
  #remembered(keys: string[]): Map<string, V> | undefined {
    const now = this.#now();
    const found = new Map<string, V>();
    for (const key of keys) {
      const entry = this.#entries.get(key);
      if (!entry || entry.expires <= now) {
        return undefined;
      }
      this.#touch(key);
      if (entry.value !== undefined) {
        found.set(key, entry.value);
      }
    }
    return found;
  }

  async #getAnew(
    keys: string[],
    read: (keys: string[]) => Promise<Map<string, V>>,
    { orStale }: Required<StaleOptions>,
  ): Promise<Map<string, V>> {
    const entries = new Map(
      [...new Set(keys)].map(key => [key, this.#touch(key)]),
    );
    const unknown = [...entries].filter(
      ([, entry]) =>
        !entry.pending &&
        entry.expires <= this.#now() &&
        !(orStale && this.#isTriedSoon(entry)),
    );
    if (unknown.length) {
      this.#fill(unknown, read);
    }
    this.#makeRoom();
    const awaited = [...entries.values()].filter(
      entry => !(orStale && this.#isSpared(entry)),
    );
    try {
      await Promise.all(new Set(awaited.flatMap(entry => entry.pending ?? [])));
    } catch (error) {
      if (!orStale || [...entries.values()].some(e => !this.#isUsable(e))) {
        throw error;
      }
    }
    return new Map(
      [...entries].flatMap(([key, { value }]) =>
        value === undefined ? [] : [[key, value]],
      ),
    );
  }

  /** The entry of a key, as the last one asked for. */
  #touch(key: string): Entry<V> {
    const entry = this.#entries.get(key) ?? {
      value: undefined,
      readAt: -Infinity,
      expires: -Infinity,
      failedAt: -Infinity,
    };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  #isUsable({ readAt }: Entry<V>): boolean {
    return readAt + STALE_FOR > this.#now();
  }

  /** Whether it has an old value and its last read failed: the next one may take as long, and fail again. */
  #isSpared(entry: Entry<V>): boolean {
    return entry.failedAt > entry.readAt && this.#isUsable(entry);
  }

  #isTriedSoon(entry: Entry<V>): boolean {
    return (
      this.#isSpared(entry) && entry.failedAt + TRIED_AGAIN_AFTER > this.#now()
    );
  }

  #fill(
    unknown: [string, Entry<V>][],
    read: (keys: string[]) => Promise<Map<string, V>>,
  ) {
    const { keepFor, keepAbsentFor } = this.#options;
    const settle = async () => {
      try {
        const values = await Promise.resolve(unknown.map(([key]) => key)).then(
          read,
        );
        for (const [key, entry] of unknown) {
          entry.value = values.get(key);
          entry.readAt = this.#now();
          entry.expires =
            entry.readAt +
            (entry.value === undefined ? keepAbsentFor : keepFor);
        }
      } catch (error) {
        for (const [, entry] of unknown) {
          entry.failedAt = this.#now();
        }
        throw error;
      } finally {
        for (const [, entry] of unknown) {
          entry.pending = undefined;
        }
      }
    };
    const pending = settle();
    // It may be that nobody waits for it.
    pending.catch(() => {});
    for (const [, entry] of unknown) {
      entry.pending = pending;
    }
  }

  #makeRoom() {
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= this.#options.atMost) {
        return;
      }
      this.#entries.delete(key);
    }
  }
}
