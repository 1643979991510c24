import { clause, expectRefusal } from './clause';
import {
  approve,
  attempt,
  complete,
  emergency,
  life,
  review,
  start,
} from './portal';

clause('§5.3a', {
  compliant: () => life(emergency, start, complete(), approve('salma'), review),
  broken: () => life(emergency, start, complete(), approve('salma')),
  async enforced({ id }) {
    expectRefusal(
      await attempt('salma', 'closeChange', id, {
        closeCode: 'successful',
        summary: 'Fine',
      }),
      409,
      /post-implementation review/,
    );
  },
});
