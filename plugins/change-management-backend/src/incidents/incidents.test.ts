import {
  IncidentCandidates,
  IncidentFormInput,
  IncidentView,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createScheduler } from '../__testUtils__/createScheduler';
import { createDatabases } from '../__testUtils__/databases';
import { roles } from '../__testUtils__/organisation';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import {
  adjustablePolicy,
  deny,
} from '../permissions/__testUtils__/adjustablePolicy';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();
const orders = 'component:default/orders';
const payments = 'component:default/payments';
const mail = 'component:default/mail';
const ci = 'external:ci';

const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

function incident(more: Partial<IncidentFormInput> = {}): IncidentFormInput {
  return {
    title: 'Nobody can order',
    severity: 'high',
    startedAt: new Date().toISOString(),
    entityRefs: [orders],
    ...more,
  };
}

describe.each(supported)('incidents, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  let watch: () => Promise<void>;
  const policy = adjustablePolicy();

  beforeEach(async () => {
    policy.set();
    const scheduler = createScheduler();
    knex = await databases.init(engine);
    portal = await startPortal({
      knex,
      features: [scheduler.factory(), policy.feature],
    });
    watch = () => scheduler.triggerTask('watch-incidents');
  });

  const record = (
    more: Partial<IncidentFormInput> = {},
    name = 'amina',
  ): Promise<IncidentView> =>
    portal.ask(name, 'recordIncident', { body: incident(more) });
  const read = (id: string) =>
    portal.ask('hind', 'getIncident', { path: { id } });
  const list = async (query: Record<string, string>, name = 'hind') =>
    (await portal.ask(name, 'listIncidents', { query })).items.map(
      ({ id }: IncidentView) => id,
    );
  const candidates = (
    id: string,
    name = 'salma',
  ): Promise<IncidentCandidates> =>
    portal.ask(name, 'listIncidentCandidates', { path: { id } });
  const decide = (name: string, id: string, changeId: string | null) =>
    portal.send(name, 'decideIncidentCause', {
      path: { id },
      body: { changeId, reason: 'The log says so' },
    });
  const reject = (name: string, id: string, changeId: string) =>
    portal.send(name, 'rejectIncidentCandidate', {
      path: { id },
      body: { changeId, reason: 'It had been rolled out elsewhere' },
    });

  /** A change that was carried out a moment ago. */
  async function carriedOut(
    affected = orders,
    state: 'implementation' | 'review' = 'review',
  ): Promise<string> {
    const { id } = await portal.ask('bilal', 'createChange', {
      body: form({
        affectedEntities: [affected],
        implementer: 'user:default/bilal',
      }),
    });
    await walk(portal, id, 'scheduled', 'bilal');
    await portal.step('bilal', 'addTestResult', id, {
      environment: 'staging',
      outcome: 'passed',
    });
    await portal.step('bilal', 'startChange', id);
    if (state === 'review') {
      await portal.step('bilal', 'addLogEntry', id, {
        summary: 'Done',
        whatChanged: 'All of it',
      });
      await portal.step('bilal', 'completeChange', id, {
        outcome: 'successful',
        result: 'It works',
      });
    }
    return id;
  }

  it('are recorded by those concerned, and by nobody else', async () => {
    for (const name of ['amina', 'youssef', 'salma', 'karim', 'nadia', ci]) {
      const { id, recordedBy } = await record({}, name);
      expect(id).toMatch(/^INC-\d+$/);
      expect(recordedBy).toContain(name.split(':').pop());
    }
    for (const name of ['omar', 'hind', 'external:mailer']) {
      const { status } = await portal.send(name, 'recordIncident', {
        body: incident(),
      });
      expect([name, status]).toEqual([name, 403]);
    }
    expect((await record({ entityRefs: [mail] }, 'external:mailer')).id).toBe(
      'INC-7',
    );
    expect(await list({})).toHaveLength(7);
  });

  it('name everything that is wrong with them at once', async () => {
    const { status, body } = await portal.send('amina', 'recordIncident', {
      body: { severity: 'bad', entityRefs: [], startedAt: 'now' },
    });
    expect(status).toBe(400);
    expect(body.error.fields.map(({ path }: any) => path).sort()).toEqual([
      'entityRefs',
      'severity',
      'startedAt',
      'title',
    ]);
    const backwards = await portal.send('amina', 'recordIncident', {
      body: incident({ endedAt: minutesAgo(60) }),
    });
    expect(backwards.body.error.fields).toEqual([
      { path: 'endedAt', message: 'must not be before startedAt' },
    ]);
    const unknown = await portal.send('amina', 'recordIncident', {
      body: incident({ entityRefs: [orders, 'component:default/none'] }),
    });
    expect(unknown.body.error.fields).toEqual([
      {
        path: 'entityRefs.1',
        message: 'component:default/none is not in the catalog',
      },
    ]);
  });

  it('are edited by those concerned, on the revision that they saw', async () => {
    const { id } = await record();
    const edit = (name: string, revision: number) =>
      portal.send(name, 'editIncident', {
        path: { id },
        body: { revision, endedAt: new Date().toISOString(), major: true },
      });
    expect((await edit('hind', 1)).status).toBe(403);
    expect((await edit('omar', 1)).status).toBe(403);
    const { body } = await edit('youssef', 1);
    expect(body).toMatchObject({ major: true, revision: 2 });
    expect((await edit('amina', 1)).status).toBe(409);
    const { history, allowedActions } = await read(id);
    expect(history.map(({ type, actor }: any) => [type, actor])).toEqual([
      ['recorded', 'user:default/amina'],
      ['edited', 'user:default/youssef'],
    ]);
    expect(allowedActions).toEqual([]);
  });

  it('are found by what is asked for, page by page', async () => {
    await record({ startedAt: minutesAgo(60), major: true });
    await record({ startedAt: minutesAgo(50), entityRefs: [payments] });
    await record({
      startedAt: minutesAgo(40),
      endedAt: minutesAgo(30),
      severity: 'low',
      externalRef: 'PD-1',
    });
    expect(await list({})).toEqual(['INC-3', 'INC-2', 'INC-1']);
    expect(await list({ entityRef: payments })).toEqual(['INC-2']);
    const scoped = { entityRef: orders, scope: 'dependencies' };
    expect(await list(scoped)).toEqual(['INC-3', 'INC-2', 'INC-1']);
    const shop = { entityRef: 'system:default/shop', scope: 'members' };
    expect(await list(shop)).toHaveLength(3);
    expect(await list({ major: 'true' })).toEqual(['INC-1']);
    expect(await list({ open: 'true' })).toEqual(['INC-2', 'INC-1']);
    expect(await list({ open: 'false' })).toEqual(['INC-3']);
    expect(await list({ severity: 'low,critical' })).toEqual(['INC-3']);
    expect(await list({ from: minutesAgo(55), to: minutesAgo(45) })).toEqual([
      'INC-2',
    ]);
    expect(await list({ ref: 'PD-1,inc-1' })).toEqual(['INC-3', 'INC-1']);
    const first = await portal.ask('hind', 'listIncidents', {
      query: { limit: '2' },
    });
    const cursor = first.pageInfo.nextCursor;
    expect(await list({ limit: '2', cursor })).toEqual(['INC-1']);
  });

  describe('reported by services', () => {
    const report = (more: Partial<IncidentFormInput>, name = ci) =>
      record({ externalRef: 'Q1', startedAt: minutesAgo(30), ...more }, name);

    it('are the same, however often they come and in whatever order', async () => {
      const resolved = {
        startedAt: minutesAgo(30),
        endedAt: minutesAgo(10),
        reportedAt: minutesAgo(9),
      };
      const triggered = {
        startedAt: minutesAgo(30),
        severity: 'critical' as const,
        reportedAt: minutesAgo(29),
      };
      for (const each of [resolved, triggered, resolved, triggered]) {
        const { id, endedAt, severity } = await report(each);
        expect([id, endedAt, severity]).toEqual([
          'INC-1',
          resolved.endedAt,
          'high',
        ]);
      }
      const { history, revision } = await read('INC-1');
      expect(history.map(({ type }: any) => type)).toEqual(['recorded']);
      expect(revision).toBe(1);
      await report({ reportedAt: minutesAgo(1) });
      expect((await read('INC-1')).endedAt).toBeUndefined();
    });

    it('are one where two replicas get the same at once', async () => {
      const same = { startedAt: minutesAgo(30) };
      const both = await Promise.all([report(same), report(same)]);
      expect(both.map(({ id }) => id)).toEqual(['INC-1', 'INC-1']);
      expect(await list({})).toEqual(['INC-1']);
    });

    it('are told apart by who reports them', async () => {
      await report({ entityRefs: [mail] });
      await report({ entityRefs: [mail] }, 'external:mailer');
      expect(await list({})).toHaveLength(2);
    });

    it('do not overwrite what people have stated', async () => {
      await report({});
      await portal.ask('amina', 'editIncident', {
        path: { id: 'INC-1' },
        body: { revision: 1, severity: 'low', entityRefs: [payments] },
      });
      await report({ severity: 'critical', endedAt: minutesAgo(1) });
      const view = await read('INC-1');
      expect(view).toMatchObject({ severity: 'low', entityRefs: [payments] });
      expect(view.endedAt).toBeDefined();
      expect(await list({ entityRef: payments })).toEqual(['INC-1']);
      expect(await list({ entityRef: orders })).toEqual([]);
    });

    it('go on where a person has recorded it under that name', async () => {
      await record({ externalRef: 'Q1', title: 'Orders are down' });
      const { id, title, endedAt } = await report({ endedAt: minutesAgo(0) });
      expect([id, title]).toEqual(['INC-1', 'Orders are down']);
      expect(endedAt).toBeDefined();
      const { status, body } = await portal.send('amina', 'recordIncident', {
        body: incident({ externalRef: 'Q1' }),
      });
      expect(status).toBe(409);
      expect(body.error.message).toBe('Q1 is recorded as INC-1 already.');
    });

    it('never confirm a cause, but make it likelier', async () => {
      const named = await carriedOut();
      const other = await carriedOut();
      const { id, cause } = await report({
        startedAt: new Date().toISOString(),
        causedByChangeId: named,
      });
      expect(cause).toBe('open');
      const { items } = await candidates(id);
      expect(items.map(({ changeId }) => changeId)).toEqual([named, other]);
      expect(items[0].reasons[0].id).toBe('named');
    });
  });

  describe('and their causes', () => {
    it('are proposed with a confidence and the reasons, and kept for lists', async () => {
      const guilty = await carriedOut(payments);
      const { id, suspect } = await record({});
      const { items, otherCauses } = await candidates(id);
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({
        changeId: guilty,
        title: 'Upgrade the orders service',
        state: 'review',
        riskLevel: 'low',
        allowedActions: ['confirm', 'reject'],
      });
      expect(items[0].confidence + otherCauses).toBeCloseTo(1);
      expect(items[0].reasons.map(({ because }) => because)).toContain(
        'orders depends on payments, which it changed.',
      );
      expect(suspect).toEqual({
        changeId: guilty,
        confidence: expect.closeTo(items[0].confidence, 2),
      });
      expect(await list({ suspectedOf: guilty })).toEqual([id]);
    });

    it('are told to who requested and implements the change and to change managers, once', async () => {
      const told = async () =>
        (await knex('notices').orderBy('created_at'))
          .filter(({ title }) => title.includes('probably caused'))
          .map(({ title, recipients, link, description }) => ({
            ...{ title, link, description },
            recipients: JSON.parse(recipients),
          }));
      const guilty = await carriedOut(orders);
      const { id, suspect } = await record();
      expect(suspect!.confidence).toBeGreaterThan(0.7);
      const [notice] = await told();
      expect(notice).toMatchObject({
        title: `${guilty} has probably caused ${id}: Nobody can order`,
        link: `/change-management/incidents/${id}`,
        recipients: ['user:default/bilal', ...roles.changeManager],
      });
      expect(notice.description).toMatch(
        / % likely .*Confirm it or rule it out/,
      );
      await watch();
      expect(await told()).toHaveLength(1);
      const other = await record();
      expect((await told()).map(({ link }) => link)).toEqual([
        `/change-management/incidents/${id}`,
        `/change-management/incidents/${other.id}`,
      ]);
      // Where two explain as much, nobody is suspected aloud.
      await carriedOut(orders);
      await record();
      expect(await told()).toHaveLength(2);
    });

    it('are no changes of what has nothing to do with it, or of afterwards', async () => {
      await carriedOut(mail);
      const { id } = await record({ startedAt: minutesAgo(60) });
      await carriedOut(orders);
      expect(await candidates(id)).toMatchObject({ items: [], otherCauses: 1 });
    });

    it('are found later, where a change is rolled back for it', async () => {
      const guilty = await carriedOut(payments);
      const rival = await carriedOut(orders);
      const { id } = await record();
      expect((await candidates(id)).items[0].changeId).toBe(rival);
      await portal.step('bilal', 'rollbackChange', guilty, {
        reason: 'Nobody can order',
      });
      expect((await read(id)).suspect?.changeId).not.toBe(guilty);
      await watch();
      expect((await read(id)).suspect.changeId).toBe(guilty);
    });

    it('are confirmed by a person, with a reason and a trail', async () => {
      const guilty = await carriedOut();
      const { id } = await record();
      expect((await decide('hind', id, guilty)).status).toBe(403);
      expect((await decide('omar', id, guilty)).status).toBe(403);
      expect((await decide(ci, id, guilty)).status).toBe(403);
      const { body } = await decide('youssef', id, guilty);
      expect(body).toMatchObject({
        cause: 'change',
        causedByChangeId: guilty,
        attribution: {
          by: 'user:default/youssef',
          reason: 'The log says so',
          confidence: expect.any(Number),
        },
      });
      expect(body.suspect).toBeUndefined();
      expect(await list({ causedBy: guilty.toLowerCase() })).toEqual([id]);
      expect(await list({ suspectedOf: guilty })).toEqual([]);
      expect(await list({ cause: 'change' })).toEqual([id]);
      const { history } = await read(id);
      expect(history[1]).toMatchObject({
        type: 'attributed',
        data: { changeId: guilty, reason: 'The log says so' },
      });
    });

    it('are named while it is recorded', async () => {
      const guilty = await carriedOut();
      const view = await record({ causedByChangeId: guilty });
      expect(view).toMatchObject({ cause: 'change', causedByChangeId: guilty });
      const later = await portal.ask('amina', 'createChange', { body: form() });
      const { status, body } = await portal.send('amina', 'recordIncident', {
        body: incident({ causedByChangeId: later.id }),
      });
      expect(status).toBe(400);
      expect(body.error.fields[0].path).toBe('changeId');
    });

    it('are never cleared by those whose change it is', async () => {
      const own = await carriedOut();
      const { id } = await record();
      const mine = await candidates(id, 'bilal');
      expect(mine.items[0].allowedActions).toEqual(['confirm']);
      expect(mine.mayRuleOut).toBe(false);
      for (const { status, body } of [
        await reject('bilal', id, own),
        await decide('bilal', id, null),
      ]) {
        expect(status).toBe(403);
        expect(body.error.message).toContain(`implement ${own}`);
      }
      expect((await decide('bilal', id, own)).status).toBe(200);
      expect((await decide('bilal', id, null)).status).toBe(403);
      expect((await decide('salma', id, null)).status).toBe(200);
      expect(await list({ causedBy: own })).toEqual([]);
    });

    it('are ruled out one by one, and come back when confirmed after all', async () => {
      const change = await carriedOut();
      const { id } = await record();
      expect((await reject('salma', id, change)).status).toBe(200);
      const after = await candidates(id);
      expect(after.otherCauses).toBe(1);
      expect(after.items).toMatchObject([
        {
          changeId: change,
          confidence: 0,
          rejection: { by: 'user:default/salma' },
          allowedActions: ['confirm'],
        },
      ]);
      expect(await list({ suspectedOf: change })).toEqual([]);
      expect((await decide('salma', id, change)).status).toBe(200);
      expect((await reject('salma', id, change)).status).toBe(409);
      expect((await candidates(id)).items[0].rejection).toBeUndefined();
    });

    it('are not told to those who may not see the change', async () => {
      const secret = await carriedOut();
      const { id } = await record();
      await decide('salma', id, secret);
      const other = await record({ startedAt: new Date().toISOString() });
      const ofCategory = async (category: string) =>
        (await list({ category })).includes(id);
      const figuresOf = async () => {
        const { groups } = await portal.ask('hind', 'getMetrics', {
          query: { groupBy: 'category' },
        });
        return groups.flatMap(({ key, incidents }: any) =>
          incidents ? [key] : [],
        );
      };
      expect(await ofCategory('application')).toBe(true);
      expect(await ofCategory('none')).toBe(false);
      expect(await figuresOf()).toContain('application');
      policy.set({ read: deny });
      expect(await ofCategory('application')).toBe(false);
      expect(await ofCategory('none')).toBe(true);
      expect(await figuresOf()).not.toContain('application');
      const view = await read(id);
      expect(view.cause).toBe('change');
      expect(JSON.stringify([view, await read(other.id)])).not.toContain(
        secret,
      );
      expect((await candidates(other.id)).items).toEqual([]);
      expect(await list({ causedBy: secret })).toEqual([]);
      expect((await decide('salma', other.id, secret)).status).toBe(404);
      expect((await reject('salma', other.id, secret)).status).toBe(404);
    });

    it('are decided by one of two who do so at once', async () => {
      const a = await carriedOut();
      const b = await carriedOut();
      const { id, revision } = await record();
      const both = await Promise.all(
        [a, b].map(changeId =>
          portal.send('salma', 'decideIncidentCause', {
            path: { id },
            body: { changeId, reason: 'So it was', revision },
          }),
        ),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    });
  });

  it('answer in the words of one that does not exist', async () => {
    const { status, body } = await portal.send('hind', 'getIncident', {
      path: { id: 'INC-9' },
    });
    expect([status, body.error.message]).toEqual([
      404,
      'There is no incident INC-9.',
    ]);
  });
});
