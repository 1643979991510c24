import { clause, expectRefusal } from './clause';
import { attempt, life } from './portal';

const type = 'standard';

clause('§3.1c', {
  compliant: () => life({ type }),
  broken: () => life({ type, affectedEntities: ['component:default/ghost'] }),
  async enforced({ id }) {
    expectRefusal(
      await attempt('amina', 'submitChange', id),
      400,
      /affectedEntities.0: component:default\/ghost is not in the catalog/,
    );
  },
});
