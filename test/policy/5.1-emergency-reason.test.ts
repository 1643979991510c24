import { clause, expectRefusal } from './clause';
import { attempt, emergency, life } from './portal';

clause('§5.1', {
  compliant: () => life(emergency),
  broken: () => life({ ...emergency, emergency: undefined }),
  async enforced({ id }) {
    for (const step of ['startChange', 'submitChange'] as const) {
      expectRefusal(
        await attempt('amina', step, id),
        400,
        /emergency.reason.*emergency.incidentRef/,
      );
    }
  },
});
