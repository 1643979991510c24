import { createDatabases } from '../__testUtils__/databases';
import { form, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

function slot() {
  const hour = 60 * 60 * 1000;
  return {
    plannedStart: new Date(Date.now() - hour).toISOString(),
    plannedEnd: new Date(Date.now() + hour).toISOString(),
  };
}

describe.each(supported)('the life of a change, %s', engine => {
  it('takes a normal change to its closing', async () => {
    const { ask, step } = await startPortal({
      knex: await databases.init(engine),
    });
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

    const submitted = await step('amina', 'submitChange', id);
    expect(submitted.state).toBe('assessment');
    const assessed = await step('youssef', 'assessChange', id, {
      entityRef: 'component:default/orders',
      impactOnClients: 'none',
      impactOnData: 'none',
    });
    expect(assessed.state).toBe('authorization');
    const approved = await step('salma', 'decideChange', id, {
      decision: 'approve',
      contentRevision: assessed.contentRevision,
    });
    expect(approved.state).toBe('approved');
    await step('salma', 'scheduleChange', id, slot());
    await step('amina', 'addTestResult', id, {
      environment: 'Staging',
      outcome: 'passed',
    });
    await step('amina', 'startChange', id);
    await ask('bilal', 'addLogEntry', {
      path: { id },
      body: { summary: 'Rolled out', whatChanged: 'orders 3 to 4' },
    });
    await step('bilal', 'completeChange', id, {
      outcome: 'successful',
      result: 'All orders come through',
    });
    const closed = await step('salma', 'closeChange', id, {
      closeCode: 'successful',
      summary: 'Fine',
    });
    expect(closed).toMatchObject({ state: 'closed', closeCode: 'successful' });

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
});
