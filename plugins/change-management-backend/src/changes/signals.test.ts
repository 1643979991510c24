import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  SignalPayload,
  signalsServiceRef,
} from '@backstage/plugin-signals-node';
import { createDatabases } from '../__testUtils__/databases';
import { form, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

async function startWith(
  engine: Parameters<typeof databases.init>[0],
  publish: (signal: SignalPayload) => Promise<void>,
) {
  return startPortal({
    knex: await databases.init(engine),
    features: [
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish: publish as any }),
      }),
    ],
  });
}

describe.each(supported)('signals of a change, %s', engine => {
  it('say which one, once it is stored, and nothing of what is in it', async () => {
    const said: SignalPayload[] = [];
    const portal = await startWith(engine, async signal => {
      said.push(signal);
    });
    const { id, revision } = await portal.ask('amina', 'createChange', {
      body: form(),
    });
    const submitted = await portal.step('amina', 'submitChange', id);
    expect(said).toEqual(
      [revision, submitted.revision].map(known => ({
        recipients: { type: 'broadcast' },
        channel: 'change-management:changes',
        message: { id, revision: known },
      })),
    );
    const { status } = await portal.send('amina', 'startChange', {
      path: { id },
      body: {},
    });
    expect(status).toBe(409);
    expect(said).toHaveLength(2);
  });

  it('hold nothing up where they cannot be sent', async () => {
    const portal = await startWith(engine, async () => {
      throw new Error('The bus is down');
    });
    const { id } = await portal.ask('amina', 'createChange', { body: form() });
    expect(await portal.step('amina', 'submitChange', id)).toMatchObject({
      id,
    });
  });
});
