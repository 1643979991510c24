import { clause, expectRefusal } from './clause';
import { attempt, complete, life, prepared, start } from './portal';

clause('§4.3', {
  compliant: () => life({}, ...prepared, start, complete()),
  broken: () => life({}, ...prepared, start),
  async enforced({ id }) {
    expectRefusal(
      await attempt('amina', 'completeChange', id, { outcome: 'successful' }),
      400,
      /result/,
    );
    expectRefusal(
      await attempt('salma', 'closeChange', id, {
        closeCode: 'successful',
        summary: 'Fine',
      }),
      409,
      /is in state implementation/,
    );
  },
});
