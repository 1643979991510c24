import {
  Actor,
  NoticeDelivery,
  NoticeReader,
  NoticeView,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toIsoTime } from '../platform/database';
import { DeliveryRow, NoticeRow, toNotice } from './NoticeStore';
import { NOTIFICATIONS } from './NotificationsChannel';

/** What is known of notices besides what they say; rows of several notices together. */
export interface Proof {
  deliveries: DeliveryRow[];
  readers: {
    notice_id: string;
    user_ref: string;
    manner: NoticeReader['manner'];
    bundled_at: Date | string | number | null;
  }[];
  acknowledgements: {
    notice_id: string;
    user_ref: string;
    acknowledged_at: Date | string | number;
  }[];
}

export async function readProof(knex: Knex, ids: string[]): Promise<Proof> {
  return {
    deliveries: await knex<DeliveryRow>('notice_deliveries')
      .whereIn('notice_id', ids)
      .orderBy('channel'),
    readers: await knex('notice_readers as r')
      .leftJoin('notice_deliveries as b', join =>
        join.on('b.notice_id', 'r.bundle_id').onVal('b.channel', NOTIFICATIONS),
      )
      .whereIn('r.notice_id', ids)
      .orderBy('r.user_ref')
      .select(
        'r.notice_id',
        'r.user_ref',
        'r.manner',
        'b.delivered_at as bundled_at',
      ),
    acknowledgements: await knex('notice_acknowledgements')
      .whereIn('notice_id', ids)
      .orderBy(['acknowledged_at', 'user_ref']),
  };
}

/** Whether somebody is among those whom a notice is for, by themselves or by a group. */
export function isFor(
  row: NoticeRow,
  { readers }: Proof,
  { userRef, ownership }: Actor,
): boolean {
  const { recipients, excluded } = toNotice(row);
  return (
    !excluded.includes(userRef) &&
    (recipients.some(ref => ref === userRef || ownership.includes(ref)) ||
      readers.some(
        reader => reader.notice_id === row.id && reader.user_ref === userRef,
      ))
  );
}

function toDelivery(row: DeliveryRow): NoticeDelivery {
  const { channel, attempts, failure, delivered_at } = row;
  if (delivered_at) {
    const handedOverAt = toIsoTime(delivered_at);
    return { channel, status: 'handed-over', attempts, handedOverAt };
  }
  return {
    channel,
    status: failure ? 'failing' : 'waiting',
    attempts,
    ...(failure && { failure }),
    nextAttemptAt: toIsoTime(row.next_attempt_at),
  };
}

/** Notices with their proof, for the eyes of somebody. */
export async function presentNotices(
  knex: Knex,
  rows: NoticeRow[],
  actor: Actor,
): Promise<NoticeView[]> {
  const proof = await readProof(
    knex,
    rows.map(({ id }) => id),
  );
  return rows.map(row => {
    const of = <T extends { notice_id: string }>(those: T[]) =>
      those.filter(({ notice_id }) => notice_id === row.id);
    const notice = toNotice(row);
    const { id, changeId, kind, purpose, title, description } = notice;
    const deliveries = of(proof.deliveries).map(toDelivery);
    const atOnce = deliveries.find(d => d.channel === NOTIFICATIONS);
    const acknowledgements = of(proof.acknowledgements).map(given => ({
      userRef: given.user_ref,
      at: toIsoTime(given.acknowledged_at),
    }));
    return {
      id,
      ...(changeId && { changeId }),
      kind,
      purpose,
      title,
      description,
      createdAt: notice.createdAt,
      recipients: notice.recipients,
      addresses: notice.addresses,
      unreached:
        notice.addresses.length > 0 &&
        deliveries.every(({ channel }) => channel === NOTIFICATIONS),
      deliveries,
      readers: of(proof.readers).map(({ user_ref, manner, bundled_at }) => {
        const at =
          manner === 'direct'
            ? atOnce?.handedOverAt
            : bundled_at && toIsoTime(bundled_at);
        return { userRef: user_ref, manner, ...(at && { handedOverAt: at }) };
      }),
      acknowledgements,
      mayAcknowledge:
        isFor(row, proof, actor) &&
        acknowledgements.every(({ userRef }) => userRef !== actor.userRef),
    };
  });
}
