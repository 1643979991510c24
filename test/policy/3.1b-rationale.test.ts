import { clause, expectRefusal } from './clause';
import { attempt, life } from './portal';

clause('§3.1b', {
  compliant: () => life({}),
  broken: () => life({ justification: undefined }),
  async enforced({ id }) {
    expectRefusal(
      await attempt('amina', 'submitChange', id),
      400,
      /justification/,
    );
  },
});
