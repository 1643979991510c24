import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  BackendFeature,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import {
  ChangeFormInput,
  ChangeView,
  OperationId,
  Route,
  routes,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import request from 'supertest';
import { changeManagementPlugin } from '../plugin';
import { organisation, pipelines, roles } from './organisation';

/** What is sent with one request. */
export interface Sent {
  path?: Record<string, string>;
  query?: Record<string, string | string[]>;
  body?: object | string;
  key?: string;
}

/** What a sign-in says of a person: themselves and the groups that the catalog gives them. */
function userInfoOf(entities: Entity[]) {
  return createServiceFactory({
    service: coreServices.userInfo,
    deps: {},
    factory: () => ({
      async getUserInfo(credentials) {
        const { userEntityRef } = credentials.principal as {
          userEntityRef: string;
        };
        const user = entities.find(
          entity => stringifyEntityRef(entity) === userEntityRef,
        );
        const groups = user?.relations?.map(({ targetRef }) => targetRef) ?? [];
        return {
          userEntityRef,
          ownershipEntityRefs: [userEntityRef, ...groups],
        };
      },
    }),
  });
}

const inverses: Record<string, string> = {
  memberOf: 'hasMember',
  childOf: 'parentOf',
};

/** With each membership on both sides, as the catalog keeps them. */
export function withMembers(entities: Entity[]): Entity[] {
  const relations = entities.flatMap(entity =>
    (entity.relations ?? []).flatMap(({ type, targetRef }) =>
      type in inverses
        ? [
            {
              of: targetRef,
              type: inverses[type],
              targetRef: stringifyEntityRef(entity),
            },
          ]
        : [],
    ),
  );
  return entities.map(entity => ({
    ...entity,
    relations: [
      ...(entity.relations ?? []),
      ...relations
        .filter(({ of }) => of === stringifyEntityRef(entity))
        .map(({ type, targetRef }) => ({ type, targetRef })),
    ],
  }));
}

/** How a person of the organisation signs in, or a service by its subject: `external:ci`. */
function headerOf(name: string): string {
  return name.includes(':')
    ? mockCredentials.service.header({
        onBehalfOf: mockCredentials.service(name),
        targetPluginId: 'change-management',
      })
    : mockCredentials.user.header(`user:default/${name}`);
}

/** A portal with the plugin, a small organisation and an empty database. */
export async function startPortal(options: {
  knex: Knex;
  entities?: Entity[];
  /** In the place of a catalog of these entities. */
  catalog?: BackendFeature;
  features?: BackendFeature[];
  config?: JsonObject;
  /** `changeManagement.rollback` */
  rollback?: JsonObject;
}) {
  const entities = withMembers(options.entities ?? organisation);
  const backend = await startTestBackend({
    features: [
      changeManagementPlugin,
      options.catalog ?? catalogServiceMock.factory({ entities }),
      userInfoOf(entities),
      mockServices.database.factory({ knex: options.knex }),
      mockServices.rootConfig.factory({
        data: {
          changeManagement: {
            roles,
            pipelines,
            ...(options.rollback && { rollback: options.rollback }),
          },
          ...options.config,
        },
      }),
      ...(options.features ?? []),
    ],
  });

  const { server } = backend;

  /** Sends a request as somebody; a good answer has to be what the contract says, nothing more and nothing less. */
  async function send(
    name: string,
    operation: OperationId,
    sent: Sent = {},
  ): Promise<{ status: number; body: any }> {
    const route: Route = routes[operation];
    const path = route.path.replace(
      /\{(\w+)\}/g,
      (_, part) => sent.path![part],
    );
    let sending = request(server)
      [route.method](`/api/change-management${path}`)
      .set('Authorization', headerOf(name));
    if (sent.key !== undefined) {
      sending = sending.set('Idempotency-Key', sent.key);
    }
    if (sent.query) {
      sending = sending.query(sent.query);
    }
    if (sent.body !== undefined) {
      sending = sending.set('Content-Type', 'application/json').send(sent.body);
    }
    const { status, body } = await sending;
    if (status < 300) {
      expect(status).toBe(route.status);
      expect(route.response.parse(body)).toEqual(body);
    }
    return { status, body };
  }

  /** Sends a request that has to succeed. */
  async function ask(name: string, operation: OperationId, sent?: Sent) {
    const { status, body } = await send(name, operation, sent);
    if (status >= 300) {
      throw new Error(`${operation} as ${name}: ${JSON.stringify(body)}`);
    }
    return body;
  }

  /** Takes a step of a change, which has to succeed. */
  async function step(
    name: string,
    operation: OperationId,
    id: string,
    body: object = {},
  ): Promise<ChangeView> {
    return ask(name, operation, { path: { id }, body });
  }

  return { server, send, ask, step, stop: () => backend.stop() };
}

export type Portal = Awaited<ReturnType<typeof startPortal>>;

/** Answers of the questionnaire that make a low risk. */
export const lowRisk = {
  experience: 'routine',
  complexity: 'simple',
  testing: 'fully',
  users: 'nobody',
  data: 'none',
  undo: 'quick',
};

/** Answers of the questionnaire that make a high risk. */
export const highRisk = {
  experience: 'never',
  complexity: 'several-teams',
  testing: 'partly',
  users: 'all-clients',
  data: 'none',
  undo: 'quick',
};

/** A whole form: a normal change of low risk, requested by whoever sends it. */
export function form(more: Partial<ChangeFormInput> = {}): ChangeFormInput {
  return {
    type: 'normal',
    category: 'application',
    title: 'Upgrade the orders service',
    description: 'From 3 to 4',
    justification: 'Version 3 is no longer maintained',
    affectedEntities: ['component:default/orders'],
    implementationPlan: 'Roll it out',
    testPlan: 'Order something',
    rollbackPlan: { steps: ['Roll out version 3'], estimatedMinutes: 10 },
    risk: { answers: lowRisk },
    implementer: 'group:default/devops',
    ...more,
  };
}
