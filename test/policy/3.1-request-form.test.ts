import { clause, expectRefusal } from './clause';
import { attempt, life, submit } from './portal';

// Without a time, so that there is none to be told of.
const form = { plannedStart: undefined, plannedEnd: undefined };

clause('§3.1', {
  compliant: () => life(form, submit),
  broken: () => life(form),
  async enforced({ id }) {
    expectRefusal(
      await attempt('salma', 'decideChange', id, { decision: 'approve' }),
      409,
      /is in state draft/,
    );
    expectRefusal(await attempt('amina', 'startChange', id), 409, /draft/);
  },
});
