import { clause, expectRefusal } from './clause';
import {
  approve,
  assess,
  attempt,
  life,
  passTest,
  schedule,
  submit,
  waitFor,
} from './portal';

const ready = [submit, assess, approve('salma'), schedule(), passTest];

clause('§3.3a', {
  compliant: () => life({}, ...ready, waitFor(1)),
  broken: () => life({}, ...ready, waitFor(3)),
  async enforced({ id }) {
    expectRefusal(
      await attempt('amina', 'startChange', id),
      409,
      /is scheduled from/,
    );
  },
});
