import {
  Change,
  ChangeCommand,
} from 'backstage-plugin-change-management-common';
import { SeedDoor } from 'backstage-plugin-change-management-node';
import { Knex } from 'knex';
import { form, highRisk, lowRisk } from '../../__testUtils__/startPortal';
import { dice, Time } from './chance';

interface World {
  door: SeedDoor;
  knex: Knex;
  time: Time;
  roll: ReturnType<typeof dice>;
}

const entities = [
  'component:default/orders',
  'component:default/payments',
  'component:default/mail',
  'resource:default/ledger',
  'resource:default/orphan',
];
const categories = ['database', 'application', 'server'] as const;

const perform = (
  { door, time }: World,
  name: string,
  { id }: Pick<Change, 'id'>,
  command: ChangeCommand,
) => door.execute({ as: `user:default/${name}`, at: time.now, id, command });

async function decideAll(world: World, change: Change): Promise<Change> {
  const { time, roll } = world;
  let next = change;
  for (const name of ['karim', 'nadia', 'salma']) {
    time.pass(roll.below(3_000));
    const command = {
      type: 'decide',
      decision: 'approve',
      comment: '',
    } as const;
    const before = next;
    // Who is not asked is refused.
    next = await perform(world, name, before, command).catch(() => before);
  }
  return next;
}

async function assess(world: World, change: Change): Promise<Change> {
  const { entityRef, owners } = change.impact.direct.find(
    entity => !change.assessments.some(a => a.entityRef === entity.entityRef),
  )!;
  const owner = owners.includes('group:default/devops') ? 'amina' : 'youssef';
  return perform(world, owners.length ? owner : 'salma', change, {
    type: 'assess',
    entityRef,
    impactOnClients: '',
    impactOnData: '',
    objection: false,
    comment: '',
  });
}

/** One step towards being carried out; now and then it goes round in circles, or ends. */
async function stepAhead(world: World, change: Change): Promise<Change> {
  const { time, roll } = world;
  switch (change.state) {
    case 'draft':
      return perform(
        world,
        'amina',
        change,
        roll.chance(0.05) ? { type: 'cancel' } : { type: 'submit' },
      );
    case 'assessment':
      if (roll.chance(0.1)) {
        await perform(world, 'salma', change, { type: 'hold', reason: 'Wait' });
        time.pass(roll.below(500));
        await perform(world, 'salma', change, { type: 'release' });
        time.pass(roll.below(500));
      }
      return assess(world, change);
    case 'authorization':
      if (roll.chance(0.12)) {
        return perform(world, 'salma', change, {
          type: 'decide',
          decision: roll.one(['reject', 'request-changes']),
          comment: 'Not so',
        });
      }
      return roll.chance(0.1)
        ? perform(world, 'amina', change, {
            type: 'edit',
            revision: change.revision,
            patch: {
              title: `Another title ${roll.below(1_000)}`,
              category: roll.one(categories),
            },
          } as ChangeCommand)
        : decideAll(world, change);
    case 'approved':
      return perform(world, 'salma', change, {
        type: 'schedule',
        plannedStart: time.hence(-60),
        plannedEnd: time.hence(300),
        override: {
          reason: 'Agreed',
          waives: ['notice', 'conflicts', 'rehearsal', 'test-evidence'],
        },
      });
    default:
      return perform(world, 'amina', change, { type: 'start' });
  }
}

const log: ChangeCommand = {
  type: 'log',
  kind: 'step',
  summary: 'Did it',
  whatChanged: 'All',
};

async function rollBack(world: World, change: Change): Promise<Change> {
  const { time, roll } = world;
  const actualDowntimeMinutes = roll.chance(0.5) ? roll.below(90) : undefined;
  if (roll.chance(0.5)) {
    await perform(world, 'amina', change, {
      type: 'start-rollback',
      reason: 'It broke',
      acknowledgePointOfNoReturn: false,
    });
    time.pass(roll.below(90));
    const command = {
      type: 'rollback-step',
      index: 0,
      status: 'done',
    } as const;
    // An emergency may have no steps.
    await perform(world, 'amina', change, command).catch(() => undefined);
  }
  time.pass(roll.below(90));
  return perform(world, 'amina', change, {
    type: 'rollback',
    reason: 'It broke',
    actualDowntimeMinutes,
  });
}

/** From its start to its end, or until nobody goes on with it. */
async function goOn(world: World, started: Change): Promise<void> {
  const { time, roll } = world;
  let change = started;
  time.pass(roll.below(200));
  const fails = roll.chance(0.25);
  const outcome = roll.one([
    'successful',
    'successful',
    'successful-with-issues',
    'unsuccessful',
  ] as const);
  if (!roll.chance(0.2)) {
    change = await perform(world, 'bilal', change, log);
  }
  if (!fails || roll.chance(0.5)) {
    change = await perform(world, 'amina', change, {
      type: 'complete',
      outcome,
      result: 'Done',
      actualDowntimeMinutes: roll.chance(0.4) ? roll.below(4) * 15 : undefined,
    });
    time.pass(roll.below(400));
  }
  if (fails) {
    change = await rollBack(world, change);
  }
  if (roll.chance(0.15)) {
    return;
  }
  if (change.type === 'emergency') {
    if (roll.chance(0.8)) {
      time.pass(roll.below(2_500));
      const { title, type, affectedEntities, implementer, ...rest } = form({
        category: roll.one(categories),
      });
      change = await perform(world, 'amina', change, {
        type: 'edit',
        revision: change.revision,
        patch: rest,
      } as ChangeCommand);
    }
    change = await decideAll(world, change);
  }
  change = await perform(world, 'amina', change, log);
  change = await perform(world, 'amina', change, {
    type: 'review',
    summary: 'So it was',
    actionItems: [],
  });
  time.pass(roll.below(600));
  const close: ChangeCommand = {
    type: 'close',
    closeCode: fails ? 'rolled-back' : outcome,
    summary: 'So it was',
  };
  // What is not documented stays open.
  await perform(world, 'salma', change, close).catch(() => undefined);
}

/** One change lives its life, whatever comes. */
async function live(world: World): Promise<void> {
  const { door, time, roll } = world;
  const isEmergency = roll.chance(0.25);
  const affectedEntities = [
    ...new Set([roll.one(entities), roll.one(entities)]),
  ];
  let change = await door.create({
    as: 'user:default/amina',
    at: time.now,
    form: isEmergency
      ? {
          type: 'emergency',
          title: 'Repair it',
          affectedEntities,
          implementer: 'group:default/devops',
          emergency: {
            reason: roll.one(['critical-failure', 'security-issue'] as const),
            incidentRef: roll.one(['inc-1', 'INC-2', 'INC-99', 'PD-7', 'x']),
          },
        }
      : form({
          affectedEntities,
          category: roll.one(categories),
          risk: { answers: roll.chance(0.3) ? highRisk : lowRisk },
        }),
  });
  time.pass(roll.below(300));
  if (isEmergency) {
    change = await perform(world, 'amina', change, { type: 'start' });
  }
  while (!['implementation', 'rejected', 'canceled'].includes(change.state)) {
    change = await stepAhead(world, change);
    const { state } = change;
    time.pass(
      roll.below(['approved', 'scheduled'].includes(state) ? 40 : 2_000),
    );
  }
  if (change.state === 'implementation') {
    await goOn(world, change);
  }
}

/** As the catalog of the organisation has it. */
export function systemOf(entityRef: string): string | undefined {
  return entityRef.startsWith('component:') ? 'system:default/shop' : undefined;
}

/** Something went wrong, and a person may say which of the changes so far was the cause. */
async function happen({ knex, roll, time }: World): Promise<void> {
  const started = await knex('changes')
    .whereNotNull('actual_start')
    .pluck('number');
  const touched = [...new Set([roll.one(entities), roll.one(entities)])];
  const started_at = time.hence(-roll.below(600));
  const isCaused = started.length > 0 && roll.chance(0.6);
  const external_ref = roll.chance(0.3) ? `PD-${roll.below(1_000_000)}` : null;
  const major = roll.chance(0.3);
  const ended_at = roll.chance(0.8) ? time.now : null;
  const downtime_minutes = roll.chance(0.7) ? roll.below(100) : null;
  const caused_by_number = isCaused ? roll.one(started) : null;
  const cause = isCaused ? 'change' : 'open';
  const [{ number }] = await knex('incidents')
    .insert({
      ...{ source: 'external:pager', external_ref, severity: 'high', major },
      ...{ started_at, ended_at, downtime_minutes, cause, caused_by_number },
      recorded_at: started_at,
      revision: 1,
      document: JSON.stringify({
        ...{ title: 'It broke', severity: 'high', major, cause },
        ...{ entityRefs: touched, startedAt: started_at, rejections: [] },
        ...{ endedAt: ended_at ?? undefined, statement: {} },
        ...{ downtimeMinutes: downtime_minutes ?? undefined },
        causedByChangeId: isCaused ? `CHG-${caused_by_number}` : undefined,
        recordedBy: 'external:pager',
      }),
    })
    .returning('number');
  await knex('incident_entities').insert(
    touched.map(entity_ref => ({
      incident_number: number,
      entity_ref,
      system_ref: systemOf(entity_ref) ?? null,
      started_at,
    })),
  );
}

/** So many lives, some incidents of which changes caused some, and what pipelines did with and without a change. */
export async function liveRandomly(world: World, lives: number): Promise<void> {
  const { door, time, roll } = world;
  for (let n = 0; n < lives; n++) {
    await live(world);
    if (roll.chance(0.2)) {
      await happen(world);
    }
    if (roll.chance(0.3)) {
      await door.reportDeployment({
        as: 'user:default/amina',
        at: time.now,
        event: {
          externalId: `run-${n}`,
          entityRef: roll.one(entities),
          environment: roll.one(['production', 'staging']),
          version: `1.${n}`,
          status: roll.one(['succeeded', 'failed']),
          startedAt: time.now,
          finishedAt: time.now,
        },
      });
    }
    time.pass(roll.below(600));
  }
}
