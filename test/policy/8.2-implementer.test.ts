import { clause, expectRefusal } from './clause';
import { attempt, life, prepared, start } from './portal';

clause('§8.2', {
  compliant: () => life({}, ...prepared, start),
  broken: () => life({}, ...prepared),
  async enforced({ id }) {
    expectRefusal(
      await attempt('youssef', 'startChange', id),
      403,
      /implementer/,
    );
  },
});
