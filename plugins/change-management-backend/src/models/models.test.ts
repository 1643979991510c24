import {
  ChangeFormInput,
  ChangeModelView,
  ChangeView,
  CloseCode,
} from 'backstage-plugin-change-management-common';
import { createDatabases } from '../__testUtils__/databases';
import {
  form,
  highRisk,
  lowRisk,
  Portal,
  startPortal,
} from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { amended, arrangePolicy } from '../policy/__testUtils__/amended';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();

const template = {
  category: 'application',
  implementationPlan: 'Roll it out',
  testPlan: 'Order something',
  rollbackPlan: { steps: ['Roll out the version before'], tested: true },
  risk: { answers: lowRisk },
  affectedEntities: ['component:default/orders'],
  description: 'The usual upgrade',
  implementer: 'group:default/devops',
};

/** What the form of a change made from the model still says itself. */
function made(
  { id, version }: Pick<ChangeModelView, 'id' | 'version'>,
  more: Partial<ChangeFormInput> = {},
): ChangeFormInput {
  return {
    type: 'normal',
    title: 'Upgrade orders once more',
    justification: 'It is due',
    affectedEntities: ['component:default/orders'],
    changeModel: { id, version: version! },
    ...more,
  };
}

describe.each(supported)('change models, %s', engine => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal({ knex: await databases.init(engine) });
  });

  async function propose(more: object = {}): Promise<ChangeModelView> {
    return portal.ask('omar', 'proposeModel', {
      body: { title: 'Upgrade orders', form: { ...template, ...more } },
    });
  }

  async function approve(
    id: string,
    version = 1,
    name = 'salma',
  ): Promise<ChangeModelView> {
    return portal.ask(name, 'approveModel', {
      path: { id },
      body: { version },
    });
  }

  const approved = async (more?: object) => approve((await propose(more)).id);
  const read = (id: string): Promise<ChangeModelView> =>
    portal.ask('omar', 'getModel', { path: { id } });
  const acts = async (id: string) =>
    (await read(id)).history.map(({ type }) => type);

  async function request(
    model: ChangeModelView,
    more?: Partial<ChangeFormInput>,
  ) {
    return portal.send('amina', 'createChange', { body: made(model, more) });
  }

  /** A change from the model, closed like this. */
  async function run(
    model: ChangeModelView,
    closeCode: CloseCode = 'successful',
  ): Promise<ChangeView> {
    const { id } = await portal.ask('amina', 'createChange', {
      body: made(model),
    });
    await walk(portal, id, 'implementation');
    const outcome = closeCode === 'rolled-back' ? 'unsuccessful' : closeCode;
    if (closeCode === 'rolled-back') {
      await portal.step('amina', 'rollbackChange', id, { reason: 'It broke' });
    } else {
      await portal.step('amina', 'completeChange', id, {
        outcome,
        result: 'Done',
      });
    }
    await portal.step('amina', 'reviewChange', id, { summary: 'So it went' });
    return portal.step('salma', 'closeChange', id, {
      closeCode,
      summary: 'Seen',
    });
  }

  async function promoted(): Promise<ChangeModelView> {
    const model = await approved();
    for (let i = 0; i < 3; i++) {
      await run(model);
    }
    return read(model.id);
  }

  describe('their life', () => {
    it('goes from a proposal by anybody through versions to retirement', async () => {
      const proposed = await propose();
      expect(proposed.id).toMatch(/^MDL-\d+$/);
      expect(proposed).toMatchObject({
        status: 'proposed',
        latestVersion: 1,
        proposedBy: 'user:default/omar',
        allowedActions: ['edit'],
      });

      const { id } = proposed;
      expect(await approve(id)).toMatchObject({
        status: 'probation',
        version: 1,
        cleanRuns: 0,
        cleanRunsNeeded: 3,
        versions: [{ version: 1, approvedBy: 'user:default/salma' }],
      });

      const edited = await portal.ask('amina', 'editModel', {
        path: { id },
        body: { version: 1, title: 'Upgrade orders quickly' },
      });
      // The version in force stays in force, and what was proposed before stays as it was.
      expect(edited).toMatchObject({
        title: 'Upgrade orders',
        version: 1,
        latestVersion: 2,
      });
      expect(edited.versions.map((v: any) => [v.version, v.title])).toEqual([
        [2, 'Upgrade orders quickly'],
        [1, 'Upgrade orders'],
      ]);
      expect(await approve(id, 2)).toMatchObject({
        title: 'Upgrade orders quickly',
        version: 2,
      });

      const retired = await portal.ask('salma', 'retireModel', {
        path: { id },
        body: { reason: 'Orders is gone' },
      });
      expect(retired).toMatchObject({
        status: 'retired',
        standing: 'Retired: Orders is gone',
        allowedActions: [],
      });
      expect(await acts(id)).toEqual([
        'proposed',
        'approved',
        'version-proposed',
        'approved',
        'retired',
      ]);
      for (const operation of ['approveModel', 'editModel'] as const) {
        const { status } = await portal.send('salma', operation, {
          path: { id },
          body: { version: 2 },
        });
        expect(status).toBe(409);
      }
    });

    it('is decided by the change manager, who did not propose it', async () => {
      const { id } = await propose();
      const asked = (name: string) =>
        portal.send(name, 'approveModel', {
          path: { id },
          body: { version: 1 },
        });
      const { status, body } = await asked('amina');
      expect([status, body.error.message]).toEqual([
        403,
        expect.stringContaining('role changeManager is missing'),
      ]);

      // A word of her own in it, and the change manager would approve herself.
      await portal.ask('salma', 'editModel', {
        path: { id },
        body: { version: 1, description: 'Mine' },
      });
      await portal.ask('omar', 'editModel', {
        path: { id },
        body: { version: 2, title: 'His again' },
      });
      const own = await portal.send('salma', 'approveModel', {
        path: { id },
        body: { version: 3 },
      });
      expect([own.status, own.body.error.message]).toEqual([
        403,
        expect.stringContaining('somebody else'),
      ]);
      const { status: retiring } = await portal.send('amina', 'retireModel', {
        path: { id },
        body: { reason: 'No' },
      });
      expect(retiring).toBe(403);
    });

    it('refuses what was decided on an outdated version', async () => {
      const { id } = await propose();
      const edit = (version: number) =>
        portal.send('omar', 'editModel', {
          path: { id },
          body: { version, title: `After ${version}` },
        });
      const answers = await Promise.all([edit(1), edit(1), edit(1)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([
        200, 409, 409,
      ]);
      const { status } = await portal.send('salma', 'approveModel', {
        path: { id },
        body: { version: 1 },
      });
      expect(status).toBe(409);
    });

    it('is approved once', async () => {
      const { id } = await propose();
      const answers = await Promise.all(
        [1, 2, 3].map(() =>
          portal.send('salma', 'approveModel', {
            path: { id },
            body: { version: 1 },
          }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([
        200, 409, 409,
      ]);
      expect(await acts(id)).toEqual(['proposed', 'approved']);
    });

    it('needs a whole form to be approved, and says all that is missing', async () => {
      const { id } = await portal.ask('omar', 'proposeModel', {
        body: { title: 'Something', form: { category: 'application' } },
      });
      const { status, body } = await portal.send('salma', 'approveModel', {
        path: { id },
        body: { version: 1 },
      });
      expect(status).toBe(400);
      const paths = body.error.fields.map(({ path }: any) => path);
      expect(paths).toEqual(
        expect.arrayContaining([
          'form.implementationPlan',
          'form.testPlan',
          'form.rollbackPlan.steps',
          'form.risk.answers.experience',
          'form.scope',
        ]),
      );
      expect(paths).not.toContain('form.category');
    });

    it('starts from a change that went before', async () => {
      const change = await portal.ask('amina', 'createChange', {
        body: form({ expectedDowntimeMinutes: 5 }),
      });
      const model = await portal.ask('omar', 'proposeModel', {
        body: {
          title: 'From a change',
          fromChangeId: change.id,
          form: { testPlan: 'Order twice' },
        },
      });
      expect(model.form).toMatchObject({
        category: 'application',
        implementationPlan: 'Roll it out',
        testPlan: 'Order twice',
        expectedDowntimeMinutes: 5,
        risk: { answers: lowRisk },
      });
      expect(model.versions[0].fromChangeId).toBe(change.id);
      const { status } = await portal.send('omar', 'proposeModel', {
        body: { title: 'From nothing', fromChangeId: 'CHG-999999' },
      });
      expect(status).toBe(404);
    });

    it('answers a repeated proposal as the first', async () => {
      const send = () =>
        portal.ask('omar', 'proposeModel', {
          body: { title: 'Twice' },
          key: `propose-${engine}`,
        });
      const [first, second] = [await send(), await send()];
      expect(second).toEqual(first);
    });
  });

  describe('a list of them', () => {
    it('is narrowed by status, words and entity, and read in pages', async () => {
      const word = `Word${Date.now()}`;
      const on = async (title: string, more: object) =>
        portal.ask('omar', 'proposeModel', {
          body: { title: `${word} ${title}`, form: { ...template, ...more } },
        });
      const orders = await on('a', {});
      await on('b', { affectedEntities: ['component:default/mail'] });
      const owned = await on('c', {
        affectedEntities: undefined,
        scope: {
          kind: 'component',
          owners: { $contains: 'group:default/devops' },
        },
      });
      await approve(orders.id);
      const titles = async (query: Record<string, string>) =>
        (
          await portal.ask('omar', 'listModels', {
            query: { q: word, ...query },
          })
        ).items.map(({ title }: any) => title.split(' ')[1]);
      expect(await titles({})).toEqual(['c', 'b', 'a']);
      expect(await titles({ status: 'probation,standard' })).toEqual(['a']);
      expect(await titles({ entityRef: 'component:default/orders' })).toEqual([
        'a',
      ]);
      expect(await titles({ entityRef: 'component:default/mail' })).toEqual([
        'c',
        'b',
      ]);
      const first = await portal.ask('omar', 'listModels', {
        query: { q: word, limit: '2' },
      });
      const second = await portal.ask('omar', 'listModels', {
        query: { q: word, limit: '2', cursor: first.pageInfo.nextCursor },
      });
      expect(second.items.map(({ id }: any) => id)).toEqual([orders.id]);
      const back = await portal.ask('omar', 'listModels', {
        query: { q: word, limit: '2', cursor: second.pageInfo.prevCursor },
      });
      expect(back.items).toEqual(first.items);
      expect(owned.id).toBe(first.items[0].id);
      const { status } = await portal.send('omar', 'getModel', {
        path: { id: 'MDL-99999' },
      });
      expect(status).toBe(404);
    });
  });

  describe('a change made from one', () => {
    it('is filled in from it', async () => {
      const model = await approved();
      const { status, body } = await request(model);
      expect(status).toBe(201);
      expect(body).toMatchObject({
        category: 'application',
        description: 'The usual upgrade',
        justification: 'It is due',
        rollbackPlan: template.rollbackPlan,
        implementer: 'group:default/devops',
        missing: [],
        changeModel: { id: model.id, version: 1 },
        risk: { level: 'low' },
      });
    });

    it('may not differ in what the model fixes, nor touch anything else', async () => {
      const model = await approved();
      const refused = await request(model, {
        category: 'server',
        testPlan: 'None',
        risk: { answers: { users: highRisk.users } },
        affectedEntities: [
          'component:default/orders',
          'component:default/mail',
        ],
      });
      expect(refused.status).toBe(400);
      expect(refused.body.error.fields.map(({ path }: any) => path)).toEqual([
        'category',
        'testPlan',
        'risk.answers.users',
        'affectedEntities.1',
      ]);

      const { body: change } = await request(model);
      const edited = await portal.send('amina', 'editChange', {
        path: { id: change.id },
        body: { revision: change.revision, rollbackPlan: null },
      });
      expect(edited.status).toBe(400);
      expect(edited.body.error.fields).toEqual([
        { path: 'rollbackPlan', message: expect.any(String) },
      ]);
      const { body: preview } = await portal.send('amina', 'previewChange', {
        body: made(model, { category: 'server' }),
      });
      expect(preview.missing).toEqual([
        { path: 'category', message: expect.stringContaining(model.id) },
      ]);
    });

    it('needs the latest version that was approved', async () => {
      const { id } = await propose();
      const use = (version: number, more?: Partial<ChangeFormInput>) =>
        portal.send('amina', 'createChange', {
          body: made({ id, version }, more),
        });
      expect((await use(1)).status).toBe(400);
      await approve(id);
      const { body: change } = await use(1);
      expect((await use(2)).status).toBe(400);
      await portal.ask('omar', 'editModel', {
        path: { id },
        body: { version: 1, form: { ...template, testPlan: 'Another' } },
      });
      expect((await use(2)).status).toBe(400);
      await approve(id, 2);
      expect((await use(1)).status).toBe(409);
      const { status } = await portal.send('amina', 'submitChange', {
        path: { id: change.id },
        body: {},
      });
      expect(status).toBe(409);

      // The way forward: what the new version fixes takes the place of what the old one did.
      const edited = await portal.ask('amina', 'editChange', {
        path: { id: change.id },
        body: { revision: 1, changeModel: { id, version: 2 } },
      });
      expect(edited.testPlan).toBe('Another');

      await portal.ask('salma', 'retireModel', {
        path: { id },
        body: { reason: 'Enough' },
      });
      const retired = await use(2);
      expect([retired.status, retired.body.error.message]).toEqual([
        409,
        expect.stringContaining('Enough'),
      ]);
      expect(
        (await use(2, { changeModel: { id: 'MDL-99999', version: 1 } })).status,
      ).toBe(400);
    });

    it('may be standard once enough of them in a row were closed successful', async () => {
      const model = await approved();
      await run(model);
      await run(model, 'successful-with-issues');
      await run(model);
      await run(model);
      const { status, body } = await request(model, { type: 'standard' });
      expect([status, body.error.fields]).toEqual([
        400,
        [
          {
            path: 'type',
            message: expect.stringContaining('1 more successful change'),
          },
        ],
      ]);
      expect(await read(model.id)).toMatchObject({
        status: 'probation',
        cleanRuns: 2,
      });

      await run(model);
      expect(await read(model.id)).toMatchObject({ status: 'standard' });
      expect((await request(model, { type: 'standard' })).status).toBe(201);
      expect(await acts(model.id)).toEqual([
        'proposed',
        'approved',
        'run-counted',
        'restarted',
        'run-counted',
        'run-counted',
        'run-counted',
        'promoted',
      ]);
    });

    it('promotes it once, however many are closed at once', async () => {
      const model = await approved();
      const changes = [];
      for (let i = 0; i < 5; i++) {
        const { body } = await request(model);
        await walk(portal, body.id, 'review');
        changes.push(body.id);
      }
      await Promise.all(
        changes.map(id =>
          portal.step('salma', 'closeChange', id, {
            closeCode: 'successful',
            summary: 'Fine',
          }),
        ),
      );
      const history = await acts(model.id);
      expect(history.filter(type => type === 'promoted')).toHaveLength(1);
      expect(history.filter(type => type === 'run-counted')).toHaveLength(3);
    });

    it.each<[CloseCode, string]>([
      ['unsuccessful', 'was closed unsuccessful'],
      ['rolled-back', 'was rolled back'],
    ])('takes its standing when it is %s', async (closeCode, because) => {
      const model = await promoted();
      const change = await run(model, closeCode);
      const after = await read(model.id);
      expect(after).toMatchObject({ status: 'probation', cleanRuns: 0 });
      expect(after.standing).toContain(`${change.id} ${because}`);
      expect(after.history.at(-1)).toMatchObject({
        type: 'demoted',
        actor: expect.any(String),
        data: { cause: 'failure', changeId: change.id },
      });
      expect((await request(model, { type: 'standard' })).status).toBe(400);
    });

    it('has to earn its standing anew with a new version', async () => {
      const model = await promoted();
      await portal.ask('omar', 'editModel', {
        path: { id: model.id },
        body: { version: 1, form: { ...template, testPlan: 'Another' } },
      });
      // A proposal by anybody takes nothing from it.
      expect(await read(model.id)).toMatchObject({ status: 'standard' });
      expect(await approve(model.id, 2)).toMatchObject({
        status: 'probation',
        cleanRuns: 0,
      });
      expect((await acts(model.id)).slice(-2)).toEqual(['approved', 'demoted']);
    });
  });

  describe('the approval of one', () => {
    it('does not stand for that of its changes by default', async () => {
      const model = await promoted();
      const { body } = await request(model, { type: 'standard' });
      const change = await portal.step('amina', 'submitChange', body.id);
      expect(change.state).toBe('authorization');
    });

    it('stands for it where the policy says so, and the trail says by whom', async () => {
      const policy = amended('1.1', ({ standardChanges }) => {
        standardChanges.preApproved = true;
      });
      await arrangePolicy(portal, policy, 'published');
      const model = await promoted();
      const { body } = await request(model, { type: 'standard' });
      const change = await portal.step('amina', 'submitChange', body.id);
      expect(change.state).toBe('approved');
      expect(change.approvalRequirements).toMatchObject([
        {
          id: 'change-manager',
          standing: { by: 'user:default/salma' },
          decision: {
            by: 'user:default/salma',
            decision: 'approve',
            changeModel: { id: model.id, version: 1 },
          },
        },
      ]);
      const { items } = await portal.ask('hind', 'listAuditEvents', {
        path: { id: body.id },
      });
      expect(
        items.find(({ type }: any) => type === 'pre-approved').data,
      ).toMatchObject({
        changeModel: { id: model.id, version: 1 },
        approvedBy: 'user:default/salma',
        requirementIds: ['change-manager'],
      });
      // Changes of type normal are decided one by one all the same.
      const { body: normal } = await request(model);
      await walk(portal, normal.id, 'authorization');

      // When the model falls, what rested on it has to be approved on its own.
      await run(model, 'unsuccessful');
      const after = await portal.ask('salma', 'getChange', {
        path: { id: body.id },
      });
      expect(after.allowedActions).not.toContain('schedule');
      const { status } = await portal.send('salma', 'scheduleChange', {
        path: { id: body.id },
        body: {
          plannedStart: new Date(Date.now() + 3600_000).toISOString(),
          plannedEnd: new Date(Date.now() + 7200_000).toISOString(),
        },
      });
      expect(status).toBe(409);
      const decided = await portal.step('salma', 'decideChange', body.id, {
        decision: 'approve',
      });
      expect(decided.state).toBe('approved');
      expect(decided.approvalRequirements[0].decision).toMatchObject({
        by: 'user:default/salma',
        comment: '',
      });
    });

    it('leaves other requirements open even then', async () => {
      const { id } = await propose({ category: 'access' });
      let model = await approve(id);
      for (let i = 0; i < 3; i++) {
        const { body } = await request(model);
        await walk(portal, body.id, 'authorization');
        await portal.step('karim', 'decideChange', body.id, {
          decision: 'approve',
        });
        await walk(portal, body.id, 'closed');
      }
      model = await read(id);
      expect(model.status).toBe('standard');
      const { body } = await request(model, { type: 'standard' });
      const change = await portal.step('amina', 'submitChange', body.id);
      expect(change.state).toBe('authorization');
      const after = await portal.step('karim', 'decideChange', body.id, {
        decision: 'approve',
      });
      expect(after.state).toBe('approved');
    });
  });
});
