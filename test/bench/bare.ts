import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import express, { Request } from 'express';
import PromiseRouter from 'express-promise-router';
import { Knex } from 'knex';

const permission = createPermission({ name: 'bare.use', attributes: {} });

const listed = [
  'number',
  'state',
  'type',
  'title',
  'entity_ref',
  'requested_by',
  'implementer',
  'planned_start',
  'planned_end',
  'created_at',
  'updated_at',
];

async function createTables(database: Knex) {
  await database.schema.createTable('bare', table => {
    table.increments('number');
    table.string('state', 32).notNullable();
    table.string('type', 32).notNullable();
    table.string('title', 200).notNullable();
    table.string('entity_ref', 255).notNullable();
    table.string('requested_by', 255).notNullable();
    table.string('implementer', 255).notNullable();
    table.text('description').notNullable();
    table.text('justification').notNullable();
    table.text('implementation_plan').notNullable();
    table.text('test_plan').notNullable();
    table.text('rollback_plan').notNullable();
    table.timestamp('planned_start');
    table.timestamp('planned_end');
    table.timestamp('created_at').notNullable();
    table.timestamp('updated_at').notNullable();
  });
  await database.raw(
    'CREATE INDEX bare_page_idx ON bare (entity_ref, created_at DESC, number DESC)',
  );
  await database.schema.createTable('bare_audit', table => {
    table.bigIncrements('position');
    table.integer('number').notNullable().index();
    table.string('type', 32).notNullable();
    table.string('actor', 255).notNullable();
    table.timestamp('occurred_at').notNullable();
    table.text('data').notNullable();
  });
}

/**
 * The floor of the platform: what any plugin pays that keeps one row for a request. No rules, no validation, no roles; only
 * authentication, one permission where permissions are on, and SQL through the plugin's knex.
 */
export const barePlugin = createBackendPlugin({
  pluginId: 'bare',
  register(env) {
    env.registerInit({
      deps: {
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({
        database: databaseService,
        httpAuth,
        httpRouter,
        permissions,
        permissionsRegistry,
      }) {
        const database = await databaseService.getClient();
        if (!(await database.schema.hasTable('bare'))) {
          await createTables(database);
        }
        permissionsRegistry.addPermissions([permission]);

        const whoAsks = async (request: Request) => {
          const credentials = await httpAuth.credentials(request, {
            allow: ['user'],
          });
          const [{ result }] = await permissions.authorize([{ permission }], {
            credentials,
          });
          if (result !== AuthorizeResult.ALLOW) {
            throw new NotAllowedError();
          }
          return credentials.principal.userEntityRef;
        };

        const router = PromiseRouter();
        router.use(express.json());

        router.post('/changes', async (request, response) => {
          const actor = await whoAsks(request);
          const { body } = request;
          const now = new Date();
          const row = await database.transaction(async tx => {
            const [inserted] = await tx('bare')
              .insert({
                state: 'draft',
                type: body.type,
                title: body.title,
                entity_ref: body.affectedEntities[0],
                requested_by: actor,
                implementer: body.implementer,
                description: body.description,
                justification: body.justification,
                implementation_plan: body.implementationPlan,
                test_plan: body.testPlan,
                rollback_plan: body.rollbackPlan.steps.join('\n'),
                created_at: now,
                updated_at: now,
              })
              .returning('*');
            await tx('bare_audit').insert({
              number: inserted.number,
              type: 'created',
              actor,
              occurred_at: now,
              data: JSON.stringify(body),
            });
            return inserted;
          });
          response.status(201).json(row);
        });

        router.get('/changes/:number', async (request, response) => {
          await whoAsks(request);
          const row = await database('bare')
            .where('number', Number(request.params.number))
            .first();
          if (!row) {
            throw new NotFoundError();
          }
          response.json(row);
        });

        router.get('/changes', async (request, response) => {
          await whoAsks(request);
          const items = await database('bare')
            .where('entity_ref', request.query.entityRef as string)
            .orderBy([
              { column: 'created_at', order: 'desc' },
              { column: 'number', order: 'desc' },
            ])
            .limit(50)
            .select(listed);
          response.json({ items });
        });

        httpRouter.use(router);
      },
    });
  },
});
