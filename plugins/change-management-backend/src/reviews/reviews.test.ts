import { changeReadPermission } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { stopClock } from '../__testUtils__/clock';
import { createDatabases } from '../__testUtils__/databases';
import { form } from '../__testUtils__/startPortal';
import {
  changeRequestConditions,
  createChangeRequestConditionalDecision,
} from '../permissions/conditionExports';
import {
  adjustablePolicy,
  deny,
} from '../permissions/__testUtils__/adjustablePolicy';
import { walk } from '../__testUtils__/walk';
import { ReviewPortal, startWithReviews } from './__testUtils__/reviewPortal';

jest.setTimeout(180_000);

const { databases, supported } = createDatabases();
const at = (time: string) => jest.setSystemTime(Date.parse(time));

describe.each(supported)('reviews, %s', engine => {
  let knex: Knex;
  let portal: ReviewPortal;
  const policy = adjustablePolicy();

  beforeEach(async () => {
    stopClock();
    knex = await databases.init(engine);
    policy.set();
    portal = await startWithReviews(knex, { features: [policy.feature] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** What people were told of a review or of its actions since the last time. */
  let heard = 0;
  const told = async (): Promise<[string, string[]][]> => {
    const rows = await knex('notices')
      .where({ kind: 'review' })
      .orderBy('created_at');
    const fresh = rows.slice(heard);
    heard = rows.length;
    return fresh
      .filter(({ title }) => !title.includes('the policy'))
      .map(({ title, recipients }) => [
        title.replace(/^REV-\d+: /, ''),
        JSON.parse(recipients),
      ]);
  };
  beforeEach(() => {
    heard = 0;
  });

  it('evaluates a quarter on the 10th after it, with its figures among those before', async () => {
    const closed = await portal.closedChange();
    await portal.ask('amina', 'createChange', { body: form() });
    at('2027-01-01T00:00:00.000Z');
    await portal.look();
    const { id, dueAt, data, clause } = await portal.latest('quarterly');
    expect([clause, dueAt]).toEqual(['§7.2', '2027-01-10T23:59:59.999Z']);
    expect(data!.figures).toMatchObject({
      from: '2026-10-01T00:00:00.000Z',
      to: '2027-01-01T00:00:00.000Z',
      total: { changes: 1, successRate: 1, unauthorizedChanges: 0 },
      groups: [{ key: '2026-12', changes: 1 }],
    });
    expect(data!.trend!.map(({ period }) => period)).toEqual([
      '2025-Q1',
      '2025-Q2',
      '2025-Q3',
      '2025-Q4',
      '2026-Q1',
      '2026-Q2',
      '2026-Q3',
      '2026-Q4',
    ]);
    expect(data!.trend!.map(({ figures }) => figures.changes)).toEqual([
      0, 0, 0, 0, 0, 0, 0, 1,
    ]);
    expect(data!.population).toMatchObject({ changes: 1, complete: true });
    const rows = await portal.ask('hind', 'listReviewRows', { path: { id } });
    expect(rows.items.map(({ changeId }: any) => changeId)).toEqual([closed]);
  });

  it('needs a second signature of somebody else, and another one of the first after a word more', async () => {
    await portal.closedChange();
    at('2027-01-01T00:00:00.000Z');
    await portal.look();
    const { id } = await portal.latest('quarterly');
    await told();
    const waiting = async (name: string) =>
      (await portal.list({ waitsFor: 'me', kind: 'quarterly' }, name)).length;
    expect([await waiting('nadia'), await waiting('karim')]).toEqual([1, 0]);

    // She holds both roles, and signs for one of them.
    expect((await portal.sign('salma', id)).body).toMatchObject({
      status: 'open',
      signatures: [{ role: 'changeManager', by: 'user:default/salma' }],
    });
    expect(await told()).toEqual([
      [
        'the quarterly evaluation of 2026 Q4 needs your signature',
        ['user:default/nadia', 'user:default/salma'],
      ],
    ]);
    const { status, body } = await portal.sign('salma', id);
    expect([status, body.error.message]).toEqual([
      409,
      `${id} still needs the signature of the CTO; each role is signed for by another person.`,
    ]);
    const found = await portal.find('nadia', id);
    expect(found.body.signatures).toEqual([]);
    expect((await portal.sign('nadia', id)).body).toMatchObject({
      status: 'open',
      signatures: [{ role: 'cto' }],
    });
    expect((await portal.sign('salma', id)).body).toMatchObject({
      status: 'signed-off',
      signatures: [{ role: 'cto' }, { role: 'changeManager' }],
    });
  });

  it('reminds before a review is due, then tells those above, each once', async () => {
    const other = await startWithReviews(knex);
    const both = () => Promise.all([portal.look(), other.look()]);
    await portal.closedChange();
    at('2027-01-01T00:00:00.000Z');
    await both();
    const name = 'the monthly review of December 2026';
    const about = async () =>
      (await told()).filter(([title]) => title.startsWith(name));
    expect(await about()).toEqual([
      [`${name} is due`, ['group:default/office']],
    ]);
    at('2027-01-03T23:00:00.000Z');
    await both();
    expect(await about()).toEqual([]);
    at('2027-01-04T00:00:00.000Z');
    await both();
    await both();
    expect(await about()).toEqual([
      [`${name} is due 5 Jan 2027, 23:59 UTC`, ['group:default/office']],
    ]);
    at('2027-01-06T23:59:00.000Z');
    await both();
    expect(await about()).toEqual([]);
    const overdue = await portal.list({ overdue: 'true', kind: 'monthly' });
    expect(overdue).toMatchObject([{ overdue: true }]);
    at('2027-01-07T00:00:00.000Z');
    await both();
    await both();
    expect(await about()).toEqual([
      [`${name} is overdue`, ['group:default/office']],
    ]);
    at('2027-01-11T00:00:00.000Z');
    await both();
    await both();
    expect(await about()).toEqual([
      [`${name} is overdue`, ['user:default/nadia', 'user:default/salma']],
    ]);
    at('2027-01-31T00:00:00.000Z');
    await both();
    expect(await about()).toEqual([]);
    const { history } = await portal.latest('monthly');
    expect(history.map(({ type, data }) => [type, data.to])).toEqual([
      ['opened', undefined],
      ['reminded', undefined],
      ['escalated', ['changeManager']],
      ['escalated', ['cto']],
    ]);
  });

  it('reminds of what was agreed until it is done, also after the review', async () => {
    await portal.closedChange();
    at('2027-01-01T00:00:00.000Z');
    await portal.look();
    const { id } = await portal.latest('quarterly');
    await told();
    await portal.find('salma', id, {
      dueAt: '2027-02-01T00:00:00.000Z',
      actions: [{ text: 'Ask for steps' }, { text: 'Train the teams' }],
    });
    const finding = `${id}/1`;
    const karim = ['user:default/karim'];
    expect(await told()).toEqual(
      Array(2).fill([
        `${finding}: you have something to do by 1 Feb 2027, 00:00 UTC`,
        karim,
      ]),
    );
    await portal.sign('salma', id);
    await portal.sign('nadia', id);
    await portal.finish('karim', id, '1', '2');
    const about = async () => {
      await portal.look();
      await portal.look();
      return (await told()).filter(([title]) => title.includes(finding));
    };
    at('2027-01-29T23:00:00.000Z');
    expect(await about()).toEqual([]);
    at('2027-01-30T00:00:00.000Z');
    expect(await about()).toEqual([
      [`the action for finding ${finding} is due 1 Feb 2027, 00:00 UTC`, karim],
    ]);
    const overdue = `the action for finding ${finding} is overdue`;
    at('2027-02-02T00:00:00.000Z');
    expect(await about()).toEqual([[overdue, ['group:default/office']]]);
    expect((await portal.latest('quarterly')).counts).toMatchObject({
      openActions: 1,
      overdueActions: 1,
    });
    at('2027-02-06T00:00:00.000Z');
    expect(await about()).toEqual([
      [overdue, ['user:default/nadia', 'user:default/salma']],
    ]);
    await portal.finish('karim', id);
    at('2027-03-06T00:00:00.000Z');
    expect(await about()).toEqual([]);
    expect((await portal.latest('quarterly')).findings[0].status).toBe(
      'resolved',
    );
  });

  it('opens the review of the policy when it is due, and the next one six months after it was signed off', async () => {
    const ofPolicy = async () =>
      (await portal.list({ kind: 'policy' })).map(({ period, status }) => [
        period,
        status,
      ]);
    await portal.look();
    await portal.look();
    expect(await ofPolicy()).toEqual([['2026-06-03', 'open']]);
    const { id, clause, data, overdue } = await portal.latest('policy');
    expect([clause, overdue]).toEqual(['§9.1', true]);
    expect(data!.policy).toEqual({
      version: '1.0',
      effectiveDate: '2025-12-03',
    });
    expect((await portal.sign('karim', id)).status).toBe(403);
    expect((await portal.sign('nadia', id)).body.status).toBe('signed-off');
    at('2027-05-18T23:59:59.000Z');
    await portal.look();
    expect(await ofPolicy()).toHaveLength(1);
    at('2027-05-19T00:00:00.000Z');
    await portal.look();
    expect(await ofPolicy()).toEqual([
      ['2027-06-01', 'open'],
      ['2026-06-03', 'signed-off'],
    ]);
  });

  it('reviews the policy within two weeks of a major incident', async () => {
    await portal.look();
    await portal.sign('nadia', (await portal.latest('policy')).id);
    at('2026-12-10T12:00:00.000Z');
    const record = (title: string, major: boolean) =>
      portal.ask('salma', 'recordIncident', {
        body: {
          ...{ title, major, severity: 'critical' },
          startedAt: '2026-12-10T09:00:00.000Z',
          entityRefs: ['component:default/payments'],
        },
      });
    await record('Slow for a while', false);
    await portal.look();
    expect(await portal.list({ kind: 'policy' })).toHaveLength(1);
    const { id: incident } = await record('Nobody could pay', true);
    await portal.look();
    await portal.look();
    const [review, ...others] = await portal.list({ kind: 'policy' });
    expect(others).toHaveLength(1);
    expect(review).toMatchObject({
      period: incident,
      dueAt: '2026-12-24T23:59:59.999Z',
      signOff: ['cto'],
    });
    const { data } = await portal.get(review.id);
    expect(data!.incidents).toEqual([
      {
        id: incident,
        title: 'Nobody could pay',
        startedAt: '2026-12-10T09:00:00.000Z',
      },
    ]);
    await portal.sign('nadia', review.id);
    await portal.look();
    expect(await portal.list({ kind: 'policy' })).toHaveLength(2);
  });

  it('says which version of the policy a finding led to', async () => {
    await portal.closedChange();
    at('2027-01-01T00:00:00.000Z');
    await portal.look();
    const { id } = await portal.latest('quarterly');
    await portal.find('salma', id);
    await portal.find('salma', id);
    const current = await portal.ask('salma', 'getPolicy');
    await portal.ask('salma', 'proposePolicy', {
      body: {
        document: { ...current, version: '1.1', effectiveDate: '2027-02-01' },
        findings: [{ reviewId: id, findingId: '2' }],
      },
    });
    const version = await portal.ask('hind', 'getPolicyVersion', {
      path: { version: '1.1' },
    });
    expect(version.findings).toEqual([{ reviewId: id, findingId: '2' }]);
    const { findings } = await portal.get(id);
    expect(findings.map(({ ledTo }) => ledTo)).toEqual([
      [],
      [{ version: '1.1', state: 'draft' }],
    ]);
  });

  it('shows the review of a change, which is written and closed at the change', async () => {
    const { id } = await portal.ask('amina', 'createChange', {
      body: {
        ...form(),
        type: 'emergency',
        emergency: { reason: 'critical-failure', incidentRef: 'INC-7' },
      },
    });
    const { ask, step } = portal;
    await step('amina', 'startChange', id);
    await step('amina', 'addLogEntry', id, {
      summary: 'Done',
      whatChanged: 'All of it',
    });
    expect(await portal.list({ kind: 'pir' })).toEqual([]);
    await step('amina', 'completeChange', id, {
      outcome: 'successful',
      result: 'It works',
    });
    const pir = await portal.latest('pir');
    expect(pir).toMatchObject({
      period: id,
      changeId: id,
      clause: '§5.3a',
      dueAt: '2026-12-06T12:00:00.000Z',
      status: 'open',
    });
    const { status, body } = await portal.find('salma', pir.id);
    expect([status, body.error.message]).toEqual([
      409,
      `${pir.id} is written and signed off with its change: review and close ${id}.`,
    ]);
    expect((await portal.sign('salma', pir.id)).status).toBe(409);
    expect(await portal.list({ waitsFor: 'me', kind: 'pir' }, 'salma')).toEqual(
      [],
    );

    await step('amina', 'reviewChange', id, { summary: 'A leak' });
    await step('salma', 'decideChange', id, { decision: 'approve' });
    const close = { closeCode: 'successful', summary: 'Fine' };
    await step('salma', 'closeChange', id, close);
    const done = await portal.get(pir.id);
    expect(done).toMatchObject({
      status: 'signed-off',
      signatures: [{ by: 'user:default/salma' }],
    });
    expect(done.history.map(({ type, actor }) => [type, actor])).toEqual([
      ['opened', 'user:default/amina'],
      ['written', 'user:default/amina'],
      ['signed-off', 'user:default/salma'],
    ]);

    // Whoever may not see the change sees nothing of its review.
    policy.set({ read: deny });
    expect(await portal.list({ kind: 'pir' })).toEqual([]);
    expect(
      (await portal.send('hind', 'getReview', { path: { id: pir.id } })).status,
    ).toBe(404);
    policy.set();
    expect(await ask('hind', 'getChange', { path: { id } })).toMatchObject({
      state: 'closed',
    });
  });

  it('opens that of a change that was in review before reviews were kept, once however many processes look', async () => {
    const { step } = portal;
    const completed = async (emergency: boolean) => {
      const { id } = await portal.ask('amina', 'createChange', {
        body: emergency
          ? {
              ...form(),
              type: 'emergency',
              emergency: { reason: 'critical-failure', incidentRef: 'INC-7' },
            }
          : form(),
      });
      if (emergency) {
        await step('amina', 'startChange', id);
        await step('amina', 'addLogEntry', id, {
          summary: 'Done',
          whatChanged: 'All of it',
        });
        await step('amina', 'completeChange', id, {
          outcome: 'successful',
          result: 'It works',
        });
      } else {
        await walk(portal, id, 'review');
      }
      return id as string;
    };
    const written = await completed(true);
    await step('amina', 'reviewChange', written, { summary: 'A leak' });
    const owed = await completed(true);
    await completed(false);
    await knex('reviews').where({ kind: 'pir' }).delete();

    at('2026-12-03T12:00:00.000Z');
    const another = () =>
      startWithReviews(knex, { features: [policy.feature] });
    const [first, second] = [await another(), await another()];
    await Promise.all([first.look(), second.look()]);
    const found = await portal.list({ kind: 'pir' });
    expect(
      found.map(({ changeId, dueAt, status }) => [changeId, dueAt, status]),
    ).toEqual([
      [owed, '2026-12-06T12:00:00.000Z', 'open'],
      [written, '2026-12-06T12:00:00.000Z', 'open'],
    ]);
    const { history } = await portal.get(found[1].id);
    expect(history.map(({ type }) => type)).toEqual(['opened', 'written']);

    await step('salma', 'decideChange', written, { decision: 'approve' });
    await step('salma', 'closeChange', written, {
      closeCode: 'successful',
      summary: 'Fine',
    });
    expect(await portal.get(found[1].id)).toMatchObject({
      status: 'signed-off',
    });
  });

  it('opens none for a change that owes none', async () => {
    await portal.closedChange();
    expect(await portal.list({ kind: 'pir' })).toEqual([]);
  });

  it('shows whoever may see less no more of it', async () => {
    const seen = await portal.closedChange();
    const hidden = await portal.closedChange({
      affectedEntities: ['component:default/mail'],
    });
    at('2027-01-01T00:00:00.000Z');
    await portal.look();
    const { id } = await portal.latest('monthly');
    await portal.find('salma', id, { changes: [hidden] });
    await portal.find('salma', id, { changes: [seen, hidden] });
    policy.set({
      read: createChangeRequestConditionalDecision(
        changeReadPermission,
        changeRequestConditions.affectsEntity({
          entityRefs: ['component:default/orders'],
        }),
      ),
    });
    const review = await portal.get(id, 'karim');
    expect(review.narrowed).toBe(true);
    expect(review.sample.map(({ changeId }) => changeId)).toEqual([seen]);
    expect(review.findings.map(one => [one.id, one.changes])).toEqual([
      ['2', [seen]],
    ]);
    expect(review.counts).toMatchObject({ sampled: 1, findings: 1 });
    expect(review.data).not.toHaveProperty('figures');
    expect(review.data).not.toHaveProperty('population');
    const rows = await portal.ask('karim', 'listReviewRows', { path: { id } });
    expect(rows.items.map(({ changeId }: any) => changeId)).toEqual([seen]);
    for (const answer of [
      review,
      rows,
      await portal.list({}, 'karim'),
      (await portal.lookAt('karim', id, seen)).body,
    ]) {
      expect(JSON.stringify(answer)).not.toContain(hidden);
    }
    expect((await portal.lookAt('karim', id, hidden)).status).toBe(404);
    expect((await portal.finish('karim', id, '1')).status).toBe(404);
    expect((await portal.find('karim', id, { changes: [hidden] })).status).toBe(
      400,
    );
  });
});
