import { createDatabases } from '../__testUtils__/databases';
import { organisation } from '../__testUtils__/organisation';
import { walk } from '../__testUtils__/walk';
import { form, highRisk, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

describe.each(supported)('the life of a change, %s', engine => {
  const start = async () => startPortal({ knex: await databases.init(engine) });

  it('takes a normal change to its closing', async () => {
    const portal = await start();
    const { ask, step } = portal;
    const created = await ask('amina', 'createChange', { body: form() });
    expect(created).toMatchObject({
      id: 'CHG-1001',
      state: 'draft',
      requestedBy: 'user:default/amina',
      risk: { level: 'low' },
      missing: [],
    });
    expect(created.allowedActions).toContain('submit');
    const { id } = created;

    expect(await walk(portal, id, 'assessment')).toMatchObject({
      approvalRequirements: [{ roles: ['changeManager'] }],
      assessmentRequirements: [{ status: 'open' }],
    });
    expect(await walk(portal, id, 'authorization')).toMatchObject({
      assessments: [
        {
          by: 'user:default/youssef',
          onBehalfOf: ['group:default/payments-team'],
        },
      ],
    });
    expect(await walk(portal, id, 'approved')).toMatchObject({
      approvalRequirements: [
        {
          decision: {
            by: 'user:default/salma',
            roles: expect.arrayContaining([
              { role: 'changeManager', via: 'group:default/office' },
            ]),
            groups: ['group:default/office'],
          },
        },
      ],
    });
    await walk(portal, id, 'implementation');
    await ask('bilal', 'addLogEntry', {
      path: { id },
      body: { summary: 'Rolled out', whatChanged: 'orders 3 to 4' },
    });
    await step('bilal', 'completeChange', id, {
      outcome: 'successful',
      result: 'All orders come through',
    });
    expect(await walk(portal, id, 'closed')).toMatchObject({
      closeCode: 'successful',
    });

    const log = await ask('omar', 'listLog', { path: { id } });
    expect(log.items.map((entry: any) => [entry.kind, entry.actor])).toEqual([
      ['test', 'user:default/amina'],
      ['start', 'user:default/amina'],
      ['step', 'user:default/bilal'],
      ['completion', 'user:default/bilal'],
    ]);
    expect(await ask('omar', 'getChange', { path: { id } })).toMatchObject({
      state: 'closed',
      revision: 10,
      allowedActions: ['comment'],
    });
  });

  it('asks for a second approver where the risk is high', async () => {
    const portal = await start();
    const { ask, step, send } = portal;
    const { id } = await ask('amina', 'createChange', {
      body: form({ risk: { answers: highRisk } }),
    });
    await walk(portal, id, 'authorization');
    const once = await step('salma', 'decideChange', id, {
      decision: 'approve',
    });
    expect(once).toMatchObject({
      state: 'authorization',
      risk: { level: 'high' },
    });
    expect(once.allowedActions).not.toContain('approve');
    const again = await send('salma', 'decideChange', {
      path: { id },
      body: { decision: 'approve' },
    });
    expect(again.status).toBe(409);
    expect(again.body.error.message).toContain('serves one requirement');
    const twice = await step('nadia', 'decideChange', id, {
      decision: 'approve',
    });
    expect(twice.state).toBe('approved');
  });

  it('lets nobody approve their own change', async () => {
    const portal = await start();
    const { ask, send } = portal;
    const { id } = await ask('salma', 'createChange', { body: form() });
    await walk(portal, id, 'authorization', 'salma');
    const { status, body } = await send('salma', 'decideChange', {
      path: { id },
      body: { decision: 'approve' },
    });
    expect(status).toBe(403);
    expect(body.error).toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('You requested CHG-1001'),
    });
  });

  it('carries an emergency out first and approves it afterwards', async () => {
    const portal = await start();
    const { ask, step, send } = portal;
    const { id } = await ask('amina', 'createChange', {
      body: {
        type: 'emergency',
        title: 'Stop the leak',
        affectedEntities: ['component:default/payments'],
      },
    });
    const bare = await send('amina', 'startChange', { path: { id }, body: {} });
    expect(bare.status).toBe(400);
    expect(bare.body.error.fields.map((field: any) => field.path)).toEqual([
      'emergency.reason',
      'emergency.incidentRef',
    ]);
    const draft = await ask('amina', 'getChange', { path: { id } });
    await step('amina', 'editChange', id, {
      revision: draft.revision,
      emergency: { reason: 'security-issue', incidentRef: 'INC-7' },
    });
    await step('amina', 'startChange', id);
    await step('amina', 'completeChange', id, {
      outcome: 'successful',
      result: 'It no longer leaks',
    });
    const close = { closeCode: 'successful', summary: 'Fine' };
    const early = await send('salma', 'closeChange', {
      path: { id },
      body: close,
    });
    expect(early.status).toBe(409);
    expect(early.body.error.message).toMatch(
      /documentation after the fact.*retrospective approval.*post-implementation review/,
    );
    const { type, title, affectedEntities, implementer, ...documentation } =
      form();
    const documented = await step('amina', 'editChange', id, {
      revision: 4,
      ...documentation,
    });
    expect(documented).toMatchObject({ state: 'review', missing: [] });
    await step('salma', 'decideChange', id, { decision: 'approve' });
    await step('amina', 'reviewChange', id, { summary: 'A missing check' });
    expect(await step('salma', 'closeChange', id, close)).toMatchObject({
      state: 'closed',
    });
  });

  it('records a rollback and asks for a review of it', async () => {
    const portal = await start();
    const { ask, step, send } = portal;
    const { id } = await ask('amina', 'createChange', { body: form() });
    await walk(portal, id, 'implementation');
    const without = await send('amina', 'rollbackChange', {
      path: { id },
      body: {},
    });
    expect(without.status).toBe(400);
    const back = await step('amina', 'rollbackChange', id, {
      reason: 'Orders got lost',
      result: 'Version 3 runs again',
    });
    expect(back).toMatchObject({ state: 'review', reviewRequired: true });
    const close = { closeCode: 'rolled-back', summary: 'Once more next week' };
    expect(
      (await send('salma', 'closeChange', { path: { id }, body: close }))
        .status,
    ).toBe(409);
    await step('salma', 'reviewChange', id, { summary: 'The queue was full' });
    expect(await step('salma', 'closeChange', id, close)).toMatchObject({
      closeCode: 'rolled-back',
    });
    const log = await ask('hind', 'listLog', { path: { id } });
    expect(log.items.at(-1)).toMatchObject({
      kind: 'rollback',
      justification: 'Orders got lost',
      result: 'Version 3 runs again',
    });
  });

  it('voids decisions when the form is edited, and refuses those on what was there before', async () => {
    const portal = await start();
    const { ask, step, send } = portal;
    const { id } = await ask('amina', 'createChange', {
      body: form({ risk: { answers: highRisk } }),
    });
    await walk(portal, id, 'authorization');
    const decided = await step('salma', 'decideChange', id, {
      decision: 'approve',
    });
    const edited = await step('amina', 'editChange', id, {
      revision: decided.revision,
      description: 'From 3 to 5',
    });
    expect(edited.contentRevision).toBe(2);
    expect(edited.approvalRequirements.map(r => r.decision)).toEqual([
      undefined,
      undefined,
    ]);
    const stale = await send('nadia', 'decideChange', {
      path: { id },
      body: { decision: 'approve', contentRevision: 1 },
    });
    expect(stale.status).toBe(409);
    expect(stale.body.error.message).toContain('has been edited');
  });

  it('refuses an edit of what has been written meanwhile', async () => {
    const portal = await start();
    const { ask, step, send } = portal;
    const { id, revision } = await ask('amina', 'createChange', {
      body: form(),
    });
    await step('amina', 'editChange', id, { revision, title: 'One' });
    const late = await send('amina', 'editChange', {
      path: { id },
      body: { revision, title: 'Two' },
    });
    expect(late.status).toBe(409);
    expect(late.body.error.name).toBe('ConflictError');
    const now = await ask('amina', 'getChange', { path: { id } });
    expect(now.title).toBe('One');
  });

  it('writes nothing where nothing changes', async () => {
    const portal = await start();
    const { ask, step } = portal;
    const { id, revision } = await ask('amina', 'createChange', {
      body: form(),
    });
    const same = await step('amina', 'editChange', id, {
      revision,
      title: form().title,
    });
    expect(same.revision).toBe(revision);
    const trail = await ask('hind', 'listAuditEvents', { path: { id } });
    expect(trail.items).toHaveLength(1);
  });

  it('lets an entity that has vanished block nothing', async () => {
    const knex = await databases.init(engine);
    const before = await startPortal({ knex });
    const { id } = await before.ask('amina', 'createChange', {
      body: form({
        affectedEntities: [
          'component:default/mail',
          'component:default/orders',
        ],
      }),
    });
    await walk(before, id, 'assessment');
    await before.step('amina', 'assessChange', id, {
      entityRef: 'component:default/mail',
      impactOnClients: '',
      impactOnData: '',
    });
    const after = await startPortal({
      knex,
      entities: organisation.filter(
        ({ metadata }) => metadata.name !== 'orders',
      ),
    });
    const view = await after.ask('salma', 'getChange', { path: { id } });
    expect(view.impact.direct).toMatchObject([
      { entityRef: 'component:default/mail', exists: true },
      { entityRef: 'component:default/orders', exists: false },
    ]);
    const approved = await after.step('salma', 'decideChange', id, {
      decision: 'approve',
    });
    expect(approved.state).toBe('approved');
    const trail = await after.ask('hind', 'listAuditEvents', { path: { id } });
    expect(trail.items.map((event: any) => event.type)).toEqual([
      'created',
      'submitted',
      'assessment-opened',
      'assessed',
      'authorization-opened',
      'decided',
      'approved',
    ]);
  });
});
