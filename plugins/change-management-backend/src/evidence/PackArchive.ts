import archiver from 'archiver';
import { PackFile } from 'backstage-plugin-change-management-common';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';

/** What a file of a pack is made of. */
export type Content = string | AsyncIterable<string>;

async function* piecesOf(content: Content): AsyncGenerator<string> {
  if (typeof content === 'string') {
    yield content;
  } else {
    yield* content;
  }
}

/** A ZIP that is sent while it is written: one file is read at a time, and no further than its reader has come. */
export class PackArchive {
  readonly #zip = archiver('zip');
  readonly #closed = new AbortController();
  readonly #at: Date;
  readonly #files: PackFile[] = [];

  constructor(at: Date) {
    this.#at = at;
    this.#zip.on('close', () => this.#closed.abort());
    this.#zip.on('error', () => this.#closed.abort());
  }

  get stream(): Readable {
    return this.#zip;
  }

  /** The files so far, with their hashes. */
  get files(): PackFile[] {
    return [...this.#files];
  }

  /** @throws Error when its content fails, or nobody reads on */
  async add(path: string, content: Content): Promise<void> {
    const hash = createHash('sha256');
    let size = 0;
    async function* hashed() {
      for await (const piece of piecesOf(content)) {
        const bytes = Buffer.from(piece);
        hash.update(bytes);
        size += bytes.length;
        yield bytes;
      }
    }
    const { signal } = this.#closed;
    const written = once(this.#zip, 'entry', { signal });
    this.#zip.append(Readable.from(hashed()), { name: path, date: this.#at });
    await written;
    this.#files.push({ path, size, sha256: hash.digest('hex') });
  }

  async finish(): Promise<void> {
    await this.#zip.finalize();
  }
}
