import { mockServices } from '@backstage/backend-test-utils';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

describe.each(supported)('the audit log of the portal, %s', engine => {
  let portal: Portal;
  let written: string[];

  beforeAll(async () => {
    portal = await startPortal({
      knex: await databases.init(engine),
      features: [
        mockServices.auditor.mock({
          async createEvent({ eventId, severityLevel, meta }) {
            const line = [eventId, severityLevel, meta?.id].join(' ').trim();
            return {
              success: async () => void written.push(`${line}: success`),
              fail: async ({ error }) =>
                void written.push(`${line}: ${error.name}`),
            };
          },
        }).factory,
      ],
    });
  });

  beforeEach(() => {
    written = [];
  });

  it('holds every write, however it ended', async () => {
    const { send } = portal;
    const { body } = await send('amina', 'createChange', { body: form() });
    const path = { id: body.id };
    await send('amina', 'createChange', { body: {} });
    await send('salma', 'submitChange', { path, body: {} });
    await send('amina', 'submitChange', { path, body: {} });
    await send('amina', 'submitChange', { path, body: {} });
    await send('amina', 'submitChange', { path: { id: 'x' }, body: {} });
    expect(written).toEqual([
      'create-change medium: success',
      'create-change medium: InputError',
      `submit-change medium ${path.id}: NotAllowedError`,
      `submit-change medium ${path.id}: success`,
      `submit-change medium ${path.id}: ConflictError`,
      'submit-change medium x: NotFoundError',
    ]);
  });

  it('holds who read the trail, and no other reads', async () => {
    const { ask } = portal;
    const { id } = await ask('amina', 'createChange', { body: form() });
    written = [];
    const path = { id };
    await ask('hind', 'getChange', { path });
    await ask('hind', 'listChanges');
    await ask('hind', 'listLog', { path });
    await ask('hind', 'listAuditEvents', { path });
    expect(written).toEqual([`list-audit-events low ${id}: success`]);
  });
});
