import { ClauseStatus } from '../../contract/judgement';
import { Change, Facts } from '../types';

/** Where a change stands with one clause, and by which evidence. */
export type Reading = Pick<ClauseStatus, 'status' | 'evidence'>;

/** What a reading knows besides the change. */
export type ReadingFacts = Pick<Facts, 'policy' | 'entities' | 'now'>;

/** Reads one clause, named by its id, off a change. */
export type Read = (
  change: Change,
  facts: ReadingFacts,
  clause: string,
) => Reading;

export function met(evidence: string): Reading {
  return { status: 'met', evidence };
}

export function open(evidence: string): Reading {
  return { status: 'open', evidence };
}

export function waived(evidence: string): Reading {
  return { status: 'waived', evidence };
}

export function notApplicable(evidence: string): Reading {
  return { status: 'not-applicable', evidence };
}

const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** `1 Dec 2026 12:00 UTC` */
export function timeOf(at: string): string {
  return `${format.format(new Date(at)).replace(',', '')} UTC`;
}

/** Text as part of a sentence that goes on or ends after it. */
export function quote(text: string): string {
  return text.trim().replace(/\.$/, '');
}
