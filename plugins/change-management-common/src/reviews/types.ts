import {
  ReviewKind,
  ReviewRow,
  ReviewStatus,
  SampleVerdict,
  Signature,
} from '../contract/reviews';
import { RiskLevel, Role } from '../contract/words';
import { ReviewRules } from '../policy/reviewSchema';

/** A change that was drawn, with whoever requested, implements or carried it out: they do not look at it. */
export interface StoredSampleRow extends ReviewRow {
  involved: string[];
  verdict?: SampleVerdict;
  note?: string;
  by?: string;
  at?: string;
}

/** What is reminded of: by when it is owed, and how often that was said. */
export interface Reminded {
  dueAt: string;
  told: number;
}

/** See `reviewActionSchema`. */
export interface StoredAction extends Reminded {
  id: string;
  text: string;
  owner: string;
  addedBy: string;
  addedAt: string;
  doneBy?: string;
  doneAt?: string;
  result?: string;
}

/** See `findingSchema`. */
export interface StoredFinding {
  id: string;
  severity: RiskLevel;
  clause: string;
  text: string;
  owner: string;
  dueAt: string;
  changes: string[];
  raisedBy: string;
  raisedAt: string;
  actions: StoredAction[];
}

/** A review as it is stored, with the rules that it was opened under. */
export interface StoredReview extends Reminded {
  /** `REV-3` */
  id: string;
  kind: ReviewKind;
  period: string;
  from?: string;
  to?: string;
  openedAt: string;
  clause: string;
  policyVersion: string;
  timeZone: string;
  signOff: Role[];
  reminders: Pick<ReviewRules, 'remindDays' | 'escalations'>;
  signatures: Signature[];
  status: ReviewStatus;
  signedOffAt?: string;
  changeId?: string;
  /** Of the frozen data; a post-implementation review has none, as the change itself is its data. */
  digest?: string;
  /** Incidents that a review of the policy follows. */
  incidents?: string[];
  sample: StoredSampleRow[];
  findings: StoredFinding[];
  revision: number;
}

/** A finding by the review that it belongs to: `REV-3` and `2`. */
export interface FindingRef {
  reviewId: string;
  findingId: string;
}

/** `REV-3/2` */
export function nameFinding({ reviewId, findingId }: FindingRef): string {
  return `${reviewId}/${findingId}`;
}

/** Of `REV-3/2`, in any case of letters; undefined for what cannot be one. */
export function parseFinding(name: string): FindingRef | undefined {
  const [, reviewId, findingId] =
    /^(REV-[1-9]\d{0,8})\/([1-9]\d{0,4})$/i.exec(name) ?? [];
  return reviewId ? { reviewId: reviewId.toUpperCase(), findingId } : undefined;
}
