import { clause, expectRefusal } from './clause';
import { attempt, life } from './portal';

clause('§2', {
  compliant: () => life({}),
  broken: () => life({ category: undefined }),
  async enforced({ id }) {
    expectRefusal(await attempt('amina', 'submitChange', id), 400, /category/);
  },
});
