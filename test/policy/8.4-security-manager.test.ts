import { clause, expectRefusal } from './clause';
import { approve, assess, attempt, life, submit } from './portal';

const form = {
  category: 'configuration' as const,
  affectedEntities: ['component:default/vault'],
};

clause('§8.4', {
  compliant: () =>
    life(form, submit, assess, approve('salma'), approve('karim')),
  broken: () => life(form, submit, assess, approve('salma')),
  async enforced({ id, plannedStart, plannedEnd }) {
    expectRefusal(
      await attempt('nadia', 'decideChange', id, { decision: 'approve' }),
      403,
      /security manager/,
    );
    expectRefusal(
      await attempt('salma', 'scheduleChange', id, {
        plannedStart,
        plannedEnd,
      }),
      409,
      /is in state authorization/,
    );
  },
});
