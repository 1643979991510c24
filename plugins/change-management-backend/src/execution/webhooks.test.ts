import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { changeDeploymentsExtensionPoint } from 'backstage-plugin-change-management-node';
import { createHmac } from 'crypto';
import request from 'supertest';
import { createDatabases } from '../__testUtils__/databases';
import { roles } from '../__testUtils__/organisation';
import { startPortal } from '../__testUtils__/startPortal';
import { sign } from '../platform/signedRequests';
import { deployment, mail, orders } from './__testUtils__/pipelines';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();
const secret = 'a-secret-of-the-shop';

const shipIt = createBackendModule({
  pluginId: 'change-management',
  moduleId: 'ship-it',
  register(env) {
    env.registerInit({
      deps: { deployments: changeDeploymentsExtensionPoint },
      async init({ deployments }) {
        deployments.addDeploymentSource({
          name: 'ship-it',
          isSigned: ({ headers }, key) => headers['x-ship-it'] === key,
          parse: ({ rawBody }) => {
            const { service, build } = JSON.parse(rawBody.toString());
            return [deployment({ entityRef: service, externalId: build })];
          },
        });
      },
    });
  },
});

/** A program that knows nothing of change management. */
const builder = {
  signature: { header: 'X-Builder-Signature' },
  mapping: {
    each: "builds[result in ['SUCCESS', 'FAILURE']]",
    fields: {
      externalId: 'id',
      entityRef: "'component:default/' & $payload.project",
      environment: "'production'",
      version: '$substring(commit, 0, 7)',
      status: {
        from: 'result',
        words: { SUCCESS: 'succeeded', FAILURE: 'failed' },
      },
      startedAt: '$fromMillis(begun)',
      url: '$payload.url',
    },
  },
};

describe.each(supported)('incoming webhooks, %s', engine => {
  async function start() {
    const portal = await startPortal({
      knex: await databases.init(engine),
      features: [shipIt],
      config: {
        changeManagement: {
          roles,
          webhooks: {
            incoming: [
              { name: 'shop', secret, entities: { entityRef: orders } },
              { name: 'ship-it', secret, format: 'ship-it' },
              { name: 'builder', secret, ...builder },
            ],
          },
        },
      },
    });
    const post = (
      body: string,
      headers: Record<string, string>,
      name = 'shop',
    ) =>
      request(portal.server)
        .post(`/api/change-management/webhooks/${name}`)
        .set('Authorization', mockCredentials.none.header())
        .set('Content-Type', 'application/json')
        .set(headers)
        .send(body);
    const signed = (body: string, at = Date.now(), key = secret) => {
      const time = `${Math.floor(at / 1000)}`;
      return {
        'X-Change-Management-Timestamp': time,
        'X-Change-Management-Signature': `sha256=${sign(key, time, body)}`,
      };
    };
    return { ...portal, post, signed };
  }

  it('take what is signed, and do no harm when it comes again', async () => {
    const { ask, post, signed } = await start();
    const body = JSON.stringify({ events: [deployment(), deployment()] });
    for (let time = 0; time < 2; time++) {
      const answer = await post(body, signed(body));
      expect(answer.body).toEqual({ accepted: 2 });
    }
    const { items } = await ask('hind', 'listDeployments');
    expect(items).toHaveLength(2);
    expect(items[0].source).toBe('pipeline:webhook/shop');
  });

  it('refuse what is not signed, by another, altered, or old', async () => {
    const { ask, post, signed } = await start();
    const body = JSON.stringify(deployment());
    const attempts = [
      post(body, {}),
      post(body, signed(body, Date.now(), 'another-secret-of-some')),
      post(`${body} `, signed(body)),
      post(body, signed(body, Date.now() - 10 * 60_000)),
    ];
    for (const attempt of attempts) {
      expect((await attempt).status).toBe(401);
    }
    expect((await post(body, signed(body), 'nobody')).status).toBe(404);
    expect((await ask('hind', 'listDeployments')).items).toEqual([]);
  });

  it('name what is wrong with an event, and keep to the entities that are entrusted to them', async () => {
    const { post, signed } = await start();
    const nonsense = JSON.stringify({ entityRef: orders });
    const { status, body } = await post(nonsense, signed(nonsense));
    expect(status).toBe(400);
    expect(body.error.message).toContain('externalId: must be given');
    const foreign = JSON.stringify(deployment({ entityRef: mail }));
    expect((await post(foreign, signed(foreign))).status).toBe(403);
  });

  it('understand what a module teaches them', async () => {
    const { ask, post } = await start();
    const body = JSON.stringify({ service: mail, build: '77' });
    const headers = { 'X-Ship-It': secret };
    expect((await post(body, headers, 'ship-it')).status).toBe(200);
    const { items } = await ask('hind', 'listDeployments');
    expect(items).toMatchObject([{ entityRef: mail, externalId: '77' }]);
  });

  it('understand by their configuration a program that signs and tells in its own way', async () => {
    const { ask, post } = await start();
    const build = { id: 4711, commit: '1234567890', begun: 1_764_150_000_000 };
    const body = JSON.stringify({
      project: 'mail',
      url: 'https://builder.example/mail',
      builds: [
        { ...build, result: 'FAILURE' },
        { ...build, id: 4712, result: 'ABORTED' },
      ],
    });
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const send = (text: string, header: string) =>
      post(text, { 'X-Builder-Signature': header }, 'builder');
    expect((await send(body, `sha256=${signature}`)).body).toEqual({
      accepted: 1,
    });
    expect((await send(body, signature)).body).toEqual({ accepted: 1 });
    expect((await send(body, '')).status).toBe(401);
    expect((await send(`${body} `, signature)).status).toBe(401);
    const { items } = await ask('hind', 'listDeployments');
    expect(items).toMatchObject([
      {
        source: 'pipeline:webhook/builder',
        externalId: '4711',
        entityRef: mail,
        version: '1234567',
        status: 'failed',
        startedAt: '2025-11-26T09:40:00.000Z',
        url: 'https://builder.example/mail',
      },
    ]);
  });

  it('name what their configuration does not find in a post', async () => {
    const { post } = await start();
    const body = JSON.stringify({ builds: [{ result: 'SUCCESS', begun: 0 }] });
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const answer = await post(
      body,
      { 'X-Builder-Signature': signature },
      'builder',
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('externalId: must be given');
    expect(answer.body.error.message).toContain('version: must be given');
  });
});
