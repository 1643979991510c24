import { NotFoundError } from '@backstage/errors';
import {
  Actor,
  checkDelegation,
  checkRevocation,
  Delegation,
  DelegationForm,
  DelegationQuery,
  delegationStatus,
  Page,
  StoredDelegation,
} from 'backstage-plugin-change-management-common';
import { randomUUID } from 'crypto';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { CatalogReader } from '../catalog/CatalogReader';
import { refused } from '../platform/refused';
import { NoticeService } from '../notices/NoticeService';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { CurrentDelegations } from './CurrentDelegations';
import { DelegationStore } from './DelegationStore';
import { noticesOf } from './noticesOf';

/** What {@link DelegationService} is made from. */
export interface DelegationServiceOptions {
  store: DelegationStore;
  current: CurrentDelegations;
  trail: RecordTrail;
  notices: NoticeService;
  idempotency: Idempotency;
  catalog: CatalogReader;
  clock: () => Date;
}

/** Who stands in for whom: made, revoked and found; each act with its trail and its notices in one transaction. */
export class DelegationService {
  readonly #options: DelegationServiceOptions;

  constructor(options: DelegationServiceOptions) {
    this.#options = options;
  }

  /** @throws NotAllowedError, ConflictError, InputError when the domain refuses */
  async create(
    actor: Actor,
    form: DelegationForm,
    request?: RepeatableRequest,
  ): Promise<Delegation> {
    const { store, catalog } = this.#options;
    const { from, until, delegate, reason } = form;
    const delegator = form.delegator ?? actor.userRef;
    const found = await catalog.read([delegator, delegate]);
    return this.#run(request, async tx => {
      const now = this.#now();
      const given = await store.lockGiven(tx, delegator, delegate);
      const users = [...found.keys()];
      const refusal = checkDelegation(form, { now, actor, users, given });
      if (refusal) {
        throw refused(refusal);
      }
      const delegation: StoredDelegation = {
        id: randomUUID(),
        delegator,
        delegate,
        from,
        until,
        reason,
        createdAt: now,
        createdBy: actor.userRef,
      };
      await store.insert(tx, delegation);
      const acts = {
        type: 'created',
        delegator,
        delegate,
        from,
        until,
        reason,
      };
      return this.#record(tx, actor, delegation, acts, now);
    });
  }

  /**
   * @throws NotFoundError when there is none with this id
   * @throws NotAllowedError, ConflictError when the domain refuses
   */
  async revoke(
    actor: Actor,
    id: string,
    reason: string | undefined,
    request?: RepeatableRequest,
  ): Promise<Delegation> {
    const { store } = this.#options;
    return this.#run(request, async tx => {
      const now = this.#now();
      const delegation = await store.lock(tx, id);
      if (!delegation) {
        throw new NotFoundError(`There is no delegation ${id}.`);
      }
      const refusal = checkRevocation(delegation, { now, actor });
      if (refusal) {
        throw refused(refusal);
      }
      const revoked: StoredDelegation = {
        ...delegation,
        revokedAt: now,
        revokedBy: actor.userRef,
        ...(reason && { revocationReason: reason }),
      };
      await store.markRevoked(tx, revoked);
      return this.#record(tx, actor, revoked, { type: 'revoked', reason }, now);
    });
  }

  async list(actor: Actor, query: DelegationQuery): Promise<Page<Delegation>> {
    return this.#options.store.list(query, actor.userRef, this.#now());
  }

  #now(): string {
    return this.#options.clock().toISOString();
  }

  /** What is true after the commit counts at once in this process, and those concerned are told. */
  async #run(
    request: RepeatableRequest | undefined,
    work: (tx: Knex.Transaction) => Promise<Delegation>,
  ): Promise<Delegation> {
    const { idempotency, current, notices } = this.#options;
    const delegation = await idempotency.run(request, work);
    current.forget();
    notices.deliverSoon();
    return delegation;
  }

  async #record(
    tx: Knex.Transaction,
    actor: Actor,
    delegation: StoredDelegation,
    act: { type: string } & Record<string, unknown>,
    now: string,
  ): Promise<Delegation> {
    const { trail, notices } = this.#options;
    const envelope = { actor: actor.userRef, at: now };
    await trail.append(tx, `delegation:${delegation.id}`, [act], envelope);
    await notices.enqueue(tx, noticesOf(delegation, actor));
    return { ...delegation, status: delegationStatus(delegation, now) };
  }
}
