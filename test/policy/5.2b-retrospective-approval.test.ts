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

clause('§5.2b', {
  compliant: () => life(emergency, start, complete(), review, approve('salma')),
  broken: () => life(emergency, start, complete(), review),
  async enforced({ id }) {
    expectRefusal(
      await attempt('salma', 'closeChange', id, {
        closeCode: 'successful',
        summary: 'Fine',
      }),
      409,
      /retrospective approval/,
    );
  },
});
