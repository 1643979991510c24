import { clause, expectRefusal } from './clause';
import { attempt, life } from './portal';

clause('§3.1e', {
  compliant: () => life({}),
  broken: () => life({ risk: undefined }),
  async enforced({ id }) {
    expectRefusal(
      await attempt('amina', 'submitChange', id),
      400,
      /risk.answers/,
    );
  },
});
