import { clause, expectRefusal } from './clause';
import { assess, attempt, life, submit } from './portal';

clause('§8.3', {
  compliant: () => life({}, submit, assess),
  broken: () => life({}, submit),
  async enforced({ id }) {
    expectRefusal(
      await attempt('salma', 'decideChange', id, { decision: 'approve' }),
      409,
      /is in state assessment/,
    );
  },
});
