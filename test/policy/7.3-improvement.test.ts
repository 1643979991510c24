import { organisationalClause } from './clause';
import { portalWithReviews, waitUntil } from './reviews';

organisationalClause('§7.3', /^Update procedures/);

describe('§7.3, kept', () => {
  it('has a finding lead to a version of the policy that names it', async () => {
    const portal = await portalWithReviews();
    await waitUntil(portal, '2027-01-01T00:00:00.000Z');
    const { id } = await portal.latest('quarterly');
    await portal.find('salma', id);
    const current = await portal.ask('salma', 'getPolicy');
    await portal.ask('salma', 'proposePolicy', {
      body: {
        document: { ...current, version: '1.1' },
        findings: [{ reviewId: id, findingId: '1' }],
      },
    });
    const [finding] = (await portal.get(id)).findings;
    expect(finding.ledTo).toEqual([{ version: '1.1', state: 'draft' }]);
    expect((await portal.finish('karim', id)).body.findings[0].status).toBe(
      'resolved',
    );
  }, 60_000);
});
