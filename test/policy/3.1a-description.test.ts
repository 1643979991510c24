import { clause, expectRefusal } from './clause';
import { attempt, life } from './portal';

clause('§3.1a', {
  compliant: () => life({}),
  broken: () => life({ description: undefined }),
  async enforced({ id }) {
    expectRefusal(
      await attempt('amina', 'submitChange', id),
      400,
      /description/,
    );
  },
});
