import { clause, expectRefusal } from './clause';
import {
  approve,
  assess,
  attempt,
  hence,
  life,
  read,
  Step,
  submit,
  take,
} from './portal';

const planFor =
  (hours: number): Step =>
  id =>
    take('amina', 'editChange', {
      revision: 1,
      plannedStart: hence(hours),
      plannedEnd: hence(hours + 2),
    })(id);
const approved = [submit, assess, approve('salma')];

clause('§3.3b', {
  compliant: () => life({}, planFor(25), ...approved),
  broken: () => life({}, planFor(23), ...approved),
  async enforced({ id, plannedStart, plannedEnd }) {
    const slot = { plannedStart, plannedEnd };
    expectRefusal(
      await attempt('salma', 'scheduleChange', id, slot),
      409,
      /told 2[23] hours ahead; the policy asks for 24/,
    );
    const override = { reason: 'All clients agreed by phone' };
    await take('salma', 'scheduleChange', { ...slot, override })(id);
    expect((await read(id)).clauses).toContainEqual(
      expect.objectContaining({
        id: '§3.3b',
        status: 'waived',
        evidence: expect.stringMatching(/salma.*All clients agreed by phone/),
      }),
    );
  },
});
