/** The same throws of the same dice in every run. */
export function dice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  return {
    below: (limit: number) => Math.floor(next() * limit),
    chance: (share: number) => next() < share,
    one: <T>(values: readonly T[]): T =>
      values[Math.floor(next() * values.length)],
  };
}

/** Time that passes as these lives go on. */
export class Time {
  #now: number;

  constructor(begin: string) {
    this.#now = Date.parse(begin);
  }

  get now(): string {
    return new Date(this.#now).toISOString();
  }

  /** Some seconds more, so that begun minutes are not whole ones. */
  pass(minutes: number): void {
    this.#now += minutes * 60_000 + 13_000;
  }

  hence(minutes: number): string {
    return new Date(this.#now + minutes * 60_000).toISOString();
  }
}
