import { SeedDoor } from 'backstage-plugin-change-management-node';
import { formOf } from './forms';
import { lifeOf, requestedAt, slotOf } from './lives';
import { Topic, topics } from './topics';

/** Who speaks for each team. */
const spokespeople: Record<string, string> = {
  'group:default/bookings-team': 'soufiane',
  'group:default/content-team': 'ghita',
  'group:default/data-team': 'mehdi',
  'group:default/devops': 'amina',
  'group:default/identity-team': 'hamza',
  'group:default/orders-team': 'anas',
  'group:default/payments-team': 'youssef',
  'group:default/storefront-team': 'meryem',
};

function user(name: string): string {
  return `user:default/${name}`;
}

/** The person who does the work of a group. */
function workerOf({ implementer }: Topic): string {
  return spokespeople[implementer] ?? implementer.split('/')[1];
}

async function play(door: SeedDoor, topic: Topic, now: number): Promise<void> {
  let change = await door.create({
    as: user(topic.by),
    at: new Date(requestedAt(topic, now)).toISOString(),
    form: formOf(topic, slotOf(topic, now)),
  });
  const owners = topic.entities.map(ref => {
    const { owners: groups } = change.impact.direct.find(
      ({ entityRef }) => entityRef === ref,
    )!;
    return spokespeople[groups[0]];
  });
  const steps = lifeOf(topic, { now, owners, worker: workerOf(topic) });
  for (const { as, at, command } of steps) {
    change = await door.execute({
      as: user(as),
      at: new Date(at).toISOString(),
      id: change.id,
      command,
    });
  }
}

/** Plays the lives of all demo changes through the commands that a person would use; answers how many there are. */
export async function seedChanges(
  door: SeedDoor,
  now: number,
): Promise<number> {
  await door.entitiesReady([...new Set(topics.flatMap(t => t.entities))]);
  for (const topic of topics) {
    await play(door, topic, now);
  }
  return topics.length;
}
