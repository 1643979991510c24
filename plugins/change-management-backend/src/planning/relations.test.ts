import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { stopClock } from '../__testUtils__/clock';
import { createScheduler } from '../__testUtils__/createScheduler';
import { createDatabases } from '../__testUtils__/databases';
import { movingCatalog } from '../__testUtils__/movingCatalog';
import { organisation } from '../__testUtils__/organisation';
import { form, startPortal } from '../__testUtils__/startPortal';
import { agreedSlot, slotNow, walk } from '../__testUtils__/walk';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

const ledger = 'resource:default/ledger';
const orders = 'component:default/orders';
const payments = 'component:default/payments';

/** The organisation, with payments no longer on the ledger. */
const apart: Entity[] = organisation.map(entity => ({
  ...entity,
  relations: entity.relations?.filter(
    ({ targetRef }) =>
      ![ledger, payments].includes(stringifyEntityRef(entity)) ||
      ![ledger, payments].includes(targetRef),
  ),
}));

describe.each(supported)('relations that come and go, %s', engine => {
  let knex: Knex;
  let clock: ReturnType<typeof stopClock>;

  beforeEach(async () => {
    clock = stopClock();
    knex = await databases.init(engine);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  async function start(entities: Entity[]) {
    const catalog = movingCatalog(entities);
    const scheduler = createScheduler();
    const portal = await startPortal({
      knex,
      catalog: catalog.feature,
      features: [scheduler.factory()],
    });
    /** A change of one entity that is scheduled for now, whatever it collides with. */
    async function plan(entityRef: string): Promise<string> {
      const { id } = await portal.ask('amina', 'createChange', {
        body: form({ affectedEntities: [entityRef], ...slotNow() }),
      });
      await walk(portal, id, 'approved');
      await portal.step('salma', 'scheduleChange', id, agreedSlot());
      await portal.step('amina', 'addTestResult', id, {
        environment: 'staging',
        outcome: 'passed',
      });
      return id;
    }
    const conflictsOf = async (id: string) => {
      const change = await portal.ask('hind', 'getChange', { path: { id } });
      return change.conflicts.map(({ changeId, via }: any) => [changeId, via]);
    };
    return {
      ...portal,
      plan,
      conflictsOf,
      async becomes(now: Entity[]) {
        catalog.state.entities = now;
        clock.wait(5);
      },
      async look() {
        await scheduler.triggerTask('compare-schedule-with-catalog');
        await scheduler.triggerTask('look-at-schedule');
      },
    };
  }

  it('finds and clears conflicts on both sides as the catalog moves', async () => {
    const { plan, becomes, look, conflictsOf } = await start(apart);
    const first = await plan(ledger);
    const second = await plan(orders);
    await look();
    expect(await conflictsOf(first)).toEqual([]);

    const via = [ledger, payments, orders];
    await becomes(organisation);
    await look();
    expect(await conflictsOf(first)).toEqual([[second, via]]);
    expect(await conflictsOf(second)).toEqual([[first, via]]);

    await becomes(apart);
    await look();
    expect(await conflictsOf(first)).toEqual([]);
    expect(await conflictsOf(second)).toEqual([]);
  });

  it('lets a change start beside a running one that it no longer reaches, before anything has looked', async () => {
    const { ask, becomes, plan, send, step, ...portal } = await start(
      organisation,
    );
    const running = await plan(orders);
    await step('amina', 'startChange', running);
    const { id } = await ask('amina', 'createChange', {
      body: form({ affectedEntities: [ledger], ...slotNow() }),
    });
    await walk({ ask, send, step, ...portal }, id, 'approved');
    const schedule = () =>
      send('salma', 'scheduleChange', {
        path: { id },
        body: {
          ...slotNow(),
          override: { reason: 'All know', waives: ['notice'] },
        },
      });
    const refused = await schedule();
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain(
      'through ledger → payments → orders',
    );

    await becomes(apart);
    expect((await schedule()).status).toBe(200);
    await step('amina', 'addTestResult', id, {
      environment: 'staging',
      outcome: 'passed',
    });
    await step('amina', 'startChange', id);
  });
});
