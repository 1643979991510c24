import { clause, expectRefusal } from './clause';
import { approve, assess, attempt, life, schedule, submit } from './portal';

const approved = [submit, assess, approve('salma')];

clause('§8.1', {
  compliant: () => life({}, ...approved, schedule()),
  broken: () => life({}, ...approved),
  async enforced({ id, plannedStart, plannedEnd }) {
    expectRefusal(
      await attempt('amina', 'scheduleChange', id, {
        plannedStart,
        plannedEnd,
      }),
      403,
      /change manager/,
    );
    expectRefusal(
      await attempt('amina', 'startChange', id),
      409,
      /is in state approved/,
    );
  },
});
