import { Readable } from 'node:stream';

/** Lines end with a line feed and nothing else: other separators may stand inside of JSON. */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = '';
  stream.setEncoding('utf8');
  for await (const piece of stream) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest) {
    yield rest;
  }
}
