import { highRisk } from 'backstage-plugin-change-management-backend/src/__testUtils__/startPortal';
import { clause, expectRefusal } from './clause';
import { approve, assess, attempt, life, read, submit } from './portal';

const form = { risk: { answers: highRisk } };

clause('§3.2b', {
  compliant: () =>
    life(form, submit, assess, approve('salma'), approve('nadia')),
  broken: () => life(form, submit, assess, approve('salma')),
  async enforced({ id, plannedStart, plannedEnd }) {
    expectRefusal(
      await attempt('salma', 'scheduleChange', id, {
        plannedStart,
        plannedEnd,
      }),
      409,
      /is in state authorization/,
    );
    // She is a CTO as well, but one person's decision serves one requirement.
    await attempt('salma', 'decideChange', id, {
      decision: 'approve',
      requirementId: 'high-risk',
    });
    expect((await read(id)).state).toBe('authorization');
  },
});
