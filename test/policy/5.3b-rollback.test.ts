import { clause, expectRefusal } from './clause';
import {
  attempt,
  complete,
  life,
  prepared,
  review,
  rollBack,
  start,
} from './portal';

const failed = [...prepared, start, complete('unsuccessful')];

clause('§5.3b', {
  compliant: () => life({}, ...failed, rollBack, review),
  broken: () => life({}, ...failed, review),
  async enforced({ id }) {
    expectRefusal(
      await attempt('salma', 'closeChange', id, {
        closeCode: 'successful',
        summary: 'Fine',
      }),
      400,
      /closeCode: must be unsuccessful/,
    );
  },
});
