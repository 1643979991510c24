import { organisationalClause } from './clause';
import { portalWithReviews, waitUntil } from './reviews';

organisationalClause('§7.2', /^Quarterly evaluation/);

describe('§7.2, kept', () => {
  it('evaluates downtime, incidents caused by change and rollbacks, due on the 10th after the quarter', async () => {
    const portal = await portalWithReviews();
    const { id: incident } = await portal.ask('salma', 'recordIncident', {
      body: {
        title: 'Nobody could order',
        severity: 'high',
        startedAt: '2026-12-01T11:50:00.000Z',
        downtimeMinutes: 40,
        entityRefs: ['component:default/orders'],
        causedByChangeId: 'CHG-1001',
      },
    });
    expect(incident).toBeDefined();
    await waitUntil(portal, '2027-01-01T00:00:00.000Z');
    const { id, dueAt, data } = await portal.latest('quarterly');
    expect(dueAt).toBe('2027-01-10T23:59:59.999Z');
    expect(data!.figures!.total).toMatchObject({
      changes: 1,
      incidents: 1,
      incidentsByChange: 1,
      incidentDowntimeMinutes: 40,
      rollbackRate: 0,
    });
    expect((await portal.sign('salma', id)).body.status).toBe('open');
    expect((await portal.sign('nadia', id)).body.status).toBe('signed-off');
  }, 60_000);
});
