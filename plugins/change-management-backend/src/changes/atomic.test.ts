import { createDatabases } from '../__testUtils__/databases';
import { form, startPortal } from '../__testUtils__/startPortal';
import { slotNow } from '../__testUtils__/walk';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

describe.each(supported)('a command that fails half-way, %s', engine => {
  it.each(['notices', 'change_parties', 'audit_events', 'schedule_slots'])(
    'leaves nothing behind when %s cannot be written',
    async table => {
      const knex = await databases.init(engine);
      const { ask, send } = await startPortal({ knex });
      const { id } = await ask('amina', 'createChange', {
        body: form(slotNow()),
      });
      await knex.schema.renameTable(table, 'elsewhere');
      const submit = { path: { id }, body: {}, key: 'again' };
      const failed = await send('amina', 'submitChange', submit);
      expect(failed.status).toBe(500);
      await knex.schema.renameTable('elsewhere', table);

      expect(await ask('amina', 'getChange', { path: { id } })).toMatchObject({
        state: 'draft',
        revision: 1,
      });
      const trail = await ask('hind', 'listAuditEvents', { path: { id } });
      expect(trail.items).toHaveLength(1);
      expect(await knex('notices').select()).toEqual([]);
      expect((await send('amina', 'submitChange', submit)).status).toBe(200);
      expect((await knex('notices').select()).length).toBeGreaterThan(0);
    },
  );

  it.each(['change_entities', 'change_parties', 'audit_events'])(
    'leaves no draft behind when %s cannot be written',
    async table => {
      const knex = await databases.init(engine);
      const { ask, send } = await startPortal({ knex });
      await knex.schema.renameTable(table, 'elsewhere');
      const failed = await send('amina', 'createChange', { body: form() });
      expect(failed.status).toBe(500);
      await knex.schema.renameTable('elsewhere', table);

      for (const written of ['changes', 'change_entities', 'audit_events']) {
        expect(await knex(written).select()).toEqual([]);
      }
      const { id } = await ask('amina', 'createChange', { body: form() });
      expect(await ask('amina', 'getChange', { path: { id } })).toMatchObject({
        state: 'draft',
        revision: 1,
      });
    },
  );
});
