import { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** An answer that is a file, which may be longer than memory. */
export class Download {
  readonly #type: string;
  readonly #filename: string;
  readonly #content: Readable;

  constructor(options: { type: string; filename: string; content: Readable }) {
    this.#type = options.type;
    this.#filename = options.filename;
    this.#content = options.content;
  }

  /** Sends it. One that fails half-way is cut off, so that nobody takes it for whole. */
  async send(response: Response): Promise<void> {
    response
      .type(this.#type)
      .set('Cache-Control', 'no-store')
      .set('Content-Disposition', `attachment; filename="${this.#filename}"`);
    await pipeline(this.#content, response);
  }
}

/** Some lines at a time: one piece for each would cost more than the line. */
async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const line of lines) {
    piece += `${line}\n`;
    if (piece.length > 64 * 1024) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

/** A text of any number of lines, each ended by a line feed. */
export function readableLines(lines: AsyncIterable<string>): Readable {
  return Readable.from(inPieces(lines));
}
