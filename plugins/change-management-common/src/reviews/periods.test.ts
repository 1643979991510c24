import { defaultPolicy } from '../policy/defaultPolicy';
import { Policy } from '../policy/schema';
import { Opening, reviewsDue, ReviewsSoFar } from './periods';

const nothing: ReviewsSoFar = {
  lastTo: {},
  firstChangeAt: '2026-01-15T08:00:00.000Z',
  policyReviewOpen: false,
  policyReviewedAt: '2026-10-01T09:00:00.000Z',
  followedIncidents: [],
  majorIncidents: [],
};

function due(
  now: string,
  soFar: Partial<ReviewsSoFar> = {},
  policy: Policy = defaultPolicy,
): [string, string, string][] {
  return reviewsDue(policy, { ...nothing, ...soFar }, now).map(
    ({ kind, period, dueAt }: Opening) => [kind, period, dueAt],
  );
}

const november = ['monthly', '2026-11', '2026-12-05T23:59:59.999Z'];

describe('when reviews are due', () => {
  it('opens the month once it is over', () => {
    const lastTo = { monthly: '2026-11-01T00:00:00.000Z' };
    expect(due('2026-11-30T23:59:59.999Z', { lastTo })).toEqual([]);
    expect(due('2026-12-01T00:00:00.000Z', { lastTo })).toEqual([november]);
  });

  it('begins with the month whose time is still ahead, and only where there was a change', () => {
    expect(due('2026-12-05T23:59:59.999Z')).toEqual([november]);
    expect(due('2026-12-06T00:00:00.000Z')).toEqual([]);
    const firstChangeAt = '2026-12-01T00:00:00.000Z';
    expect(due('2026-12-02T00:00:00.000Z', { firstChangeAt })).toEqual([]);
    expect(
      due('2026-12-02T00:00:00.000Z', { firstChangeAt: undefined }),
    ).toEqual([]);
  });

  it('opens what nobody opened in its time, oldest first', () => {
    const lastTo = {
      monthly: '2026-09-01T00:00:00.000Z',
      quarterly: '2026-04-01T00:00:00.000Z',
    };
    expect(due('2026-12-20T00:00:00.000Z', { lastTo })).toEqual([
      ['monthly', '2026-09', '2026-10-05T23:59:59.999Z'],
      ['monthly', '2026-10', '2026-11-05T23:59:59.999Z'],
      november,
      ['quarterly', '2026-Q2', '2026-07-10T23:59:59.999Z'],
      ['quarterly', '2026-Q3', '2026-10-10T23:59:59.999Z'],
    ]);
  });

  it('goes by the zone of the policy, in summer and in winter', () => {
    const policy = {
      ...defaultPolicy,
      reviews: { ...defaultPolicy.reviews!, timeZone: 'Europe/Paris' },
    };
    const lastTo = {
      monthly: '2026-09-30T22:00:00.000Z',
      quarterly: '2026-09-30T22:00:00.000Z',
    };
    expect(due('2026-10-31T23:00:00.000Z', { lastTo }, policy)).toEqual([
      ['monthly', '2026-10', '2026-11-05T22:59:59.999Z'],
    ]);
    expect(due('2026-10-31T22:59:59.999Z', { lastTo }, policy)).toEqual([]);
    const [october] = reviewsDue(
      policy,
      { ...nothing, lastTo },
      '2026-11-01T00:00:00.000Z',
    );
    expect([october.from, october.to]).toEqual([
      '2026-09-30T22:00:00.000Z',
      '2026-10-31T23:00:00.000Z',
    ]);
  });

  it('opens the review of the policy two weeks before six months are over', () => {
    const review = ['policy', '2027-04-01', '2027-04-01T23:59:59.999Z'];
    const lastTo = {
      monthly: '2027-04-01T00:00:00.000Z',
      quarterly: '2027-04-01T00:00:00.000Z',
    };
    expect(due('2027-03-18T23:59:59.998Z', { lastTo })).toEqual([]);
    expect(due('2027-03-18T23:59:59.999Z', { lastTo })).toEqual([review]);
    expect(
      due('2027-03-20T00:00:00.000Z', { lastTo, policyReviewOpen: true }),
    ).toEqual([]);
    const effectiveDate = '2027-01-01';
    expect(
      due(
        '2027-03-20T00:00:00.000Z',
        { lastTo },
        {
          ...defaultPolicy,
          effectiveDate,
        },
      ),
    ).toEqual([]);
  });

  it('opens one review of the policy for the major incidents that none follows', () => {
    const majorIncidents = [
      { id: 'INC-8', startedAt: '2026-11-12T10:00:00.000Z' },
      { id: 'INC-7', startedAt: '2026-11-10T10:00:00.000Z' },
    ];
    const lastTo = {
      monthly: '2026-11-01T00:00:00.000Z',
      quarterly: '2026-10-01T00:00:00.000Z',
    };
    const now = '2026-11-13T00:00:00.000Z';
    expect(
      reviewsDue(defaultPolicy, { ...nothing, lastTo, majorIncidents }, now),
    ).toEqual([
      {
        kind: 'policy',
        period: 'INC-7',
        dueAt: '2026-11-24T23:59:59.999Z',
        incidents: ['INC-7', 'INC-8'],
      },
    ]);
    const followedIncidents = ['INC-7'];
    expect(due(now, { lastTo, majorIncidents, followedIncidents })).toEqual([
      ['policy', 'INC-8', '2026-11-26T23:59:59.999Z'],
    ]);
  });

  it('holds for a policy that says nothing of reviews', () => {
    const { reviews, ...silent } = defaultPolicy;
    const lastTo = { monthly: '2026-11-01T00:00:00.000Z' };
    expect(due('2026-12-01T00:00:00.000Z', { lastTo }, silent)).toEqual([
      november,
    ]);
  });
});
