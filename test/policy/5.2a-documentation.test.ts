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

const carriedOut = [start, complete(), review, approve('salma')];

clause('§5.2a', {
  compliant: () => life(emergency, ...carriedOut),
  broken: () => life({ ...emergency, description: undefined }, ...carriedOut),
  async enforced({ id }) {
    expectRefusal(
      await attempt('salma', 'closeChange', id, {
        closeCode: 'successful',
        summary: 'Fine',
      }),
      409,
      /documentation after the fact \(description\)/,
    );
  },
});
