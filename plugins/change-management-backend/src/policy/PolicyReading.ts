import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  Actor,
  PolicyAnnouncement,
  PolicyReaders,
  PolicyReadersQuery,
  PolicyVersionView,
} from 'backstage-plugin-change-management-common';
import { z } from 'zod';
import { RecordTrail } from '../audit/RecordTrail';
import { cutPage, decodeCursor } from '../platform/cursor';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { AcknowledgementStore } from './AcknowledgementStore';
import { Audience } from './Audience';
import { toDay } from './DatabasePolicyService';
import { isAnnounced, PolicyBook } from './PolicyBook';
import { refusesOversight } from './policyRules';
import { PolicyService } from './PolicyService';
import { PolicyStore } from './PolicyStore';
import { spansFrom, spansOf } from './spans';

const position = z.object({ userRef: z.string() });

/** What {@link PolicyReading} is made from. */
export interface PolicyReadingOptions {
  store: PolicyStore;
  acknowledgements: AcknowledgementStore;
  audience: Audience;
  book: PolicyBook;
  policies: PolicyService;
  trail: RecordTrail;
  idempotency: Idempotency;
  clock: () => Date;
}

/** Who is asked to read published versions, and who says that they have (policy §9.2). */
export class PolicyReading {
  readonly #options: PolicyReadingOptions;

  constructor(options: PolicyReadingOptions) {
    this.#options = options;
  }

  /** What the person is asked to read and has not acknowledged, the next to take effect first. */
  async announcements(actor: Actor): Promise<{ items: PolicyAnnouncement[] }> {
    const { store, acknowledgements, audience, policies, clock } =
      this.#options;
    if (!audience.includes(actor)) {
      return { items: [] };
    }
    const [published, read] = await Promise.all([
      store.listPublished(),
      acknowledgements.of(actor.userRef),
    ]);
    const today = toDay(clock());
    const open = spansFrom(spansOf(published), today).flatMap(span => {
      const { published: act } = published.find(
        ({ version }) => version === span.version,
      )!;
      return isAnnounced({ published: act }) && !read.has(span.version)
        ? [{ ...span, publishedAt: act.at }]
        : [];
    });
    const items = await Promise.all(
      open.map(async ({ version, from, supersedes, publishedAt }) => ({
        version,
        title: (await policies.get(version)).title,
        effectiveDate: from,
        inForce: from <= today,
        supersedes,
        publishedAt,
      })),
    );
    return { items };
  }

  /**
   * A second time changes nothing.
   *
   * @throws NotAllowedError for somebody whom policies do not concern
   * @throws ConflictError for a version that nobody is asked to read
   */
  async acknowledge(
    actor: Actor,
    version: string,
    request?: RepeatableRequest,
  ): Promise<PolicyVersionView> {
    const { acknowledgements, audience, book, trail, idempotency, clock } =
      this.#options;
    return idempotency.run(request, async tx => {
      const view = await book.get(actor, version, tx);
      if (view.reading.acknowledgedAt) {
        return view;
      }
      if (!audience.includes(actor)) {
        throw new NotAllowedError(
          'Only those whom the policy concerns acknowledge it: who holds a role, and those to whom it is announced.',
        );
      }
      if (!view.reading.asked) {
        throw new ConflictError(
          `Nobody is asked to read the policy ${version}: it is not published, or superseded, or was in force from the start.`,
        );
      }
      const act = { by: actor.userRef, at: clock().toISOString() };
      if (await acknowledgements.insert(tx, version, act)) {
        await trail.append(
          tx,
          // A record of its own for each person: they do not wait for each other.
          `policy-reading:${version}:${actor.userRef}`,
          [{ type: 'acknowledged', version, digest: view.digest }],
          { actor: actor.userRef, at: act.at },
        );
      }
      return book.get(actor, version, tx);
    });
  }

  /** @throws NotAllowedError, NotFoundError */
  async readers(
    actor: Actor,
    version: string,
    { limit, cursor: text, status }: PolicyReadersQuery,
  ): Promise<PolicyReaders> {
    const { acknowledgements, audience, book } = this.#options;
    const refusal = refusesOversight(actor);
    if (refusal) {
      throw refusal;
    }
    await book.find(version);
    const [people, read] = await Promise.all([
      audience.list(),
      acknowledgements.list(version),
    ]);
    const readers = people.map(person => ({
      ...person,
      acknowledgedAt: read.get(person.userRef),
    }));
    const acknowledged = readers.filter(({ acknowledgedAt }) => acknowledgedAt);
    const wanted = {
      acknowledged,
      open: readers.filter(({ acknowledgedAt }) => !acknowledgedAt),
      all: readers,
    }[status ?? 'all'];
    const cursor =
      text === undefined ? undefined : decodeCursor(text, position);
    const after = cursor?.position.userRef ?? '';
    const rest = cursor?.back
      ? wanted.filter(({ userRef }) => userRef < after).reverse()
      : wanted.filter(({ userRef }) => userRef > after);
    const { rows, pageInfo } = cutPage(
      rest.slice(0, limit + 1),
      limit,
      cursor,
      ({ userRef }) => ({ userRef }),
    );
    return {
      items: rows,
      pageInfo,
      concerned: readers.length,
      acknowledged: acknowledged.length,
    };
  }
}
