import {
  Change,
  ChangeModelRef,
} from 'backstage-plugin-change-management-common';
import { SeedDoor } from 'backstage-plugin-change-management-node';
import { ConfigurationKeeper } from './configuration';
import { accessOf } from './access';
import { deploymentsOf, gateRequestsOf } from './deployments';
import { formOf } from './forms';
import { incidentsOf } from './incidents';
import { lifeOf, requestedAt, slotOf } from './lives';
import { models, ModelTopic } from './models';
import { keepReviews, reviewPolicy } from './reviews';
import { Topic, topics } from './topics';
import { windowsOf } from './windows';

const hour = 3_600_000;
const day = 24 * hour;

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

async function play(
  door: SeedDoor,
  topic: Topic,
  now: number,
  configuration: ConfigurationKeeper,
  changeModel?: ChangeModelRef,
): Promise<Change> {
  let change = await door.create({
    as: user(topic.by),
    at: new Date(requestedAt(topic, now)).toISOString(),
    form: {
      ...formOf(topic, slotOf(topic, now)),
      access: accessOf(topic, now),
      changeModel,
    },
  });
  const owners = topic.entities.map(ref => {
    const { owners: groups } = change.impact.direct.find(
      ({ entityRef }) => entityRef === ref,
    )!;
    return spokespeople[groups[0]];
  });
  const worker = workerOf(topic);
  const steps = lifeOf(topic, { now, owners, worker });
  if (!steps.some(({ command }) => command.type === 'start')) {
    await configuration.edit(change, user(topic.by), requestedAt(topic, now));
  }
  for (const { as, at, command } of steps) {
    change = await door.execute({
      as: user(as),
      at: new Date(at).toISOString(),
      id: change.id,
      command,
    });
    if (command.type === 'start') {
      await configuration.edit(change, user(worker), at);
    }
  }
  return change;
}

/** Has a model made of a change, and approved the next day. */
async function propose(
  door: SeedDoor,
  { days, title, by }: ModelTopic,
  change: Change,
  now: number,
): Promise<ChangeModelRef> {
  const proposedAt = now - (now % day) - days * day + 9 * hour;
  const { id, latestVersion } = await door.proposeModel({
    as: user(by),
    at: new Date(proposedAt).toISOString(),
    proposal: {
      title,
      fromChangeId: change.id,
      form: {
        category: change.category,
        description: change.description,
        justification: change.justification,
        implementationPlan: change.implementationPlan,
        testPlan: change.testPlan,
        rollbackPlan: change.rollbackPlan,
        risk: { answers: change.riskAnswers },
        expectedDowntimeMinutes: change.expectedDowntimeMinutes,
        implementer: change.implementer,
        affectedEntities: change.affectedEntities,
      },
    },
  });
  const { version } = await door.approveModel({
    as: user('salma'),
    at: new Date(proposedAt + day).toISOString(),
    id,
    version: latestVersion,
  });
  return { id, version: version! };
}

/** Plays the lives of all demo changes through the commands that a person would use; answers how many there are. */
export async function seedChanges(
  door: SeedDoor,
  now: number,
): Promise<number> {
  await reviewPolicy(door, now);
  await door.entitiesReady([...new Set(topics.flatMap(t => t.entities))]);
  const configuration = new ConfigurationKeeper(door);
  await configuration.keep(user('youssef'), now - 183 * day);
  const successes = new Map<string, Change>();
  const made = new Map<string, ChangeModelRef>();
  const carriedOut: Change[] = [];
  const all: Change[] = [];
  for (const topic of topics) {
    for (const model of models) {
      if (topic.days < model.days && !made.has(model.title)) {
        const change = successes.get(model.title)!;
        made.set(model.title, await propose(door, model, change, now));
      }
    }
    const { title } = topic;
    const change = await play(door, topic, now, configuration, made.get(title));
    if (change.actualStart) {
      carriedOut.push(change);
    }
    all.push(change);
    if (change.closeCode === 'successful') {
      successes.set(title, change);
    }
  }
  for (const form of windowsOf(now)) {
    await door.createWindow({
      as: user('salma'),
      at: new Date(now - day).toISOString(),
      form,
    });
  }
  for (const event of deploymentsOf(carriedOut, now)) {
    await door.reportDeployment({
      as: 'pipeline:default/ci',
      at: event.finishedAt ?? event.startedAt,
      event,
    });
  }
  for (const request of gateRequestsOf(all)) {
    await door.askGate({
      as: 'pipeline:default/ci',
      at: new Date(now - 20 * 60_000).toISOString(),
      request,
    });
  }
  for (const { as, form, cause } of incidentsOf(carriedOut, now)) {
    const at = (time: string, minutes: number) =>
      new Date(
        Math.min(Date.parse(time) + minutes * 60_000, now),
      ).toISOString();
    const { id } = await door.recordIncident({
      as: user(as),
      at: at(form.endedAt ?? form.startedAt, 10),
      form,
    });
    if (cause) {
      await door.decideIncidentCause({
        as: user(cause.as),
        at: at(form.endedAt ?? form.startedAt, 120),
        id,
        cause: { changeId: cause.changeId, reason: cause.reason },
      });
    }
  }
  await door.placeLegalHold({
    as: user('karim'),
    at: new Date(now - 20 * day).toISOString(),
    form: {
      entityRef: 'system:default/payments',
      reason:
        'Dispute with a card scheme over payments of the summer: nothing of the payments system is to be purged until counsel says so.',
    },
  });
  await keepReviews(door, now);
  return topics.length;
}
