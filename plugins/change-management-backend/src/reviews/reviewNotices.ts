import {
  nameFinding,
  ReviewReminder,
  Role,
  StoredAction,
  StoredReview,
} from 'backstage-plugin-change-management-common';
import { DateTime } from 'luxon';
import { Notice } from '../notices/NoticeService';
import { nameOf, quote, timeOf } from '../notices/wording';

/** Users and groups that hold each role. */
export type Holders = Record<Role, string[]>;

function monthOf(from: string, timeZone: string): string {
  return DateTime.fromISO(from, { zone: timeZone, locale: 'en' }).toFormat(
    'LLLL yyyy',
  );
}

/** `the monthly review of November 2026` */
export function nameOfReview(review: StoredReview): string {
  const { kind, period, from, timeZone, incidents } = review;
  switch (kind) {
    case 'monthly':
      return `the monthly review of ${monthOf(from!, timeZone)}`;
    case 'quarterly':
      return `the quarterly evaluation of ${period.replace('-', ' ')}`;
    case 'policy':
      return incidents
        ? `the review of the policy after ${incidents.join(', ')}`
        : 'the review of the policy';
    default:
      return `the post-implementation review of ${period}`;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function noticeOf(
  review: StoredReview,
  recipients: string[],
  more: Pick<Notice, 'title' | 'description' | 'severity'> &
    Partial<Pick<Notice, 'excluded'>>,
): Notice[] {
  return recipients.length === 0
    ? []
    : [
        {
          kind: 'review',
          purpose: 'ask',
          recipients: [...new Set(recipients)],
          excluded: [],
          link: `/change-management/reviews/${review.id}`,
          ...more,
        },
      ];
}

function holdersOf(roles: Role[], holders: Holders): string[] {
  return roles.flatMap(role => holders[role]);
}

/** Those who sign are asked to do the review. */
export function openedNotices(
  review: StoredReview,
  holders: Holders,
): Notice[] {
  const { id, signOff, dueAt, clause } = review;
  return noticeOf(review, holdersOf(signOff, holders), {
    title: `${id}: ${nameOfReview(review)} is due`,
    description: `It has to be signed off by ${timeOf(dueAt)} (${clause}).`,
    severity: 'normal',
  });
}

/** Whoever has to do something about a finding is told, unless they said so themselves. */
export function assignedNotices(
  review: StoredReview,
  findingId: string,
  { owner, text, dueAt, addedBy }: StoredAction,
): Notice[] {
  const finding = nameFinding({ reviewId: review.id, findingId });
  return owner === addedBy
    ? []
    : noticeOf(review, [owner], {
        title: `${finding}: you have something to do by ${timeOf(dueAt)}`,
        description: `${nameOf(addedBy)} asks${quote(text)}`,
        severity: 'normal',
        excluded: [addedBy],
      });
}

/** Those who have yet to sign are asked to, once somebody has. */
export function signatureNotices(
  review: StoredReview,
  missing: Role[],
  holders: Holders,
): Notice[] {
  const { id, signatures, dueAt } = review;
  const last = signatures[signatures.length - 1].by;
  return noticeOf(review, holdersOf(missing, holders), {
    title: `${id}: ${nameOfReview(review)} needs your signature`,
    description: `${nameOf(last)} has signed it. It is due ${timeOf(dueAt)}.`,
    severity: 'normal',
    excluded: signatures.map(({ by }) => by),
  });
}

/** A reminder of whoever owes something, or word of it to those above. */
export function reminderNotices(
  review: StoredReview,
  { findingId, action, dueAt, escalateTo }: ReviewReminder,
  missing: Role[],
  holders: Holders,
): Notice[] {
  const what =
    findingId && action
      ? `the action for finding ${nameFinding({
          reviewId: review.id,
          findingId,
        })}`
      : nameOfReview(review);
  const owedBy = action ? [action.owner] : holdersOf(missing, holders);
  const text = action ? quote(action.text).replace(/^: /, '') : '';
  if (escalateTo.length === 0) {
    return noticeOf(review, owedBy, {
      title: `${review.id}: ${what} is due ${timeOf(dueAt)}`,
      description: text || `It waits for your signature (${review.clause}).`,
      severity: 'normal',
    });
  }
  return noticeOf(review, holdersOf(escalateTo, holders), {
    title: `${review.id}: ${what} is overdue`,
    description: `${capital(what)} was due ${timeOf(dueAt)}, owed by ${owedBy
      .map(nameOf)
      .join(', ')}. ${text}`.trim(),
    severity: 'high',
  });
}
