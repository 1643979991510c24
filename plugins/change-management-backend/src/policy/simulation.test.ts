import {
  Actor,
  Change,
  defaultPolicy,
  Policy,
  PolicySimulation,
  SimulatePolicy,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { setImmediate } from 'timers/promises';
import { createDatabases } from '../__testUtils__/databases';
import {
  form,
  highRisk,
  Portal,
  startPortal,
} from '../__testUtils__/startPortal';
import { slotNow, walk } from '../__testUtils__/walk';
import {
  ownEntitiesOnly,
  startNarrowed,
} from '../permissions/__testUtils__/narrowed';
import { amended, arrangePolicy } from './__testUtils__/amended';
import { PolicyBook } from './PolicyBook';
import { PolicySimulator, SimulationLimits } from './PolicySimulator';
import { PolicyService } from './PolicyService';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();
const day = 24 * 60 * 60 * 1000;

const stricter = amended('1.1', policy => {
  policy.approvalRules.push({
    id: 'security',
    approvers: [{ role: 'securityManager' }],
    quorum: 'any',
    rule: 'Security looks at everything.',
    clause: '§8.4',
  });
  policy.mandatoryFields.push({
    path: 'testPlan',
    message: 'Say how you test it.',
    clause: '§4.1',
  });
});
const nothing = {
  differing: 0,
  approvals: [],
  refused: [],
  risk: [],
  owed: [],
};

describe.each(supported)('the simulation of a policy, %s', engine => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(engine);
  });

  const simulate = (
    { ask }: Portal,
    body: object,
    name = 'hind',
  ): Promise<PolicySimulation> => ask(name, 'simulatePolicy', { body });

  it('says who would have had to approve what, and what would have been refused', async () => {
    const portal = await startPortal({ knex });
    const create = async (more = {}) =>
      (await portal.ask('amina', 'createChange', { body: form(more) })).id;
    const closed = await create();
    const waiting = await create({ testPlan: '', title: 'Without a plan' });
    const risky = await create({ risk: { answers: highRisk } });
    // A draft has not been judged in earnest.
    await create();
    await walk(portal, closed, 'closed');
    await walk(portal, waiting, 'authorization');
    await walk(portal, risky, 'authorization');

    const simulation = await simulate(portal, { document: stricter });
    expect(simulation).toMatchObject({
      version: '1.1',
      against: '1.0',
      changes: 3,
      complete: true,
      differing: 3,
      load: [
        { who: 'changeManager', before: 3, after: 3 },
        { who: 'securityManager', before: 1, after: 4 },
        { who: 'cto', before: 1, after: 1 },
      ],
      refused: [
        {
          step: 'submit',
          reason: 'missing-field',
          path: 'testPlan',
          changes: 1,
          examples: [{ id: waiting, title: 'Without a plan' }],
        },
      ],
      risk: [],
      replay: { asRecorded: 3, otherwise: 0 },
      waiting: {
        observed: [{ roles: ['changeManager'], decisions: 1 }],
      },
    });
    expect(simulation.approvals).toEqual([
      {
        id: 'security',
        rule: 'Security looks at everything.',
        roles: ['securityManager'],
        people: false,
        added: 3,
        removed: 0,
        examples: [risky, waiting, closed].map(id =>
          expect.objectContaining({ id }),
        ),
      },
    ]);
    expect(
      Date.parse(simulation.to) - Date.parse(simulation.from),
    ).toBeGreaterThan(180 * day);

    // The version in force differs from itself in nothing, and so does an older one that is in force no more.
    expect(await simulate(portal, { version: '1.0' })).toMatchObject({
      ...nothing,
      changes: 3,
    });
    await arrangePolicy(portal, stricter, 'published');
    expect(await simulate(portal, { version: '1.1' })).toMatchObject(nothing);
    expect(await simulate(portal, { version: '1.0' })).toMatchObject({
      against: '1.1',
      differing: 3,
      replay: { asRecorded: 3, otherwise: 0 },
    });
  });

  it('looks no further than it is told', async () => {
    const portal = await startPortal({ knex });
    const { id } = await portal.ask('amina', 'createChange', { body: form() });
    await walk(portal, id, 'authorization');
    const from = new Date(Date.now() - 90 * day).toISOString();
    const to = new Date(Date.now() - 60 * day).toISOString();
    const then = { document: stricter, from, to };
    expect(await simulate(portal, then)).toMatchObject({
      from,
      to,
      changes: 0,
    });
    expect(await simulate(portal, { version: '1.0', from })).toMatchObject({
      changes: 1,
    });
  });

  it('goes through many changes batch by batch, each once', async () => {
    const portal = await startPortal({ knex });
    const { id } = await portal.ask('amina', 'createChange', { body: form() });
    await walk(portal, id, 'authorization');
    const { number, ...row } = await knex('changes').first();
    const rows = Array.from({ length: 230 }, (_, index) => ({
      ...row,
      number: number + index + 1,
      document: row.document.replaceAll(id, `CHG-${number + index + 1}`),
    }));
    for (let start = 0; start < rows.length; start += 10) {
      await knex('changes').insert(rows.slice(start, start + 10));
    }
    expect(await simulate(portal, { document: stricter })).toMatchObject({
      changes: 231,
      complete: true,
      approvals: [{ id: 'security', added: 231 }],
    });
  });

  it('tells of no change that its reader may not see', async () => {
    const { portal, policy, own } = await startNarrowed(knex);
    const all = await simulate(portal, { document: stricter }, 'salma');
    policy.set(ownEntitiesOnly);
    const narrowed = await simulate(portal, { document: stricter }, 'salma');
    expect(narrowed.changes).toBeGreaterThan(0);
    expect(narrowed.changes).toBeLessThan(all.changes);
    const named = JSON.stringify(narrowed).match(/CHG-\d+/g)!;
    expect(named.filter(id => !own.includes(id))).toEqual([]);
  });

  it('is for those who amend the policy or audit it, and says all that is wrong with what they send', async () => {
    const portal = await startPortal({ knex });
    for (const name of ['amina', 'youssef', 'omar']) {
      const { status } = await portal.send(name, 'simulatePolicy', {
        body: { version: '1.0' },
      });
      expect(status).toBe(403);
    }
    const fieldsOf = async (body: object) => {
      const { status, body: answer } = await portal.send(
        'salma',
        'simulatePolicy',
        { body },
      );
      return [status, answer.error.fields?.map((f: any) => f.path)];
    };
    expect(await fieldsOf({})).toEqual([400, ['version']]);
    expect(
      await fieldsOf({ version: '1.0', document: stricter, months: 240 }),
    ).toEqual([400, ['months', 'version']]);
    expect(
      await fieldsOf({
        document: { ...stricter, clauses: [] },
        from: '9999-01-01T00:00:00Z',
        months: 3,
      }),
    ).toEqual([400, expect.arrayContaining(['document.clauses', 'from'])]);
    expect(
      await fieldsOf({ version: '1.0', from: '2099-01-01T00:00:00Z' }),
    ).toEqual([400, undefined]);
    expect(await fieldsOf({ version: '7.0' })).toEqual([404, undefined]);
  });
});

describe('a simulation', () => {
  const change = { id: 'CHG-1', createdAt: '2026-11-01T00:00:00.000Z' };
  const hind: Actor = {
    userRef: 'user:default/hind',
    ownership: [],
    roles: [{ role: 'auditor', via: 'user:default/hind' }],
  };
  let portal: Portal;
  let whole: Change;
  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await startPortal({ knex });
    const { id } = await portal.ask('amina', 'createChange', {
      body: form(slotNow()),
    });
    await walk(portal, id, 'authorization');
    whole = JSON.parse((await knex('changes').first('document')).document);
  });

  function simulatorOf(limits: SimulationLimits, batches: number) {
    let read = 0;
    const simulator = new PolicySimulator({
      past: {
        async *read() {
          const past = { change: { ...whole, ...change }, entities: {} };
          for (; read < batches; read += 1) {
            yield Array.from({ length: 100 }, () => past);
          }
        },
      },
      policies: {
        getCurrent: async () => defaultPolicy,
        get: async () => defaultPolicy,
      } as PolicyService,
      book: {} as PolicyBook,
      clock: () => new Date(),
      limits,
    });
    const run = () =>
      simulator.simulate({ actor: hind, visible: 'all' }, {
        document: stricter as Policy,
      } as SimulatePolicy);
    return { run, batchesRead: () => read };
  }

  it('ends when it has seen enough, and says so', async () => {
    const limits = { changes: 250, time: 60_000, atOnce: 1 };
    const { run, batchesRead } = simulatorOf(limits, 1_000);
    expect(await run()).toMatchObject({ changes: 250, complete: false });
    expect(batchesRead()).toBeLessThan(4);
  });

  it('ends after its time, lets others have theirs, and leaves no room for many at once', async () => {
    const limits = { changes: 1_000_000, time: 400, atOnce: 1 };
    const { run } = simulatorOf(limits, 100_000);
    const started = performance.now();
    const running = run();
    await expect(run()).rejects.toThrow('Others are simulating');
    let turns = 0;
    let isRunning = true;
    const others = (async () => {
      while (isRunning) {
        await setImmediate();
        turns += 1;
      }
    })();
    const { complete, changes } = await running;
    isRunning = false;
    await others;
    expect(complete).toBe(false);
    expect(changes).toBeGreaterThan(0);
    expect(turns).toBeGreaterThan(5);
    expect(performance.now() - started).toBeLessThan(5_000);
    // There is room again.
    await expect(run()).resolves.toMatchObject({ complete: false });
  });
});
