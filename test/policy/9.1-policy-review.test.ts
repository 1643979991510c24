import { expectRefusal, organisationalClause } from './clause';
import { portalWithReviews, waitUntil } from './reviews';

organisationalClause('§9.1', /every 6 months/);

describe('§9.1, kept', () => {
  it('asks the CTO to review the policy every six months and within two weeks of a major incident', async () => {
    const portal = await portalWithReviews();
    await waitUntil(portal, '2026-12-01T12:00:00.000Z');
    const { id, dueAt } = await portal.latest('policy');
    expect(dueAt).toBe('2026-06-03T23:59:59.999Z');
    expectRefusal(await portal.sign('karim', id), 403, /Only the CTO/);
    await portal.sign('nadia', id);

    await waitUntil(portal, '2027-06-01T12:00:00.000Z');
    expect((await portal.latest('policy')).dueAt).toBe(
      '2027-06-01T23:59:59.999Z',
    );
    await portal.ask('salma', 'recordIncident', {
      body: {
        ...{ title: 'Nobody could pay', severity: 'critical', major: true },
        startedAt: '2027-06-01T08:00:00.000Z',
        entityRefs: ['component:default/payments'],
      },
    });
    await waitUntil(portal, '2027-06-01T13:00:00.000Z');
    const reviews = await portal.list({ kind: 'policy', status: 'open' });
    expect(reviews.map(review => review.dueAt)).toEqual([
      '2027-06-15T23:59:59.999Z',
      '2027-06-01T23:59:59.999Z',
    ]);
  }, 60_000);
});
