import { expectRefusal, organisationalClause } from './clause';
import { portalWithReviews, waitUntil } from './reviews';

organisationalClause('§7.1', /^Monthly review/);

describe('§7.1, kept', () => {
  it('opens the review of the month’s log, due on the 5th, and has the change manager sign what was looked at', async () => {
    const portal = await portalWithReviews();
    await waitUntil(portal, '2027-01-01T00:00:00.000Z');
    const { id, dueAt, sample } = await portal.latest('monthly');
    expect(dueAt).toBe('2027-01-05T23:59:59.999Z');
    expectRefusal(await portal.sign('salma', id), 409, /not looked at/);
    for (const { changeId } of sample) {
      await portal.lookAt('salma', id, changeId);
    }
    expectRefusal(await portal.sign('hind', id), 403, /audit|change manager/);
    await waitUntil(portal, '2027-01-06T00:00:00.000Z');
    expect(await portal.latest('monthly')).toMatchObject({ overdue: true });
    expect((await portal.sign('salma', id)).body.status).toBe('signed-off');
    expectRefusal(await portal.find('salma', id), 409, /stays as it is/);
  }, 60_000);
});
