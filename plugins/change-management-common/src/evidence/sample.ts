import { sha256 as portableSha256 } from '@noble/hashes/sha2';
import { Sha256 } from '../audit/merkle';
import { hexHashOf } from '../audit/trail';

/** How {@link SampleDraw} draws, in words that travel with the sample. */
export const samplingMethod =
  'Each change of the population has a ticket: SHA-256 over the seed, a colon and the id of the change (UTF-8), in hex. ' +
  'The sample is those with the lowest tickets. The same seed over the same population gives the same sample.';

/** Something that was drawn. */
export interface Drawn {
  id: string;
  ticket: string;
}

/**
 * Draws a random sample by {@link samplingMethod}. It remembers no more than the sample, and whoever has a seed and a list
 * of ids can draw it again with nothing but SHA-256.
 */
export class SampleDraw {
  readonly #seed: string;
  readonly #size: number;
  readonly #sha256: Sha256;
  readonly #drawn: Drawn[] = [];

  constructor(options: { seed: string; size: number; sha256?: Sha256 }) {
    this.#seed = options.seed;
    this.#size = options.size;
    this.#sha256 = options.sha256 ?? portableSha256;
  }

  add(id: string): void {
    const ticket = hexHashOf(`${this.#seed}:${id}`, this.#sha256);
    const last = this.#drawn[this.#size - 1];
    if (this.#size === 0 || (last && last.ticket <= ticket)) {
      return;
    }
    const place = this.#drawn.findIndex(other => other.ticket > ticket);
    const at = place < 0 ? this.#drawn.length : place;
    this.#drawn.splice(at, 0, { id, ticket });
    this.#drawn.length = Math.min(this.#drawn.length, this.#size);
  }

  /** The lowest tickets so far, the lowest first. */
  get drawn(): Drawn[] {
    return [...this.#drawn];
  }
}

function idOf(item: string | number | { changeId: string }): string {
  return typeof item === 'object' ? item.changeId : String(item);
}

/** A sample by the same method, in the order of the population; all of it where it is no larger than the size. */
export function drawSample<T extends string | number | { changeId: string }>(
  population: readonly T[],
  size: number,
  seed: string,
): T[] {
  const draw = new SampleDraw({ seed, size });
  population.forEach(item => draw.add(idOf(item)));
  const ids = new Set(draw.drawn.map(({ id }) => id));
  return population.filter(item => ids.has(idOf(item)));
}
