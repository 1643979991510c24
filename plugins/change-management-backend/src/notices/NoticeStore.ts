import { OutgoingNotice } from 'backstage-plugin-change-management-node';
import { randomUUID } from 'crypto';
import { Knex } from 'knex';
import { isPostgres, toIsoTime } from '../platform/database';
import { inOneStatement } from '../platform/inOneStatement';
import { prepared } from '../platform/prepared';
import { Notice } from './NoticeService';

/** A notice whose delivery by one channel was taken on; `attempt` counts from 1. */
export interface ClaimedNotice extends OutgoingNotice {
  attempt: number;
  about: string[];
  contactsOpen: boolean;
}

/** A row of `notices`. */
export interface NoticeRow {
  id: string;
  change_id: string | null;
  kind: Notice['kind'];
  purpose: Notice['purpose'];
  recipients: string;
  excluded: string;
  addresses: string;
  about: string;
  contacts_open: boolean | number;
  title: string;
  description: string;
  link: string;
  severity: Notice['severity'];
  created_at: Date | string | number;
}

/** A row of `notice_deliveries`. */
export interface DeliveryRow {
  notice_id: string;
  channel: string;
  next_attempt_at: Date | string | number;
  attempts: number;
  failure: string | null;
  delivered_at: Date | string | number | null;
}

type Claim = Pick<DeliveryRow, 'notice_id' | 'attempts'>;

const longestFailure = 1_000;

/** The row of `notices` of one that comes up. */
export function toNoticeRow(notice: Notice, now: Date) {
  return {
    id: notice.id ?? randomUUID(),
    change_id: notice.changeId,
    kind: notice.kind,
    purpose: notice.purpose,
    recipients: JSON.stringify(notice.recipients),
    excluded: JSON.stringify(notice.excluded),
    addresses: JSON.stringify(notice.addresses ?? []),
    about: JSON.stringify(notice.about ?? []),
    contacts_open: notice.contactsOpen ?? false,
    title: notice.title,
    description: notice.description,
    link: notice.link,
    severity: notice.severity,
    created_at: now,
  };
}

/** As it is stored, without how far it has come. */
export function toNotice(row: NoticeRow): Omit<ClaimedNotice, 'attempt'> {
  return {
    id: row.id,
    changeId: row.change_id ?? undefined,
    kind: row.kind,
    purpose: row.purpose,
    recipients: JSON.parse(row.recipients),
    excluded: JSON.parse(row.excluded),
    addresses: JSON.parse(row.addresses),
    about: JSON.parse(row.about),
    contactsOpen: Boolean(row.contacts_open),
    title: row.title,
    description: row.description,
    link: row.link,
    severity: row.severity,
    createdAt: toIsoTime(row.created_at),
  };
}

/** The outbox. All times are given by the caller, so that one clock rules. */
export class NoticeStore {
  readonly #client: Knex;

  constructor(client: Knex) {
    this.#client = client;
  }

  /**
   * What puts notices into the outbox.
   *
   * @param channelsOf - names of those by which a notice leaves
   */
  inserting(
    knex: Knex,
    notices: Notice[],
    channelsOf: (notice: Notice) => string[],
    now: Date,
  ): Knex.QueryBuilder[] {
    const rows = notices.map(notice => toNoticeRow(notice, now));
    const deliveries = notices.flatMap((notice, index) =>
      channelsOf(notice).map(channel => ({
        notice_id: rows[index].id,
        channel,
        next_attempt_at: now,
      })),
    );
    return [
      ...(rows.length ? [knex('notices').insert(rows)] : []),
      ...(deliveries.length
        ? [knex('notice_deliveries').insert(deliveries)]
        : []),
    ];
  }

  async insert(
    tx: Knex.Transaction,
    notices: Notice[],
    channelsOf: (notice: Notice) => string[],
    now: Date,
  ): Promise<void> {
    const [first, ...others] = this.inserting(tx, notices, channelsOf, now);
    if (first) {
      await inOneStatement(tx, first, others);
    }
  }

  /**
   * Takes on at most `limit` notices that are due by a channel, oldest first. They are not due again before `leaseEnds`;
   * whoever dies in between leaves them to others from then on.
   */
  async claim(
    channel: string,
    limit: number,
    now: Date,
    leaseEnds: Date,
  ): Promise<ClaimedNotice[]> {
    const due = this.#client<DeliveryRow>('notice_deliveries')
      .select('notice_id')
      .where({ channel })
      .whereNull('delivered_at')
      .where('next_attempt_at', '<=', now)
      .orderBy('next_attempt_at')
      .limit(limit);
    if (isPostgres(this.#client)) {
      // SQLite has one writer, so nobody else can be in between.
      due.forUpdate().skipLocked();
    }
    const claiming = this.#client<DeliveryRow>('notice_deliveries')
      .where({ channel })
      .whereIn('notice_id', due)
      .update({
        next_attempt_at: leaseEnds,
        attempts: this.#client.raw('attempts + 1'),
      })
      .returning(['notice_id', 'attempts']);
    const rows = await this.#noticesOf(claiming);
    return rows.map(row => ({ ...toNotice(row), attempt: row.attempts }));
  }

  /** By one statement on PostgreSQL; SQLite reads nothing out of what a statement has written. */
  async #noticesOf(
    claiming: Knex.QueryBuilder<DeliveryRow, Claim[]>,
  ): Promise<(NoticeRow & Claim)[]> {
    const client = this.#client;
    if (isPostgres(client)) {
      return client
        .with('claimed', claiming)
        .select('notices.*', 'claimed.*')
        .from('claimed')
        .join('notices', 'notices.id', 'claimed.notice_id');
    }
    const claims = new Map(
      (await claiming).map(claim => [claim.notice_id, claim]),
    );
    const rows = await client<NoticeRow>('notices').whereIn('id', [
      ...claims.keys(),
    ]);
    return rows.map(row => ({ ...row, ...claims.get(row.id)! }));
  }

  async markDelivered(
    channel: string,
    ids: string[],
    now: Date,
  ): Promise<void> {
    await prepared(
      this.#client<DeliveryRow>('notice_deliveries')
        .where({ channel })
        .whereIn('notice_id', ids)
        .whereNull('delivered_at')
        .update({ delivered_at: now, failure: null }),
    );
  }

  /** Only by the attempt that holds the notice: one that was given up for dead has no say any more. */
  async markFailed(
    channel: string,
    { id, attempt }: ClaimedNotice,
    failure: string,
    nextAttemptAt: Date,
  ): Promise<void> {
    await this.#client<DeliveryRow>('notice_deliveries')
      .where({ notice_id: id, channel, attempts: attempt })
      .whereNull('delivered_at')
      .update({
        failure: failure.slice(0, longestFailure),
        next_attempt_at: nextAttemptAt,
      });
  }

  /** Adds the contacts of clients that were asked for; the first to ask has the say, so that all channels tell the same. */
  async addContacts(
    { id, recipients, addresses }: Omit<ClaimedNotice, 'attempt'>,
    contacts: Pick<OutgoingNotice, 'recipients' | 'addresses'>,
  ): Promise<Omit<ClaimedNotice, 'attempt'>> {
    const joined = (ours: string[], theirs: string[]) =>
      JSON.stringify([...new Set([...ours, ...theirs])]);
    await this.#client<NoticeRow>('notices')
      .where({ id, contacts_open: true })
      .update({
        recipients: joined(recipients, contacts.recipients),
        addresses: joined(addresses, contacts.addresses),
        contacts_open: false,
      });
    const row = await this.#client<NoticeRow>('notices').where({ id }).first();
    return toNotice(row!);
  }
}
