import { clause, expectRefusal } from './clause';
import { approve, assess, attempt, life, submit } from './portal';

clause('§4.2', {
  compliant: () => life({ expectedDowntimeMinutes: 120 }),
  broken: () => life({ expectedDowntimeMinutes: 121 }),
  async enforced({ id, revision, plannedStart }) {
    expectRefusal(
      await attempt('amina', 'submitChange', id),
      400,
      /expectedDowntimeMinutes/,
    );
    await attempt('amina', 'editChange', id, {
      revision,
      expectedDowntimeMinutes: 120,
    });
    for (const step of [submit, assess, approve('salma')]) {
      await step(id);
    }
    const tooShort = {
      plannedStart,
      plannedEnd: new Date(Date.parse(plannedStart!) + 60_000).toISOString(),
    };
    expectRefusal(
      await attempt('salma', 'scheduleChange', id, tooShort),
      400,
      /plannedEnd: must leave room for the 120 minutes/,
    );
  },
});
