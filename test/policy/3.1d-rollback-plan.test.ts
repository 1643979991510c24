import { clause, expectRefusal } from './clause';
import { attempt, life } from './portal';

clause('§3.1d', {
  compliant: () => life({}),
  broken: () => life({ rollbackPlan: undefined }),
  async enforced({ id }) {
    expectRefusal(
      await attempt('amina', 'submitChange', id),
      400,
      /rollbackPlan.steps/,
    );
  },
});
