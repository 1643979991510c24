import { randomUUID } from 'crypto';
import { Knex } from 'knex';
import { Notice } from './NoticeService';

/** A notice whose delivery was taken on; `attempt` counts from 1. */
export interface ClaimedNotice extends Notice {
  id: string;
  attempt: number;
}

interface Row {
  id: string;
  change_id: string | null;
  kind: Notice['kind'];
  recipients: string;
  excluded: string;
  title: string;
  description: string;
  link: string;
  severity: Notice['severity'];
  created_at: Date;
  next_attempt_at: Date;
  attempts: number;
  failure: string | null;
  delivered_at: Date | null;
}

const longestFailure = 1_000;

/** The row of `notices` of one that is still to be delivered. */
export function toNoticeRow(notice: Notice, now: Date) {
  return {
    id: randomUUID(),
    change_id: notice.changeId,
    kind: notice.kind,
    recipients: JSON.stringify(notice.recipients),
    excluded: JSON.stringify(notice.excluded),
    title: notice.title,
    description: notice.description,
    link: notice.link,
    severity: notice.severity,
    created_at: now,
    next_attempt_at: now,
  };
}

/** The outbox. All times are given by the caller, so that one clock rules. */
export class NoticeStore {
  readonly #client: Knex;

  constructor(client: Knex) {
    this.#client = client;
  }

  async insert(tx: Knex, notices: Notice[], now: Date): Promise<void> {
    if (notices.length === 0) {
      return;
    }
    await tx<Row>('notices').insert(
      notices.map(notice => toNoticeRow(notice, now)),
    );
  }

  /**
   * Takes on at most `limit` notices that are due, oldest first. They are not due again before `leaseEnds`; whoever dies
   * in between leaves them to others from then on.
   */
  async claim(
    limit: number,
    now: Date,
    leaseEnds: Date,
  ): Promise<ClaimedNotice[]> {
    const due = this.#client<Row>('notices')
      .select('id')
      .whereNull('delivered_at')
      .where('next_attempt_at', '<=', now)
      .orderBy('next_attempt_at')
      .limit(limit);
    if (this.#client.client.config.client.includes('pg')) {
      // SQLite has one writer, so nobody else can be in between.
      due.forUpdate().skipLocked();
    }
    const rows = await this.#client<Row>('notices')
      .whereIn('id', due)
      .update({
        next_attempt_at: leaseEnds,
        attempts: this.#client.raw('attempts + 1'),
      })
      .returning('*');
    return rows.map(row => ({
      id: row.id,
      attempt: row.attempts,
      changeId: row.change_id ?? undefined,
      kind: row.kind,
      recipients: JSON.parse(row.recipients),
      excluded: JSON.parse(row.excluded),
      title: row.title,
      description: row.description,
      link: row.link,
      severity: row.severity,
    }));
  }

  async markDelivered(ids: string[], now: Date): Promise<void> {
    await this.#client<Row>('notices')
      .whereIn('id', ids)
      .whereNull('delivered_at')
      .update({ delivered_at: now, failure: null });
  }

  /** Only by the attempt that holds the notice: one that was given up for dead has no say any more. */
  async markFailed(
    { id, attempt }: ClaimedNotice,
    failure: string,
    nextAttemptAt: Date,
  ): Promise<void> {
    await this.#client<Row>('notices')
      .where({ id, attempts: attempt })
      .whereNull('delivered_at')
      .update({
        failure: failure.slice(0, longestFailure),
        next_attempt_at: nextAttemptAt,
      });
  }
}
