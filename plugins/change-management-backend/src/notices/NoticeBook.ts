import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  Actor,
  Change,
  NoticeQuery,
  NoticeView,
  Page,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { RecordTrail } from '../audit/RecordTrail';
import { cutPage, decodeCursor } from '../platform/cursor';
import { isPostgres, toIsoTime } from '../platform/database';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { NoticeRow } from './NoticeStore';
import { isFor, presentNotices, readProof } from './proof';

const position = z.object({ createdAt: z.iso.datetime(), id: z.uuid() });

/** Whom a notice has reached, for those who may read what it is of; and who says that they have taken note. */
export class NoticeBook {
  readonly #database: Knex;
  readonly #trail: RecordTrail;
  readonly #idempotency: Idempotency;
  readonly #clock: () => Date;

  constructor(options: {
    database: Knex;
    trail: RecordTrail;
    idempotency: Idempotency;
    clock: () => Date;
  }) {
    this.#database = options.database;
    this.#trail = options.trail;
    this.#idempotency = options.idempotency;
    this.#clock = options.clock;
  }

  /** Leaves nothing of the texts of a change's notices; whom they reached, and when, stays. */
  async blank(
    tx: Knex.Transaction,
    { id, title }: Pick<Change, 'id' | 'title'>,
  ): Promise<void> {
    await tx('notices')
      .where({ change_id: id })
      .update({ title, description: '' });
  }

  /** The notices of a change, latest first; one that turned out to be for nobody is none. */
  async list(
    actor: Actor,
    changeId: string,
    { limit, cursor }: NoticeQuery,
  ): Promise<Page<NoticeView>> {
    const at = cursor ? decodeCursor(cursor, position) : undefined;
    const query = this.#database<NoticeRow>('notices')
      .where({ change_id: changeId })
      .whereNot(nobody =>
        nobody.where({
          recipients: '[]',
          addresses: '[]',
          contacts_open: false,
        }),
      )
      .limit(limit + 1);
    if (at) {
      const { createdAt, id } = at.position;
      query.whereRaw(`(created_at, id) ${at.back ? '>' : '<'} (?, ?)`, [
        new Date(createdAt),
        id,
      ]);
    }
    const direction = at?.back ? 'asc' : 'desc';
    const rows = await query.orderBy([
      { column: 'created_at', order: direction },
      { column: 'id', order: direction },
    ]);
    const page = cutPage(rows, limit, at, row => ({
      createdAt: toIsoTime(row.created_at),
      id: row.id,
    }));
    return {
      items: await presentNotices(this.#database, page.rows, actor),
      pageInfo: page.pageInfo,
    };
  }

  /**
   * Says that the actor has taken note, once; saying it again changes nothing.
   *
   * @param sees - whether the actor may see a change
   * @throws NotFoundError where there is none, or it is of a change that the actor may not see
   * @throws NotAllowedError unless the actor is one of those whom it is for
   */
  async acknowledge(
    actor: Actor,
    id: string,
    sees: (changeId: string) => boolean | Promise<boolean>,
    request?: RepeatableRequest,
  ): Promise<NoticeView> {
    const row = z.uuid().safeParse(id).success
      ? await this.#database<NoticeRow>('notices').where({ id }).first()
      : undefined;
    if (!row || (row.change_id && !(await sees(row.change_id)))) {
      throw new NotFoundError(
        `There is no change that you were told of by a notice ${id}.`,
      );
    }
    const { userRef } = actor;
    return this.#idempotency.run(request, async tx => {
      // Its trail grows by one act at a time.
      const locking = tx('notices').where({ id });
      await (isPostgres(tx) ? locking.forUpdate() : locking);
      const proof = await readProof(tx, [id]);
      if (!isFor(row, proof, actor)) {
        throw new NotAllowedError(
          `This notice is not for ${userRef}: only those whom it is addressed to can acknowledge it.`,
        );
      }
      const now = this.#clock();
      const added = await tx('notice_acknowledgements')
        .insert({ notice_id: id, user_ref: userRef, acknowledged_at: now })
        .onConflict(['notice_id', 'user_ref'])
        .ignore()
        .returning('user_ref');
      if (added.length > 0) {
        const { change_id: changeId, title } = row;
        await this.#trail.append(
          tx,
          `notice:${id}`,
          [{ type: 'acknowledged', title, ...(changeId && { changeId }) }],
          { actor: userRef, at: now.toISOString() },
        );
      }
      const [view] = await presentNotices(tx, [row], actor);
      return view;
    });
  }
}
