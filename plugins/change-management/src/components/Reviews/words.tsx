import AlarmIcon from '@material-ui/icons/Alarm';
import AssignmentTurnedInIcon from '@material-ui/icons/AssignmentTurnedIn';
import EventIcon from '@material-ui/icons/Event';
import { ReviewSummary } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { formatDay, formatMonth, Look, Word } from '../display';

const looks: Record<'due' | 'overdue' | 'done', Look> = {
  due: [EventIcon, 'info'],
  overdue: [AlarmIcon, 'bad'],
  done: [AssignmentTurnedInIcon, 'good'],
};

/** Whether a review is due, overdue or signed off. */
export const ReviewStatusWord = (props: {
  review: Pick<ReviewSummary, 'status' | 'overdue'>;
}) => {
  const { status, overdue } = props.review;
  const t = useText();
  const open = overdue ? 'overdue' : 'due';
  const word = status === 'signed-off' ? 'done' : open;
  const [icon, tone] = looks[word];
  return <Word text={t(`reviewStatus.${word}`)} icon={icon} tone={tone} />;
};

function periodInWords({
  kind,
  period,
}: Pick<ReviewSummary, 'kind' | 'period'>): string {
  if (kind === 'monthly') {
    return formatMonth(period);
  }
  if (kind === 'quarterly') {
    return period.split('-').reverse().join(' ');
  }
  return /^\d{4}-\d\d-\d\d$/.test(period) ? formatDay(period) : period;
}

/** `Monthly review of November 2026` */
export function useReviewName(): (
  review: Pick<ReviewSummary, 'kind' | 'period'>,
) => string {
  const t = useText();
  return review =>
    t(`review.${review.kind}Of`, { period: periodInWords(review) });
}

/** How far a review has come, in words. */
export function useProgress(): (
  review: Pick<ReviewSummary, 'counts'>,
) => string {
  const t = useText();
  return ({ counts }) => {
    const { sampled, lookedAt, findings, openActions } = counts;
    return [
      sampled &&
        t('review.lookedAt', { done: String(lookedAt), all: String(sampled) }),
      findings && t('review.findings', { count: findings }),
      openActions && t('review.openActions', { count: openActions }),
      counts.overdueActions &&
        t('review.overdueActions', { number: String(counts.overdueActions) }),
    ]
      .filter(Boolean)
      .join(' · ');
  };
}

/** The roles that have yet to sign. */
export function useMissingRoles(): (
  review: Pick<ReviewSummary, 'signOff' | 'signatures'>,
) => string {
  const t = useText();
  return ({ signOff, signatures }) =>
    signOff
      .filter(role => !signatures.some(one => one.role === role))
      .map(role => t(`role.${role}`))
      .join(` ${t('signOff.and')} `);
}
