import { clause } from './clause';
import { approve, assess, life, read, schedule, submit, take } from './portal';

const approved = [submit, assess, approve('salma')];

clause('§3.3b', {
  compliant: () => life({}, ...approved, schedule(25)),
  broken: () => life({}, ...approved, schedule(23)),
  // Told, not enforced yet: only the change manager can set a time, and with a reason make it count.
  async enforced({ id, plannedStart, plannedEnd }) {
    await take('salma', 'scheduleChange', {
      plannedStart,
      plannedEnd,
      override: { reason: 'All clients agreed by phone' },
    })(id);
    expect((await read(id)).clauses).toContainEqual(
      expect.objectContaining({
        id: '§3.3b',
        status: 'waived',
        evidence: expect.stringMatching(/salma.*All clients agreed by phone/),
      }),
    );
  },
});
