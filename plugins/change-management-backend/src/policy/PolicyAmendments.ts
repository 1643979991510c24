import { ConflictError } from '@backstage/errors';
import {
  Actor,
  compareVersions,
  PolicyAction,
  PolicyEdit,
  PolicyFinding,
  PolicyProposal,
  PolicyVersionView,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordAct, RecordTrail } from '../audit/RecordTrail';
import { hashOf } from '../platform/canonical';
import { Notice, NoticeService } from '../notices/NoticeService';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { InvalidFieldsError } from '../platform/parse';
import { announcementOf } from './announcement';
import { DatabasePolicyService, toDay } from './DatabasePolicyService';
import { PolicyBook, subjectOf } from './PolicyBook';
import { refusesAct, refusesProposal } from './policyRules';
import { PolicyStore, StoredPolicy } from './PolicyStore';

/** What {@link PolicyAmendments} is made from. */
export interface PolicyAmendmentsOptions {
  store: PolicyStore;
  book: PolicyBook;
  trail: RecordTrail;
  policies: DatabasePolicyService;
  /** The ids of the findings of some reviews; nothing of a review that there is not. */
  findingsOf: (
    reviewIds: string[],
    tx: Knex.Transaction,
  ) => Promise<Map<string, string[]>>;
  /** Users and groups whom versions are announced to. */
  audience: string[];
  notices: NoticeService;
  idempotency: Idempotency;
  clock: () => Date;
}

/** Years ahead that a version may take effect: whoever writes 9999 means something else. */
const YEARS_AHEAD = 2;

/** What a step makes of a version, and what the trail says of it. */
interface Step {
  after: StoredPolicy;
  act: RecordAct;
  /** What is told of it. */
  notice?: Notice;
}

function invalid(path: string, message: string): Error {
  return new InvalidFieldsError([{ path, message }]);
}

function requireSeen({ version, digest }: StoredPolicy, seen?: string): void {
  if (seen && seen !== digest) {
    throw new ConflictError(
      `The policy ${version} has been edited since you read it. Read it again.`,
    );
  }
}

/** How versions of the policy come about: proposed, edited, approved by somebody else, published or withdrawn (policy §9.2). */
export class PolicyAmendments {
  readonly #options: PolicyAmendmentsOptions;

  constructor(options: PolicyAmendmentsOptions) {
    this.#options = options;
  }

  async propose(
    actor: Actor,
    { document, basedOn, note, findings = [] }: PolicyProposal,
    request?: RepeatableRequest,
  ): Promise<PolicyVersionView> {
    const { store } = this.#options;
    const { version } = document;
    return this.#run(actor, version, request, async tx => {
      const refusal = refusesProposal(actor);
      if (refusal) {
        throw refusal;
      }
      const at = this.#now();
      const base = await this.#requireNew(tx, version, basedOn);
      await this.#requireFindings(tx, findings);
      const policy: StoredPolicy = {
        version,
        state: 'draft',
        effectiveDate: document.effectiveDate,
        document,
        digest: hashOf(document),
        basedOn: base,
        note,
        findings,
        authors: [actor.userRef],
        proposed: { by: actor.userRef, at },
      };
      await store.insert(tx, policy);
      const { digest } = policy;
      const act = {
        type: 'proposed',
        digest,
        basedOn: base,
        note,
        ...(findings.length > 0 && { findings }),
      };
      await this.#record(tx, actor, version, act, at);
    });
  }

  async edit(
    actor: Actor,
    version: string,
    { digest: seen, document, note, findings }: PolicyEdit,
  ): Promise<PolicyVersionView> {
    const edited = async (
      before: StoredPolicy,
      _at: string,
      tx: Knex.Transaction,
    ): Promise<Step> => {
      requireSeen(before, seen);
      if (document.version !== version) {
        throw invalid('document.version', `must stay ${version}`);
      }
      await this.#requireFindings(tx, findings ?? []);
      const digest = hashOf(document);
      return {
        after: {
          ...before,
          document,
          digest,
          effectiveDate: document.effectiveDate,
          note: note ?? before.note,
          findings: findings ?? before.findings,
          authors: [...new Set([...before.authors, actor.userRef])],
        },
        act: { type: 'edited', digest, note, ...(findings && { findings }) },
      };
    };
    return this.#step('edit', actor, version, undefined, edited);
  }

  /** @param seen - the digest of what the approver read */
  async approve(
    actor: Actor,
    version: string,
    seen?: string,
    request?: RepeatableRequest,
  ): Promise<PolicyVersionView> {
    return this.#step('approve', actor, version, request, (before, at) => {
      requireSeen(before, seen);
      return {
        after: {
          ...before,
          state: 'approved',
          approved: { by: actor.userRef, at },
        },
        act: { type: 'approved', digest: before.digest },
      };
    });
  }

  async publish(
    actor: Actor,
    version: string,
    wanted?: string,
    request?: RepeatableRequest,
  ): Promise<PolicyVersionView> {
    const { store, book, policies, audience, notices } = this.#options;
    const view = await this.#step(
      'publish',
      actor,
      version,
      request,
      async (before, at, tx) => {
        const today = toDay(new Date(at));
        const effectiveDate = this.#effectiveDate(before, wanted, today);
        const after: StoredPolicy = {
          ...before,
          state: 'published',
          effectiveDate,
          published: { by: actor.userRef, at },
        };
        const inForce = await store.findInForce(effectiveDate, tx);
        const previous = inForce && (await book.find(inForce, tx));
        return {
          after,
          act: { type: 'published', digest: before.digest, effectiveDate },
          notice: {
            ...announcementOf(after, previous || undefined, actor, today),
            recipients: audience,
          },
        };
      },
    );
    policies.forgetCurrent();
    notices.deliverSoon();
    return view;
  }

  async withdraw(
    actor: Actor,
    version: string,
    reason: string,
    request?: RepeatableRequest,
  ): Promise<PolicyVersionView> {
    return this.#step('withdraw', actor, version, request, (before, at) => ({
      after: {
        ...before,
        state: 'withdrawn',
        withdrawn: { by: actor.userRef, at },
      },
      act: { type: 'withdrawn', digest: before.digest, reason },
    }));
  }

  #effectiveDate(
    policy: StoredPolicy,
    wanted: string | undefined,
    today: string,
  ): string {
    if (wanted && wanted < today) {
      throw invalid('effectiveDate', 'must not lie in the past');
    }
    const date =
      wanted ?? (policy.effectiveDate > today ? policy.effectiveDate : today);
    const latest = `${Number(today.slice(0, 4)) + YEARS_AHEAD}-12-31`;
    if (date > latest) {
      throw invalid('effectiveDate', `must not be later than ${latest}`);
    }
    return date;
  }

  async #step(
    action: PolicyAction,
    actor: Actor,
    version: string,
    request: RepeatableRequest | undefined,
    take: (
      before: StoredPolicy,
      at: string,
      tx: Knex.Transaction,
    ) => Step | Promise<Step>,
  ): Promise<PolicyVersionView> {
    const { store, book, notices } = this.#options;
    return this.#run(actor, version, request, async tx => {
      const before = await book.find(version, tx);
      const refusal = refusesAct(action, before, actor);
      if (refusal) {
        throw refusal;
      }
      const at = this.#now();
      const { after, act, notice } = await take(before, at, tx);
      await store.update(tx, before, after);
      await this.#record(tx, actor, version, act, at);
      if (notice?.recipients.length) {
        await notices.enqueue(tx, [notice]);
      }
    });
  }

  /** One transaction for the version, its trail and the answer; one writer at a time. */
  async #run(
    actor: Actor,
    version: string,
    request: RepeatableRequest | undefined,
    work: (tx: Knex.Transaction) => Promise<void>,
  ): Promise<PolicyVersionView> {
    const { store, book, idempotency } = this.#options;
    return idempotency.run(request, async tx => {
      await store.lock(tx);
      await work(tx);
      return book.get(actor, version, tx);
    });
  }

  /** @returns the version that the new one is based on */
  async #requireNew(
    tx: Knex.Transaction,
    version: string,
    wanted?: string,
  ): Promise<string | undefined> {
    const { store, clock } = this.#options;
    const versions = (await store.list(tx)).map(policy => policy.version);
    const taken = versions.find(other => compareVersions(other, version) === 0);
    if (taken) {
      throw new ConflictError(`There is a policy ${taken} already.`);
    }
    const base = wanted ?? (await store.findInForce(toDay(clock()), tx));
    if (base && !versions.includes(base)) {
      throw invalid('basedOn', `there is no policy ${base}`);
    }
    if (base && compareVersions(version, base) < 0) {
      throw invalid(
        'document.version',
        `must be higher than ${base}, on which it is based`,
      );
    }
    return base;
  }

  /** What an amendment says that it comes from has to be there. */
  async #requireFindings(
    tx: Knex.Transaction,
    named: PolicyFinding[],
  ): Promise<void> {
    if (named.length === 0) {
      return;
    }
    const found = await this.#options.findingsOf(
      named.map(({ reviewId }) => reviewId),
      tx,
    );
    const missing = named.flatMap(({ reviewId, findingId }, index) => {
      const ids = found.get(reviewId);
      if (!ids) {
        const message = `there is no review ${reviewId}`;
        return [{ path: `findings.${index}.reviewId`, message }];
      }
      const message = `${reviewId} has no finding ${findingId}`;
      return ids.includes(findingId)
        ? []
        : [{ path: `findings.${index}.findingId`, message }];
    });
    if (missing.length > 0) {
      throw new InvalidFieldsError(missing);
    }
  }

  async #record(
    tx: Knex.Transaction,
    actor: Actor,
    version: string,
    act: RecordAct,
    at: string,
  ): Promise<void> {
    await this.#options.trail.append(tx, subjectOf(version), [act], {
      actor: actor.userRef,
      at,
    });
  }

  #now(): string {
    return this.#options.clock().toISOString();
  }
}
