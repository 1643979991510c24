import { sha256 } from '@noble/hashes/sha2';
import { unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand';

function toInteger(seed: string): number {
  const hash = sha256(new TextEncoder().encode(seed));
  return new DataView(hash.buffer, hash.byteOffset).getInt32(0);
}

/**
 * A random sample without repetition, in the order of the population: the same population, size and seed give the same
 * sample, on every machine. All of it where it is no larger than the size.
 *
 * Drawn by a Fisher–Yates shuffle that ends after `size` steps, with xoroshiro128+ seeded by the first 32 bits of the
 * seed's SHA-256.
 */
export function drawSample<T>(
  population: readonly T[],
  size: number,
  seed: string,
): T[] {
  const random = xoroshiro128plus(toInteger(seed));
  const places = population.map((_, index) => index);
  const drawn = Math.min(size, places.length);
  for (let at = 0; at < drawn; at++) {
    const other = unsafeUniformIntDistribution(at, places.length - 1, random);
    [places[at], places[other]] = [places[other], places[at]];
  }
  return places
    .slice(0, drawn)
    .sort((a, b) => a - b)
    .map(place => population[place]);
}
