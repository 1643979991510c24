import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import {
  form,
  lowRisk,
  Portal,
  startPortal,
} from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();
const hour = 60 * 60 * 1000;
const inHours = (hours: number) =>
  new Date(Date.now() + hours * hour).toISOString();

describe.each(supported)('risk, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  beforeEach(async () => {
    knex = await databases.init(engine);
    portal = await startPortal({ knex });
  });

  const factorsOf = (risk: any, method: string) =>
    risk.factors.filter((factor: any) => factor.method === method);
  const measured = (risk: any, id: string) =>
    risk.factors.find((factor: any) => factor.id === id)?.because;

  async function rollBack(affectedEntities: string[]) {
    const { ask, step } = portal;
    const { id } = await ask('amina', 'createChange', {
      body: form({ affectedEntities }),
    });
    await walk(portal, id, 'implementation');
    await step('amina', 'rollbackChange', id, { reason: 'Errors rose' });
    await step('amina', 'reviewChange', id, { summary: 'Too early' });
    await step('salma', 'closeChange', id, {
      closeCode: 'rolled-back',
      summary: 'Back as it was',
    });
    return id;
  }

  it('knows what failed and what is planned at the same time, by one statement', async () => {
    const { ask } = portal;
    const payments = ['component:default/payments'];
    await rollBack(payments);
    await rollBack(payments);
    await rollBack(['component:default/mail']);
    const planned = (from: number, to: number) =>
      form({
        affectedEntities: payments,
        plannedStart: inHours(from),
        plannedEnd: inHours(to),
      });
    const { id } = await ask('amina', 'createChange', {
      body: planned(10, 12),
    });
    const draft = await ask('amina', 'createChange', { body: planned(10, 12) });
    expect(measured(draft.risk, 'overlaps')).toBeUndefined();
    await walk(portal, id, 'assessment');

    const statements: string[] = [];
    // Notices are delivered meanwhile, and the schedule looks for what is in the way.
    const listen = ({ sql }: { sql: string }) => {
      if (sql.includes('change_entities') && !sql.includes('schedule_')) {
        statements.push(sql);
      }
    };
    knex.on('query', listen);
    const { risk } = await ask('amina', 'previewChange', {
      body: planned(11, 13),
    });
    knex.off('query', listen);
    expect(statements).toHaveLength(1);
    expect(measured(risk, 'failures')).toContain('2 changes');
    expect(measured(risk, 'overlaps')).toContain('1 other change');
    expect(risk).toMatchObject({
      level: 'low',
      methods: [
        { method: 'questionnaire', level: 'low' },
        { method: 'measured', level: 'low' },
      ],
    });

    const after = await ask('amina', 'previewChange', {
      body: planned(12, 13),
    });
    expect(measured(after.risk, 'overlaps')).toBeUndefined();
    const elsewhere = await ask('amina', 'previewChange', {
      body: {
        ...planned(11, 13),
        affectedEntities: ['resource:default/orphan'],
      },
    });
    expect(factorsOf(elsewhere.risk, 'measured').map((f: any) => f.id)).toEqual(
      expect.not.arrayContaining(['failures', 'overlaps']),
    );
    // Its own time is no overlap.
    const own = await ask('amina', 'getChange', { path: { id } });
    expect(measured(own.risk, 'overlaps')).toBeUndefined();
    expect(measured(own.risk, 'failures')).toContain('2 changes');
  });

  it('knows the incidents that emergencies of the same entities were for, each once', async () => {
    const { ask } = portal;
    const payments = ['component:default/payments'];
    const emergency = (incidentRef: string, affectedEntities = payments) =>
      ask('amina', 'createChange', {
        body: {
          ...form({ affectedEntities }),
          type: 'emergency',
          emergency: { reason: 'critical-failure', incidentRef },
        },
      });
    const first = await emergency('INC-1');
    await emergency('INC-2');
    await emergency('INC-2');
    await emergency('INC-3', ['component:default/mail']);
    const incidents = async () => {
      const { risk } = await ask('amina', 'previewChange', {
        body: form({ affectedEntities: payments }),
      });
      return measured(risk, 'incidents');
    };
    expect(await incidents()).toBe(
      'The same entities had 2 incidents in the last 90 days.',
    );
    // An emergency's own incident says nothing about it.
    expect(measured(first.risk, 'incidents')).toBeUndefined();
    await ask('amina', 'editChange', {
      path: { id: first.id },
      body: {
        revision: first.revision,
        emergency: { reason: 'critical-failure', incidentRef: 'INC-2' },
      },
    });
    expect(await incidents()).toContain('1 incident ');
  });

  it('counts recorded incidents, each once, whatever name an emergency gives them', async () => {
    const { ask } = portal;
    const payments = ['component:default/payments'];
    const record = (more: object) =>
      ask('amina', 'recordIncident', {
        body: {
          title: 'Nobody can pay',
          severity: 'high',
          startedAt: inHours(-3),
          entityRefs: payments,
          ...more,
        },
      });
    await record({ externalRef: 'PD-1' });
    await record({ entityRefs: ['component:default/mail'] });
    await record({ startedAt: inHours(-24 * 91) });
    const emergency = (incidentRef: string) =>
      ask('amina', 'createChange', {
        body: {
          ...form({ affectedEntities: payments }),
          type: 'emergency',
          emergency: { reason: 'critical-failure', incidentRef },
        },
      });
    const own = await emergency('PD-1');
    expect(measured(own.risk, 'incidents')).toBeUndefined();
    await emergency('INC-1');
    await emergency('ELSEWHERE-7');
    const { risk } = await ask('amina', 'previewChange', {
      body: form({ affectedEntities: payments }),
    });
    expect(measured(risk, 'incidents')).toBe(
      'The same entities had 2 incidents in the last 90 days.',
    );
    const { items } = await ask('hind', 'listChanges', {
      query: { incidentRef: 'PD-1,INC-1' },
    });
    expect(items).toHaveLength(2);
  });

  it('takes a change that caused an incident for a failure, however it was closed', async () => {
    const { ask } = portal;
    const payments = ['component:default/payments'];
    const closed = async () => {
      const { id } = await ask('amina', 'createChange', {
        body: form({ affectedEntities: payments }),
      });
      await walk(portal, id, 'closed');
      return id;
    };
    const blame = async (changeId: string) => {
      const { id } = await ask('salma', 'recordIncident', {
        body: {
          title: 'Nobody can pay',
          severity: 'high',
          startedAt: new Date().toISOString(),
          entityRefs: payments,
        },
      });
      await ask('salma', 'decideIncidentCause', {
        path: { id },
        body: { changeId, reason: 'The log says so' },
      });
    };
    const changes = [await closed(), await closed()];
    const failures = async () => {
      const { risk } = await ask('amina', 'previewChange', {
        body: form({ affectedEntities: payments }),
      });
      return measured(risk, 'failures');
    };
    const failureRate = async () =>
      (await ask('salma', 'getRiskBackTest')).failureRate;
    expect(await failures()).toBeUndefined();
    expect(await failureRate()).toBe(0);
    for (const id of changes) {
      await blame(id);
      await blame(id);
    }
    expect(await failures()).toBe(
      'In the last 90 days 2 changes of the same entities failed, and 0 had issues.',
    );
    expect(await failureRate()).toBe(1);
  });

  it('is set anew only by a change manager who has no part in the change, and never below the floor', async () => {
    const { ask, send, step } = portal;
    const override = (name: string, id: string, body: object) =>
      send(name, 'overrideRisk', { path: { id }, body });
    const { id } = await ask('amina', 'createChange', { body: form() });
    await walk(portal, id, 'approved');

    const raise = { level: 'high', reason: 'The quarter closes that day' };
    expect((await override('youssef', id, raise)).status).toBe(403);
    expect((await override('amina', id, raise)).status).toBe(403);
    expect((await override('salma', id, { level: 'high' })).status).toBe(400);
    const raised = await step('salma', 'overrideRisk', id, raise);
    expect(raised).toMatchObject({
      state: 'authorization',
      risk: {
        level: 'high',
        override: { ...raise, by: 'user:default/salma' },
      },
    });
    expect(raised.approvalRequirements.length).toBeGreaterThan(1);
    expect(raised.approvalRequirements.every(r => !r.decision)).toBe(true);
    expect(raised.allowedActions).toContain('approve');
    const seen = await ask('hind', 'getChange', { path: { id } });
    expect(factorsOf(seen.risk, 'questionnaire')).toHaveLength(
      Object.keys(lowRisk).length,
    );

    const emergency = await ask('amina', 'createChange', {
      body: form({
        type: 'emergency',
        emergency: {
          reason: 'critical-failure',
          incidentRef: 'INC-1',
          explanation: 'Orders are lost',
        },
      }),
    });
    await walk(portal, emergency.id, 'authorization');
    const low = await override('salma', emergency.id, {
      level: 'low',
      reason: 'It is small',
    });
    expect(low.status).toBe(400);
    expect(low.body.error.fields).toEqual([
      { path: 'level', message: expect.stringContaining('at least medium') },
    ]);

    const own = await ask('salma', 'createChange', { body: form() });
    await walk(portal, own.id, 'authorization', 'salma');
    expect((await override('salma', own.id, raise)).status).toBe(403);
  });

  it('shows its back-test to those who answer for it, without any change', async () => {
    const { ask, send } = portal;
    await rollBack(['component:default/payments']);
    for (const name of ['salma', 'karim', 'nadia', 'hind']) {
      const report = await ask(name, 'getRiskBackTest');
      expect(report).toMatchObject({
        changes: 1,
        predicted: 0,
        failureRate: 1,
      });
      expect(JSON.stringify(report)).not.toMatch(/CHG-|payments/);
    }
    const refused = await send('amina', 'getRiskBackTest');
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('changeManager');
  });
});
