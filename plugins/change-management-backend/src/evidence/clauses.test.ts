import {
  ChangeView,
  Compliance,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createScheduler } from '../__testUtils__/createScheduler';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();
const day = 24 * 60 * 60 * 1000;
const period = {
  from: new Date(Date.now() - day).toISOString(),
  to: new Date(Date.now() + day).toISOString(),
};

describe.each(supported)('the clauses of a period, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  let read: () => Promise<unknown>;
  const ids: string[] = [];

  beforeAll(async () => {
    knex = await databases.init(engine);
    const scheduler = createScheduler();
    portal = await startPortal({ knex, features: [scheduler.factory()] });
    read = () => scheduler.triggerTask('read-clauses');
    ids.length = 0;
    for (const state of ['closed', 'closed', 'implementation', 'draft']) {
      const { id } = await portal.ask('amina', 'createChange', {
        body: form({ title: state }),
      });
      await walk(portal, id, state as ChangeView['state']);
      ids.push(id);
    }
    await portal.ask('amina', 'cancelChange', {
      path: { id: ids[3] },
      body: { revision: 1, reason: 'Not wanted any more' },
    });
  });

  const compliance = (): Promise<Compliance> =>
    portal.ask('hind', 'getCompliance', { query: period });

  it('are those of each change, whether it has ended or not', async () => {
    const views: ChangeView[] = [];
    for (const id of ids) {
      views.push(await portal.ask('hind', 'getChange', { path: { id } }));
    }
    const { clauses, clausesReadOf } = await compliance();
    expect(clausesReadOf).toBe(ids.length);
    for (const { id, ...counted } of clauses) {
      const standing = views.map(view => ({
        change: view.id,
        status: view.clauses.find(clause => clause.id === id)!.status,
      }));
      const those = (status: string) =>
        standing.filter(clause => clause.status === status);
      expect({ id, ...counted }).toMatchObject({
        id,
        met: those('met').length,
        open: those('open').length,
        waived: those('waived').length,
        notApplicable: those('not-applicable').length,
        openIn: those('open')
          .map(({ change }) => change)
          .reverse(),
      });
    }
  });

  it('are read of changes that ended before anything was kept', async () => {
    const before = await compliance();
    await knex('change_clauses').delete();
    await knex('clause_readings').delete();
    expect((await compliance()).clausesReadOf).toBe(1);
    await read();
    expect(await compliance()).toEqual(before);
  });

  it('cost as many rows as there are ways to stand with them', async () => {
    expect(await knex('change_clauses')).toHaveLength(3);
    expect(await knex('clause_readings')).toHaveLength(2);
  });
});
