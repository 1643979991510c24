import { ClauseStatus } from '../../contract/judgement';
import { Change, Facts } from '../types';

/** Where a change stands with one clause, and by which evidence. */
export type Reading = Pick<ClauseStatus, 'status' | 'evidence'>;

/** What a reading knows besides the change. */
export type ReadingFacts = Pick<
  Facts,
  'policy' | 'entities' | 'now' | 'pipelines'
>;

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

const months = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'],
];

/** `1 Dec 2026 12:00 UTC`, out of ISO 8601 in UTC; by hand, as a change tells some twenty times. */
export function timeOf(at: string): string {
  const month = months[Number(at.slice(5, 7)) - 1];
  const day = Number(at.slice(8, 10));
  return `${day} ${month} ${at.slice(0, 4)} ${at.slice(11, 16)} UTC`;
}

/** Text as part of a sentence that goes on or ends after it. */
export function quote(text: string): string {
  return text.trim().replace(/\.$/, '');
}
