import { z } from 'zod';
import { conditionSchema } from '../policy/conditions';
import { policySchema } from '../policy/schema';
import { calendarFeedQuerySchema } from './calendar';
import {
  auditEventSchema,
  changeSchema,
  changeSummarySchema,
  commentSchema,
  logEntrySchema,
  previewSchema,
} from './change';
import { darkChangeSchema } from './darkChanges';
import { deploymentSchema } from './execution';
import { entitySummarySchema, errorSchema, meSchema } from './lists';
import { modelSchema, modelSummarySchema } from './models';
import { noticePreferencesSchema, noticeSchema } from './notices';
import {
  policyDiffSchema,
  policyRecordSchema,
  policyVersionSchema,
} from './policies';
import { riskBackTestSchema } from './risk';
import { Route, routes } from './routes';

type Json = Record<string, unknown>;

const components = z.registry<{ id: string }>();
const named: Record<string, z.ZodType> = {
  AuditEvent: auditEventSchema,
  Change: changeSchema,
  ChangeModel: modelSchema,
  ChangeModelSummary: modelSummarySchema,
  ChangeSummary: changeSummarySchema,
  Comment: commentSchema,
  Condition: conditionSchema,
  EntitySummary: entitySummarySchema,
  DarkChange: darkChangeSchema,
  Deployment: deploymentSchema,
  Error: errorSchema,
  LogEntry: logEntrySchema,
  Me: meSchema,
  Notice: noticeSchema,
  NoticePreferences: noticePreferencesSchema,
  Policy: policySchema,
  PolicyDiff: policyDiffSchema,
  PolicyRecord: policyRecordSchema,
  PolicyVersion: policyVersionSchema,
  Preview: previewSchema,
  RiskBackTest: riskBackTestSchema,
};
for (const [id, schema] of Object.entries(named)) {
  components.add(schema, { id });
}

const options = {
  metadata: components,
  override({
    zodSchema,
    jsonSchema,
  }: {
    zodSchema: unknown;
    jsonSchema: Json;
  }) {
    if (zodSchema === conditionSchema) {
      // Its own grammar is documented by Backstage and recursive beyond what tools read well.
      for (const key of Object.keys(jsonSchema)) {
        delete jsonSchema[key];
      }
      jsonSchema.type = 'object';
      jsonSchema.description =
        'A Backstage filter predicate, e.g. {"risk.level": {"$in": ["high"]}}';
    }
    if (jsonSchema.format) {
      delete jsonSchema.pattern;
    }
  },
  unrepresentable: 'any',
  target: 'draft-2020-12',
  uri: (id: string) => `#/components/schemas/${id}`,
} as const;

function plain(schema: Json): Json {
  const { $schema, $id, ...rest } = schema;
  return rest;
}

function response(schema: z.ZodType): Json {
  const id = components.get(schema)?.id;
  return id
    ? { $ref: `#/components/schemas/${id}` }
    : inlineNamed(plain(z.toJSONSchema(schema, { ...options, io: 'output' })));
}

/** Zod puts named schemas under `$defs` of each schema; here they live once, under `components`. */
function inlineNamed(schema: Json): Json {
  const { $defs, ...rest } = schema;
  return JSON.parse(
    JSON.stringify(rest).replace(/#\/\$defs\//g, '#/components/schemas/'),
  );
}

function request(schema: z.ZodType): Json {
  return inlineNamed(
    plain(z.toJSONSchema(schema, { ...options, io: 'input' })),
  );
}

function queryParameters(schema: z.ZodType): Json[] {
  const properties = request(schema).properties as Json;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: 'query',
    schema: property,
  }));
}

function parameters(route: Route): Json[] {
  const path = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = route.query ? queryParameters(route.query) : [];
  const key =
    route.method === 'post'
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            description:
              'The same key with the same body gives the first answer again; with another body, 409.',
            schema: { type: 'string', maxLength: 200 },
          },
        ]
      : [];
  return [...path, ...query, ...key];
}

const failures: Record<string, string> = {
  400: 'Bad input; names every bad field',
  401: 'Not signed in',
  403: 'Not allowed; says who could',
  404: 'Not found, or not visible to the caller',
  409: 'An illegal step, or a stale revision',
  413: 'The body is over the limit',
};

function contentOf(schema: Json): Json {
  return { 'application/json': { schema } };
}

function json(schema: Json): Json {
  return { content: contentOf(schema) };
}

function failed(descriptions: Record<string, string>): Json {
  return Object.fromEntries(
    Object.entries(descriptions).map(([status, description]) => [
      status,
      { description, ...json({ $ref: '#/components/schemas/Error' }) },
    ]),
  );
}

/** What a good answer may be: JSON, or a file. */
function answer({ response: schema, files = {} }: Route): Json {
  const types = Object.values(files).map(type => [
    type,
    { schema: { type: 'string', format: 'binary' } },
  ]);
  return {
    ...(!(schema instanceof z.ZodNever) && contentOf(response(schema))),
    ...Object.fromEntries(types),
  };
}

function operation(operationId: string, route: Route): Json {
  return {
    operationId,
    summary: route.summary,
    parameters: parameters(route),
    ...(route.body && {
      requestBody: { required: true, ...json(request(route.body)) },
    }),
    responses: {
      [route.status]: { description: 'OK', content: answer(route) },
      ...failed(failures),
    },
  };
}

/** Apart from {@link routes}: it answers with a calendar, and to a token in the address instead of a sign-in. */
const calendarFeed: Json = {
  operationId: 'getCalendarFeed',
  summary: 'The schedule as an iCalendar feed',
  security: [],
  parameters: queryParameters(calendarFeedQuerySchema).map(parameter => ({
    ...parameter,
    required: parameter.name === 'token',
  })),
  responses: {
    200: {
      description: 'OK',
      content: { 'text/calendar': { schema: { type: 'string' } } },
    },
    304: { description: 'As it was (If-None-Match)' },
    ...failed({
      400: failures[400],
      403: 'What its owner may read has to be looked up anew',
      404: 'No such feed, or not any more',
    }),
  },
};

/** Apart from {@link routes}, too: they answer to the signature of a post, whose form is that of whoever posts it. */
function webhook(operationId: string, summary: string, body: Json): Json {
  return {
    operationId,
    summary,
    security: [],
    parameters: [
      { name: 'name', in: 'path', required: true, schema: { type: 'string' } },
    ],
    requestBody: { required: true, ...json(body) },
    responses: {
      200: {
        description: 'OK',
        ...json({
          type: 'object',
          properties: { accepted: { type: 'integer', minimum: 0 } },
          required: ['accepted'],
        }),
      },
      ...failed({
        400: 'It cannot be understood; says why',
        401: 'The signature is missing or wrong, or too old',
        404: 'There is no webhook of that name',
        413: failures[413],
      }),
    },
  };
}

const outsideOfContract: Record<string, Json> = {
  '/schedule.ics': { get: calendarFeed },
  '/webhooks/{name}': {
    post: webhook('postWebhook', 'Report deployments by a signed post', {
      description:
        'An event, as `POST /deployments` takes it, or `{ events: […] }`; or whatever the format or mapping of the webhook understands',
    }),
  },
  '/webhooks/incidents/{name}': {
    post: webhook('postIncidentWebhook', 'Report incidents by a signed post', {
      description:
        'As the format of the source says: for `generic` as `POST /incidents` takes it, or `{ incidents: […] }`',
    }),
  },
};

/** The OpenAPI 3.1 document of the plugin, made from the contract. */
export function createOpenApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [operationId, route] of Object.entries<Route>(routes)) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method]: operation(operationId, route),
    };
  }
  const { schemas } = z.toJSONSchema(components, {
    ...options,
    io: 'output',
  }) as { schemas: Record<string, Json> };
  return {
    openapi: '3.1.0',
    info: {
      title: 'change-management',
      version: '1',
      description: 'Change management for Backstage.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/change-management' }],
    security: [{ backstage: [] }],
    paths: { ...paths, ...outsideOfContract },
    components: {
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([id, schema]) => [id, plain(schema)]),
      ),
      securitySchemes: {
        backstage: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}
