import {
  nextReviewReminderAt,
  Page,
  ReviewData,
  ReviewQuery,
  ReviewRow,
  ReviewRowQuery,
  ReviewsSoFar,
  Role,
  StoredReview,
  unsignedRoles,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { whereVisible } from '../changes/visibility';
import { Visibility } from '../permissions/Grants';
import { toChangeNumber } from '../platform/changeId';
import { cutPage, decodeCursor } from '../platform/cursor';
import { isPostgres, toIsoTime } from '../platform/database';
import { latestFirst, numberIn } from '../platform/keyset';

interface Row {
  number: number;
  due_at: string | Date;
  document: string;
}

/** A review before it has its number. */
export type NewReview = Omit<StoredReview, 'id'>;

const prefix = 'REV';
const columns = ['number', 'due_at', 'document'] as const;
const position = z.number().int().min(0);
/** SQLite takes 32,766 parameters in one statement. */
const rowsAtOnce = 1_000;

function toReview({ number, document }: Row): StoredReview {
  return { ...JSON.parse(document), id: `${prefix}-${number}` };
}

function toRow(review: NewReview) {
  const { id, ...document } = review as StoredReview;
  const awaits =
    review.status === 'open' && review.kind !== 'pir'
      ? unsignedRoles(document as StoredReview)
      : [];
  return {
    status: review.status,
    due_at: review.dueAt,
    signed_off_at: review.signedOffAt ?? null,
    awaits: `|${awaits.join('|')}|`,
    next_reminder_at: nextReviewReminderAt(document as StoredReview) ?? null,
    document: JSON.stringify(document),
  };
}

/** Reviews in the table `reviews`, and the changes that they are about in `review_rows`. */
export class ReviewStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** @returns undefined where there is one of this kind and period already */
  async insert(
    tx: Knex.Transaction,
    review: NewReview,
    data?: ReviewData,
    rows: ReviewRow[] = [],
  ): Promise<StoredReview | undefined> {
    const { kind, period, to, changeId } = review;
    const [row] = await tx('reviews')
      .insert({
        ...toRow(review),
        ...{ kind, period, period_to: to ?? null },
        change_number: changeId ? toChangeNumber(changeId) : null,
        data: data ? JSON.stringify(data) : null,
      })
      .onConflict(['kind', 'period'])
      .ignore()
      .returning([...columns]);
    if (!row) {
      return undefined;
    }
    await tx.batchInsert(
      'review_rows',
      rows.map(one => ({
        review_number: row.number,
        change_number: toChangeNumber(one.changeId),
        document: JSON.stringify(one),
      })),
      rowsAtOnce,
    );
    return toReview(row as Row);
  }

  /** Those of some changes that have no post-implementation review. */
  async withoutOwn(changeIds: string[]): Promise<string[]> {
    const missing: string[] = [];
    for (let at = 0; at < changeIds.length; at += rowsAtOnce) {
      const some = changeIds.slice(at, at + rowsAtOnce);
      const known = await this.#database('reviews')
        .where({ kind: 'pir' })
        .whereIn('period', some)
        .pluck('period');
      missing.push(...some.filter(id => !known.includes(id)));
    }
    return missing;
  }

  async get(
    id: string,
    visible: Visibility,
  ): Promise<{ review: StoredReview; data?: ReviewData } | undefined> {
    const row = await this.#visible(visible)
      .where('reviews.number', numberIn(prefix, id) ?? 0)
      .first(...columns, 'data');
    return (
      row && {
        review: toReview(row),
        data: row.data ? JSON.parse(row.data) : undefined,
      }
    );
  }

  /** The ids of the findings of some reviews; nothing of a review that there is not. */
  async findingsOf(
    ids: string[],
    knex: Knex = this.#database,
  ): Promise<Map<string, string[]>> {
    const rows: Row[] = await knex('reviews')
      .whereIn(
        'number',
        ids.map(id => numberIn(prefix, id) ?? 0),
      )
      .select(...columns);
    return new Map(
      rows
        .map(toReview)
        .map(({ id, findings }) => [id, findings.map(({ id: of }) => of)]),
    );
  }

  /** Held so that nobody else can write it before the transaction ends. */
  async lock(
    tx: Knex.Transaction,
    id: string,
  ): Promise<StoredReview | undefined> {
    return this.#hold(tx, { number: numberIn(prefix, id) ?? 0 });
  }

  async lockOfChange(
    tx: Knex.Transaction,
    changeId: string,
  ): Promise<StoredReview | undefined> {
    return this.#hold(tx, { kind: 'pir', period: changeId });
  }

  async update(tx: Knex.Transaction, review: StoredReview): Promise<void> {
    await tx('reviews')
      .where({ number: numberIn(prefix, review.id) })
      .update(toRow(review));
  }

  /** @throws InputError for a cursor that this list has not given out */
  async find(
    { kind, status, overdue, changeId, waitsFor, limit, cursor }: ReviewQuery,
    options: { visible: Visibility; roles: Role[]; now: string },
  ): Promise<Page<StoredReview>> {
    const query = this.#visible(options.visible).select(...columns);
    if (kind) {
      query.whereIn('kind', kind);
    }
    if (status) {
      query.whereIn('status', status);
    }
    if (overdue) {
      query.where({ status: 'open' }).where('due_at', '<', options.now);
    }
    if (changeId) {
      query.where('change_number', toChangeNumber(changeId) ?? 0);
    }
    if (waitsFor) {
      // Knex drops an empty group, which would make it true.
      query.where(either => {
        either.whereRaw('1 = 0');
        for (const role of options.roles) {
          either.orWhere('awaits', 'like', `%|${role}|%`);
        }
      });
    }
    return latestFirst<Row, StoredReview>(
      query,
      'due_at',
      { limit, cursor },
      toReview,
    );
  }

  /** What a review is about, by the number of the change. */
  async findRows(
    id: string,
    { limit, cursor: text }: ReviewRowQuery,
    visible: Visibility,
  ): Promise<Page<ReviewRow>> {
    const cursor = text ? decodeCursor(text, position) : undefined;
    const query = this.#database('review_rows')
      .join('changes', 'changes.number', 'review_rows.change_number')
      .where({ review_number: numberIn(prefix, id) ?? 0 })
      .orderBy('change_number', cursor?.back ? 'desc' : 'asc')
      .limit(limit + 1)
      .select('change_number', 'review_rows.document');
    whereVisible(query, visible);
    if (cursor) {
      query.where('change_number', cursor.back ? '<' : '>', cursor.position);
    }
    const { rows, pageInfo } = cutPage(
      await query,
      limit,
      cursor,
      row => row.change_number as number,
    );
    return { items: rows.map(row => JSON.parse(row.document)), pageInfo };
  }

  /** What there is already, for what is due next. */
  async soFar(): Promise<
    Omit<ReviewsSoFar, 'firstChangeAt' | 'majorIncidents'>
  > {
    const [periods, rows] = await Promise.all([
      this.#database('reviews')
        .whereIn('kind', ['monthly', 'quarterly'])
        .groupBy('kind')
        .select('kind')
        .max({ to: 'period_to' }),
      this.#database('reviews')
        .where({ kind: 'policy' })
        .select(...columns),
    ]);
    const ofPolicy = rows.map(toReview);
    return {
      lastTo: Object.fromEntries(
        periods.map((row: any) => [row.kind, toIsoTime(row.to)]),
      ),
      policyReviewOpen: ofPolicy.some(
        ({ status, incidents }) => status === 'open' && !incidents,
      ),
      policyReviewedAt: ofPolicy
        .flatMap(({ signedOffAt }) => signedOffAt ?? [])
        .sort()
        .pop(),
      followedIncidents: ofPolicy.flatMap(({ incidents }) => incidents ?? []),
    };
  }

  /** Ids of those of which somebody has to be reminded by now. */
  async dueForReminder(now: string, limit: number): Promise<string[]> {
    const rows = await this.#database('reviews')
      .whereNotNull('next_reminder_at')
      .where('next_reminder_at', '<=', now)
      .orderBy(['next_reminder_at', 'number'])
      .limit(limit)
      .select('number');
    return rows.map(({ number }) => `${prefix}-${number}`);
  }

  #visible(visible: Visibility): Knex.QueryBuilder {
    const query = this.#database('reviews');
    return visible === 'all'
      ? query
      : query.where(either =>
          either.whereNull('change_number').orWhereExists(exists => {
            exists
              .from('changes')
              .select(this.#database.raw('1'))
              .whereRaw('changes.number = reviews.change_number');
            whereVisible(exists, visible);
          }),
        );
  }

  async #hold(
    tx: Knex.Transaction,
    where: Record<string, unknown>,
  ): Promise<StoredReview | undefined> {
    const query = tx('reviews').where(where);
    const row = await (isPostgres(tx) ? query.forUpdate() : query).first(
      ...columns,
    );
    return row && toReview(row);
  }
}
