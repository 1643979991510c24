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

const approved = [submit, assess, approve('salma'), schedule()];

clause('§4.1', {
  compliant: () => life({}, ...approved, passTest, waitFor(1)),
  broken: () => life({}, ...approved, waitFor(1)),
  async enforced({ id }) {
    expectRefusal(
      await attempt('amina', 'startChange', id),
      409,
      /no passed test/,
    );
  },
});
