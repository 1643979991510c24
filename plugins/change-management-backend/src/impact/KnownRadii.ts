import { Impact } from 'backstage-plugin-change-management-common';
import { ReadNodes } from './walk';

/** A blast radius, and the revision of every entity that was looked at for it; one that does not exist has none. */
interface Radius {
  impact: Impact;
  revisions: Map<string, string | undefined>;
}

/**
 * Blast radii as they were computed, each good for as long as none of the entities that it was computed from has another
 * revision. To find that out costs one read of all of them, where to walk anew would cost one for each step.
 */
export class KnownRadii {
  readonly #radii = new Map<string, Radius>();
  readonly #atMost: number;

  constructor(options: { atMost: number }) {
    this.#atMost = options.atMost;
  }

  /** The known radius of these entities, or else what `compute` makes of what it reads. */
  async get(
    refs: string[],
    read: ReadNodes,
    compute: (read: ReadNodes) => Promise<Impact>,
  ): Promise<Impact> {
    const key = refs.join(' ');
    const known = this.#radii.get(key);
    if (known && (await this.#isStill(known, read))) {
      this.#keep(key, known);
      return known.impact;
    }
    const revisions: Radius['revisions'] = new Map();
    const impact = await compute(async wanted => {
      const nodes = await read(wanted);
      wanted.forEach(ref => revisions.set(ref, nodes.get(ref)?.revision));
      return nodes;
    });
    this.#keep(key, { impact, revisions });
    return impact;
  }

  async #isStill({ revisions }: Radius, read: ReadNodes): Promise<boolean> {
    const nodes = await read([...revisions.keys()]);
    return [...revisions].every(
      ([ref, revision]) => nodes.get(ref)?.revision === revision,
    );
  }

  /** As the last one asked for; the one that was not asked for longest makes room. */
  #keep(key: string, radius: Radius) {
    this.#radii.delete(key);
    this.#radii.set(key, radius);
    if (this.#radii.size > this.#atMost) {
      const [oldest] = this.#radii.keys();
      this.#radii.delete(oldest);
    }
  }
}
