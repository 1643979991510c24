import { clause, expectRefusal } from './clause';
import { approve, assess, attempt, life, submit } from './portal';

clause('§3.2a', {
  compliant: () => life({}, submit, assess, approve('salma')),
  broken: () => life({}, submit, assess),
  async enforced({ id, plannedStart, plannedEnd }) {
    expectRefusal(
      await attempt('karim', 'decideChange', id, { decision: 'approve' }),
      403,
      /change manager/,
    );
    expectRefusal(
      await attempt('salma', 'scheduleChange', id, {
        plannedStart,
        plannedEnd,
      }),
      409,
      /is in state authorization/,
    );
  },
});
