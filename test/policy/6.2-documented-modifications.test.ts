import { clause, expectRefusal } from './clause';
import {
  approve,
  assess,
  attempt,
  complete,
  life,
  log,
  passTest,
  schedule,
  start,
  submit,
  waitFor,
} from './portal';

const form = { category: 'access' as const };
const started = [
  submit,
  assess,
  approve('karim'),
  approve('salma'),
  schedule(),
  passTest,
  waitFor(1),
  start,
];

clause('§6.2', {
  compliant: () => life(form, ...started, log, complete()),
  broken: () => life(form, ...started, complete()),
  async enforced({ id }) {
    expectRefusal(
      await attempt('salma', 'closeChange', id, {
        closeCode: 'successful',
        summary: 'Fine',
      }),
      409,
      /entry in the execution log/,
    );
  },
});
