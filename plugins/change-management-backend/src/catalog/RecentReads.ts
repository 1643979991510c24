interface Entry<V> {
  expires: number;
  value: V | undefined;
  /** Set until the read that fills this entry has ended. */
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

/**
 * Remembers what was read a moment ago. Keys that are being read are not read a second time, a failed read is forgotten,
 * and the entries that were not asked for longest make room for new ones.
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
  ): Promise<Map<string, V>> {
    const wanted = [...new Set(keys)];
    const entries = new Map<string, Entry<V>>();
    const unknown: string[] = [];
    for (const key of wanted) {
      const entry = this.#touch(key);
      if (entry) {
        entries.set(key, entry);
      } else {
        unknown.push(key);
      }
    }
    if (unknown.length) {
      for (const [key, entry] of this.#fill(unknown, read)) {
        entries.set(key, entry);
      }
    }
    await Promise.all(
      new Set([...entries.values()].flatMap(entry => entry.pending ?? [])),
    );
    return new Map(
      [...entries].flatMap(([key, { value }]) =>
        value === undefined ? [] : [[key, value]],
      ),
    );
  }

  #touch(key: string): Entry<V> | undefined {
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    if (!entry || (!entry.pending && entry.expires <= this.#now())) {
      return undefined;
    }
    this.#entries.set(key, entry);
    return entry;
  }

  #fill(
    keys: string[],
    read: (keys: string[]) => Promise<Map<string, V>>,
  ): Map<string, Entry<V>> {
    // Out of date until they are filled, so that a failed read leaves nothing behind.
    const entries = new Map<string, Entry<V>>(
      keys.map(key => [key, { expires: -Infinity, value: undefined }]),
    );
    const settle = async () => {
      try {
        const values = await Promise.resolve(keys).then(read);
        const { keepFor, keepAbsentFor } = this.#options;
        for (const [key, entry] of entries) {
          entry.value = values.get(key);
          entry.expires =
            this.#now() + (entry.value === undefined ? keepAbsentFor : keepFor);
        }
      } finally {
        for (const entry of entries.values()) {
          entry.pending = undefined;
        }
      }
    };
    const pending = settle();
    for (const [key, entry] of entries) {
      entry.pending = pending;
      this.#entries.set(key, entry);
    }
    this.#makeRoom();
    return entries;
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
