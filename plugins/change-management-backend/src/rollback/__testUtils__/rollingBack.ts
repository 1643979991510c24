import { ChangeFormInput } from 'backstage-plugin-change-management-common';
import { form, Portal } from '../../__testUtils__/startPortal';
import { walk } from '../../__testUtils__/walk';

/** A change that is being rolled back, whose first step an executor carries out. */
export async function rollingBack(
  portal: Portal,
  name: string,
  more: Partial<ChangeFormInput> = {},
  input: Record<string, unknown> = { version: 3 },
): Promise<string> {
  const { id } = await portal.ask('amina', 'createChange', {
    body: form({
      ...more,
      rollbackPlan: {
        steps: [{ text: 'Restore', executor: { name, input } }, 'Look at it'],
      },
    }),
  });
  await walk(portal, id, 'implementation');
  await portal.step('amina', 'startRollback', id, { reason: 'Slow' });
  return id;
}

/** The steps of a rollback as soon as they are so. */
export async function stepsOnce(
  portal: Portal,
  id: string,
  is: (steps: any[]) => boolean,
): Promise<any[]> {
  let steps: any[] = [];
  for (let tries = 0; tries < 100; tries++) {
    const { rollbackRun } = await portal.ask('omar', 'getChange', {
      path: { id },
    });
    steps = rollbackRun.steps;
    if (is(steps)) {
      return steps;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`The steps never came to that: ${JSON.stringify(steps)}`);
}

/** The first step, once it has this status. */
export async function firstOnce(portal: Portal, id: string, status: string) {
  const [first] = await stepsOnce(
    portal,
    id,
    ([step]) => step.status === status,
  );
  return first;
}
