import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Entry, openPromise, ZipFile } from 'yauzl';

/** Something in a pack that is not as it was made. */
export class BadPack extends Error {
  constructor(
    readonly path: string | undefined,
    reason: string,
    readonly line?: number,
  ) {
    super(reason);
  }
}

/** The files of a ZIP, read one at a time and never whole. */
export class PackFiles {
  readonly #zip: ZipFile;
  readonly #entries: Map<string, Entry>;

  private constructor(zip: ZipFile, entries: Map<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** @throws BadPack for what is no ZIP, or names a file twice */
  static async open(file: string): Promise<PackFiles> {
    try {
      const zip = await openPromise(file, { autoClose: false });
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) {
        if (entries.has(entry.fileName)) {
          throw new BadPack(entry.fileName, 'is there twice');
        }
        entries.set(entry.fileName, entry);
      }
      return new PackFiles(zip, entries);
    } catch (error) {
      throw asBad(error, undefined);
    }
  }

  get paths(): string[] {
    return [...this.#entries.keys()];
  }

  close(): void {
    this.#zip.close();
  }

  /** @throws BadPack for one that is missing or cannot be read */
  async read(path: string): Promise<Readable> {
    const entry = this.#entries.get(path);
    if (!entry) {
      throw new BadPack(path, 'is missing');
    }
    try {
      return await this.#zip.openReadStreamPromise(entry);
    } catch (error) {
      throw asBad(error, path);
    }
  }

  /** For those that are small. */
  async text(path: string): Promise<string> {
    const pieces: Buffer[] = [];
    await this.#each(path, piece => pieces.push(piece));
    return Buffer.concat(pieces).toString();
  }

  /** Size in bytes and SHA-256 in hex. */
  async digest(path: string): Promise<{ size: number; sha256: string }> {
    const hash = createHash('sha256');
    let size = 0;
    await this.#each(path, piece => {
      hash.update(piece);
      size += piece.length;
    });
    return { size, sha256: hash.digest('hex') };
  }

  async #each(path: string, take: (piece: Buffer) => void): Promise<void> {
    const stream = await this.read(path);
    try {
      for await (const piece of stream) {
        take(piece);
      }
    } catch (error) {
      throw asBad(error, path);
    }
  }
}

function asBad(error: unknown, path: string | undefined): BadPack {
  return error instanceof BadPack
    ? error
    : new BadPack(path, `cannot be read: ${(error as Error).message}`);
}
