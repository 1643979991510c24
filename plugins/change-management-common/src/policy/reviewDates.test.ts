import { reviews } from './default/reviews';
import { defaultPolicy } from './defaultPolicy';
import { policyReviewDue } from './reviewDates';
import { Policy } from './schema';

const since = (effectiveDate: string): Policy => ({
  ...defaultPolicy,
  effectiveDate,
});

describe('the next review of the policy', () => {
  it('is due six months after it came into force or was reviewed', () => {
    expect(policyReviewDue(since('2025-12-03'))).toEqual({
      date: '2026-06-03',
      because: 'regular',
    });
    // The month has no 31st.
    expect(
      policyReviewDue(since('2025-12-03'), '2026-08-31T23:59:59.999Z').date,
    ).toBe('2027-02-28');
  });

  it('is due two weeks after the first major incident since then', () => {
    const incidents = ['2026-03-20T22:30:00.000Z', '2026-02-01T08:00:00.000Z'];
    const policy = since('2025-12-03');
    expect(policyReviewDue(policy, undefined, incidents)).toEqual({
      date: '2026-02-15',
      because: 'major-incident',
    });
    // The review of 10 February has dealt with the one before it.
    expect(
      policyReviewDue(policy, '2026-02-10T10:00:00.000Z', incidents).date,
    ).toBe('2026-04-03');
  });

  it('does not wait for an incident that comes late', () => {
    expect(
      policyReviewDue(since('2026-01-01'), undefined, [
        '2026-06-25T00:00:00.000Z',
      ]),
    ).toEqual({ date: '2026-07-01', because: 'regular' });
  });

  it('is due when the policy says', () => {
    const policy = {
      ...since('2026-01-01'),
      reviews: {
        ...reviews,
        policy: { ...reviews.policy, everyMonths: 12 },
      },
    };
    expect(policyReviewDue(policy).date).toBe('2027-01-01');
  });
});
