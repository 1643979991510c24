import { drawSample } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { stopClock } from '../__testUtils__/clock';
import { createDatabases } from '../__testUtils__/databases';
import { form } from '../__testUtils__/startPortal';
import { hashOf } from '../platform/canonical';
import {
  finding,
  ReviewPortal,
  startWithReviews,
} from './__testUtils__/reviewPortal';

jest.setTimeout(180_000);

const { databases, supported } = createDatabases();
const at = (time: string) => jest.setSystemTime(Date.parse(time));

describe.each(supported)('the monthly review, %s', engine => {
  let knex: Knex;
  let portal: ReviewPortal;

  beforeEach(async () => {
    stopClock();
    knex = await databases.init(engine);
    portal = await startWithReviews(knex);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  async function opened() {
    const closed = await portal.closedChange();
    const own = (await portal.ask('salma', 'createChange', { body: form() }))
      .id;
    at('2027-01-01T00:00:00.000Z');
    await portal.look();
    return { closed, own, ...(await portal.latest('monthly')) };
  }

  it('is opened once however many processes look, and not before the month is over', async () => {
    const other = await startWithReviews(knex);
    await portal.closedChange();
    const both = () => Promise.all([portal.look(), other.look()]);
    at('2026-12-31T23:59:00.000Z');
    await both();
    // The changes of November are none; the first review is that of their first month.
    expect(await portal.list({ kind: 'monthly' })).toEqual([]);
    at('2027-01-01T00:00:00.000Z');
    await both();
    await both();
    expect(await portal.list({ kind: 'monthly' })).toMatchObject([
      {
        period: '2026-12',
        from: '2026-12-01T00:00:00.000Z',
        to: '2027-01-01T00:00:00.000Z',
        dueAt: '2027-01-05T23:59:59.999Z',
        status: 'open',
        overdue: false,
        clause: '§7.1',
        signOff: ['changeManager'],
      },
    ]);
    const told = await knex('notices').where('title', 'like', '%monthly%');
    expect(told.map(({ title, recipients }) => [title, recipients])).toEqual([
      [
        expect.stringContaining('the monthly review of December 2026 is due'),
        '["group:default/office"]',
      ],
    ]);
  });

  it('freezes what happened, and draws a sample that anybody can draw again', async () => {
    const { closed, own, id, data, sample, history } = await opened();
    const { digest, ...taken } = data!;
    const { items: rows } = await portal.ask('hind', 'listReviewRows', {
      path: { id },
    });
    expect(rows.map(({ changeId }: any) => changeId)).toEqual([closed, own]);
    expect(rows[0]).toMatchObject({ state: 'closed', closeCode: 'successful' });
    expect(hashOf({ ...taken, rows })).toBe(digest);
    expect(history[0]).toMatchObject({ type: 'opened', data: { digest } });

    const trail = await portal.ask('hind', 'listAuditEvents', {
      path: { id: closed },
    });
    expect(rows[0]).toMatchObject({
      events: trail.items.length,
      lastHash: trail.items[trail.items.length - 1].hash,
    });
    expect(data!.population).toMatchObject({
      changes: 2,
      events: trail.items.length + 1,
      complete: true,
      sampled: 2,
    });
    expect(data!.figures!.total).toMatchObject({ changes: 1, successful: 1 });
    const { seed } = data!.population!;
    expect(sample.map(({ changeId }) => changeId)).toEqual(
      drawSample(rows, 10, seed!).map(({ changeId }: any) => changeId),
    );

    // What happens afterwards belongs to the next month.
    await portal.step('amina', 'addComment', closed, { text: 'All well' });
    const again = await portal.get(id);
    expect(again.data).toEqual(data);
  });

  it('draws no more than the policy says, and leaves the rest in the population', async () => {
    for (let count = 0; count < 12; count++) {
      await portal.ask('amina', 'createChange', { body: form() });
    }
    at('2027-01-02T00:00:00.000Z');
    await portal.look();
    const { id, sample, data } = await portal.latest('monthly');
    expect(sample).toHaveLength(10);
    expect(data!.population).toMatchObject({ changes: 12, sampled: 10 });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { items, pageInfo } = await portal.ask('hind', 'listReviewRows', {
        path: { id },
        query: { limit: '5', ...(cursor && { cursor }) },
      });
      seen.push(...items.map(({ changeId }: any) => changeId));
      cursor = pageInfo.nextCursor;
    } while (cursor);
    expect(seen).toEqual(seen.map((_, index) => `CHG-${index + 1001}`));
    expect(seen).toHaveLength(12);
  });

  it('is signed off once every change drawn was looked at and every finding has an action, and stays as it is', async () => {
    const { id, closed, own } = await opened();
    const refusedOff = async (words: RegExp) => {
      const { status, body } = await portal.sign('salma', id);
      expect(status).toBe(409);
      expect(body.error.message).toMatch(words);
      const { allowedActions } = await portal.get(id, 'salma');
      expect(allowedActions).not.toContain('sign-off');
    };
    await refusedOff(/2 of the 2 changes drawn are not looked at/);
    expect((await portal.lookAt('salma', id, closed)).status).toBe(200);
    const { status, body } = await portal.lookAt('salma', id, own);
    expect([status, body.error.message]).toEqual([
      403,
      `You requested or carried out ${own}, so somebody else has to look at it.`,
    ]);
    expect(
      (await portal.get(id, 'salma')).sample.map(row => row.mayLookAt),
    ).toEqual([true, false]);
    await portal.lookAt('karim', id, own, 'finding');
    await refusedOff(/1 changes drawn show a finding that is not written down/);
    await portal.find('karim', id, { changes: [own], actions: [] });
    await refusedOff(/no action is agreed for finding 1/);
    await portal.send('salma', 'addReviewAction', {
      path: { id, findingId: '1' },
      body: { text: 'Ask for steps' },
    });
    expect((await portal.sign('karim', id)).status).toBe(403);

    const before = await portal.get(id, 'salma');
    expect(before.allowedActions).toContain('sign-off');
    expect((await portal.sign('salma', id, { revision: 1 })).status).toBe(409);
    const signed = await portal.sign('salma', id, { comment: 'Sound' });
    expect(signed.body).toMatchObject({
      status: 'signed-off',
      signatures: [
        { role: 'changeManager', by: 'user:default/salma', comment: 'Sound' },
      ],
      allowedActions: [],
    });

    const { revision } = signed.body;
    const attempts = [
      await portal.lookAt('salma', id, closed, 'finding'),
      await portal.find('salma', id),
      await portal.send('salma', 'editFinding', {
        path: { id, findingId: '1' },
        body: { revision, text: 'Nothing' },
      }),
      await portal.send('salma', 'addReviewAction', {
        path: { id, findingId: '1' },
        body: { text: 'More' },
      }),
      await portal.sign('salma', id),
    ];
    expect(attempts.map(answer => answer.status)).toEqual([
      409, 409, 409, 409, 409,
    ]);

    // What was agreed takes its time.
    expect((await portal.finish('amina', id)).status).toBe(403);
    const done = await portal.finish('karim', id);
    expect(done.body.findings[0]).toMatchObject({
      status: 'resolved',
      actions: [{ status: 'done', doneBy: 'user:default/karim' }],
    });
    expect((await portal.finish('karim', id)).status).toBe(409);
    const { history } = await portal.get(id);
    expect(history.map(({ type }) => type)).toEqual([
      'opened',
      'looked-at',
      'looked-at',
      'finding-added',
      'action-added',
      'signed',
      'signed-off',
      'action-done',
    ]);
  });

  it('lets an auditor and everybody without a role of reviewing look on', async () => {
    const { id, closed } = await opened();
    await portal.find('salma', id, { changes: [closed] });
    const { revision } = await portal.get(id);
    for (const name of ['hind', 'amina', 'omar']) {
      const attempts = [
        await portal.lookAt(name, id, closed),
        await portal.find(name, id),
        await portal.send(name, 'editFinding', {
          path: { id, findingId: '1' },
          body: { revision, text: 'Nothing' },
        }),
        await portal.send(name, 'addReviewAction', {
          path: { id, findingId: '1' },
          body: { text: 'More' },
        }),
        await portal.finish(name, id),
        await portal.sign(name, id),
      ];
      expect([name, ...attempts.map(({ status }) => status)]).toEqual([
        ...[name, 403, 403, 403, 403, 403, 403],
      ]);
      const { allowedActions } = await portal.get(id, name);
      expect(allowedActions).toEqual([]);
    }
    expect((await portal.get(id)).revision).toBe(revision);
  });

  it('names everything wrong in a finding at once, and what is not there', async () => {
    const { id } = await opened();
    const { status, body } = await portal.find('salma', id, {
      clause: '§99',
      owner: 'user:default/nobody',
      dueAt: '2026-12-31T00:00:00.000Z',
      changes: ['CHG-1001', 'CHG-99'],
      actions: [{ text: 'Do', owner: 'group:default/none' }],
    });
    expect([status, body.error.fields.map(({ path }: any) => path)]).toEqual([
      400,
      ['clause', 'owner', 'dueAt', 'changes.1', 'actions.0.owner'],
    ]);
    const statuses = [
      await portal.lookAt('salma', id, 'CHG-99'),
      await portal.lookAt('salma', 'REV-99', 'CHG-1'),
      await portal.finish('salma', id, '7'),
      await portal.send('salma', 'getReview', { path: { id: 'REV-0' } }),
      await portal.send('salma', 'editFinding', {
        path: { id, findingId: '1' },
        body: { revision: 1 },
      }),
    ].map(answer => answer.status);
    expect(statuses).toEqual([404, 404, 404, 404, 404]);
  });

  it('writes a repeated finding down once, and refuses a stale correction', async () => {
    const { id } = await opened();
    const body = finding();
    const twice = async () =>
      portal.ask('salma', 'addFinding', { path: { id }, body, key: 'once' });
    await twice();
    expect((await twice()).findings).toHaveLength(1);
    const edit = (revision: number) =>
      portal.send('salma', 'editFinding', {
        path: { id, findingId: '1' },
        body: { revision, severity: 'high' },
      });
    const { revision } = await portal.get(id);
    expect((await edit(revision - 1)).status).toBe(409);
    expect((await edit(revision)).body.findings[0]).toMatchObject({
      severity: 'high',
      text: body.text,
    });
  });
});
