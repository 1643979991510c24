import type { Entity } from '@backstage/catalog-model';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import authPlugin from '@backstage/plugin-auth-backend';
import request from 'supertest';
import { personaModule } from './module';

const user = (
  name: string,
  annotations: Record<string, string>,
  groups: string[] = [],
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default', annotations },
  spec: { profile: { displayName: name.toUpperCase() } },
  relations: groups.map(group => ({
    type: 'memberOf',
    targetRef: `group:default/${group}`,
  })),
});

const group = (name: string, parents: string[] = []): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type: 'team', children: [] },
  relations: parents.map(parent => ({
    type: 'childOf',
    targetRef: `group:default/${parent}`,
  })),
});

const entities = [
  user('zineb', { 'change-management/persona-role': 'Developer' }),
  user('omar', {}),
  user('salma', {
    'change-management/persona-role': 'Change manager',
    'change-management/persona-order': '2',
  }),
  user(
    'amina',
    {
      'change-management/persona-role': 'DevOps engineer',
      'change-management/persona-order': '1',
    },
    ['devops'],
  ),
  group('devops', ['platform']),
  group('platform', ['technology']),
  group('technology', ['platform']),
];

describe('sign-in as a demo person', () => {
  const { NODE_ENV } = process.env;
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        authPlugin,
        personaModule,
        catalogServiceMock.factory({ entities }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:7007' },
            auth: {
              providers: { persona: {} },
              // Shows the groups in the answer too; they are kept apart from
              // the token otherwise.
              omitIdentityTokenOwnershipClaim: false,
            },
          },
        }),
      ],
    });
  });

  afterAll(() => backend.stop());

  beforeEach(() => {
    Object.assign(process.env, { NODE_ENV: 'development' });
  });

  afterEach(() => {
    Object.assign(process.env, { NODE_ENV });
  });

  const get = (path: string) => request(backend.server).get(path);
  const refresh = (persona: string) =>
    get('/api/auth/persona/refresh').set('x-persona', persona);

  it('signs a user of the catalog in', async () => {
    const response = await refresh('user:default/amina');

    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({
      profile: { displayName: 'AMINA' },
      backstageIdentity: {
        token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        identity: { userEntityRef: 'user:default/amina' },
      },
    });
  });

  it('counts the groups above the own group as own, circles included', async () => {
    const { body } = await refresh('user:default/amina');

    expect(body.backstageIdentity.identity.ownershipEntityRefs).toEqual([
      'user:default/amina',
      'group:default/devops',
      'group:default/platform',
      'group:default/technology',
    ]);
  });

  it('answers 401 without the header', async () => {
    const response = await get('/api/auth/persona/refresh');

    expect(response.status).toBe(401);
    expect(response.body.error.message).toContain('x-persona');
  });

  it.each([
    'amina',
    'user:default/',
    'group:default/devops',
    'user:default/amina, user:default/salma',
    "user:default/amina' or 1=1",
    'user:default/../admin',
    `user:default/${'x'.repeat(300)}`,
  ])('answers 401 to the header %p', async persona => {
    expect((await refresh(persona)).status).toBe(401);
  });

  it('answers 404 to a user that the catalog does not have', async () => {
    const response = await refresh('user:default/nobody');

    expect(response.status).toBe(404);
    expect(response.body.error).toMatchObject({
      name: 'NotFoundError',
      message: 'user:default/nobody is not in the catalog',
    });
  });

  it('lists the people to be, in their order and then by name', async () => {
    const response = await get('/api/auth/persona/people');

    expect(response.status).toBe(200);
    expect(response.body).toEqual([
      {
        entityRef: 'user:default/amina',
        displayName: 'AMINA',
        role: 'DevOps engineer',
      },
      {
        entityRef: 'user:default/salma',
        displayName: 'SALMA',
        role: 'Change manager',
      },
      {
        entityRef: 'user:default/zineb',
        displayName: 'ZINEB',
        role: 'Developer',
      },
    ]);
  });

  it.each(['production', 'test', ''])(
    'refuses when NODE_ENV is "%s"',
    async environment => {
      Object.assign(process.env, { NODE_ENV: environment });

      expect((await refresh('user:default/amina')).status).toBe(403);
      expect((await get('/api/auth/persona/people')).status).toBe(403);
    },
  );
});
