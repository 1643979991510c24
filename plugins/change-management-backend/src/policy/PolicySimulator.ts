import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  Actor,
  Policy,
  PolicySimulation,
  replay,
  ReplayTally,
  SimulatePolicy,
} from 'backstage-plugin-change-management-common';
import { DateTime } from 'luxon';
import { setImmediate } from 'timers/promises';
import { Visibility } from '../permissions/Grants';
import { PastChanges } from './PastChanges';
import { PolicyBook } from './PolicyBook';
import { refusesOversight } from './policyRules';
import { PolicyService } from './PolicyService';

const USUAL_MONTHS = 6;

/** How much a simulation may take. */
export interface SimulationLimits {
  /** Changes looked at. */
  changes: number;
  /** Milliseconds until it answers with what it has. */
  time: number;
  /** Simulations that one process runs at once. */
  atOnce: number;
}

const usualLimits: SimulationLimits = {
  changes: 20_000,
  time: 20_000,
  atOnce: 2,
};
/** Milliseconds of judging after which others have their turn. */
const TURN = 15;

/** What {@link PolicySimulator} is made from. */
export interface PolicySimulatorOptions {
  past: PastChanges;
  policies: PolicyService;
  book: PolicyBook;
  clock: () => Date;
  limits?: SimulationLimits;
}

function spanOf(
  { months = USUAL_MONTHS, from, to }: SimulatePolicy,
  now: Date,
): { from: string; to: string } {
  const end = to ?? now.toISOString();
  const start =
    from ??
    DateTime.fromISO(end, { zone: 'utc' })
      .minus({ months })
      .toJSDate()
      .toISOString();
  if (start >= end) {
    throw new InputError('from: must lie before now');
  }
  return { from: start, to: end };
}

async function* oneByOne<T>(batches: AsyncIterable<T[]>): AsyncGenerator<T> {
  for await (const batch of batches) {
    yield* batch;
  }
}

/**
 * Judges changes of the past again, as a version of the policy would have, beside the one in force. It reads small batches,
 * the latest changes first, keeps sums only, and ends when it has seen enough or for long enough.
 */
export class PolicySimulator {
  readonly #options: PolicySimulatorOptions;
  readonly #limits: SimulationLimits;
  #running = 0;

  constructor(options: PolicySimulatorOptions) {
    this.#options = options;
    this.#limits = options.limits ?? usualLimits;
  }

  /**
   * Over what the caller may read.
   *
   * @throws NotAllowedError, NotFoundError for an unknown version
   * @throws ServiceUnavailableError while enough others run
   */
  async simulate(
    { actor, visible }: { actor: Actor; visible: Visibility },
    asked: SimulatePolicy,
  ): Promise<PolicySimulation> {
    const refusal = refusesOversight(actor);
    if (refusal) {
      throw refusal;
    }
    const { policies, book, clock } = this.#options;
    const after = asked.document ?? (await book.find(asked.version!)).document;
    const before = await policies.getCurrent();
    const span = spanOf(asked, clock());
    if (this.#running >= this.#limits.atOnce) {
      throw new ServiceUnavailableError(
        'Others are simulating policies right now. Try again in half a minute.',
      );
    }
    this.#running += 1;
    try {
      return {
        version: after.version,
        against: before.version,
        ...span,
        ...(await this.#replayAll(visible, span, { before, after })),
      };
    } finally {
      this.#running -= 1;
    }
  }

  async #replayAll(
    visible: Visibility,
    span: { from: string; to: string },
    versions: { before: Policy; after: Policy },
  ) {
    const { past, policies } = this.#options;
    const tally = new ReplayTally();
    const ends = performance.now() + this.#limits.time;
    let turnEnds = performance.now() + TURN;
    let seen = 0;
    let reachedBackTo: string | undefined;
    for await (const { change, ...facts } of oneByOne(
      past.read(visible, span),
    )) {
      if (seen >= this.#limits.changes || performance.now() >= ends) {
        return { ...tally.sums(), complete: false, reachedBackTo };
      }
      const own = await policies.get(change.policyVersion);
      tally.add(replay(change, { ...versions, ...facts, own }));
      seen += 1;
      reachedBackTo = change.createdAt;
      if (performance.now() >= turnEnds) {
        await setImmediate();
        turnEnds = performance.now() + TURN;
      }
    }
    return { ...tally.sums(), complete: true, reachedBackTo };
  }
}
