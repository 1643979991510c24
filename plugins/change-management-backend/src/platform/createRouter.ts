import {
  AuditorService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  OperationId,
  Route,
  routes,
} from 'backstage-plugin-change-management-common';
import express, { Request, Response } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { audited } from './audited';
import { CallerCredentials, callerRef } from './caller';
import { Download } from './Download';
import { explained } from './explained';
import { RepeatableRequest } from './Idempotency';
import { parse } from './parse';

type Routes = typeof routes;
type Output<R, Part extends 'body' | 'query'> = R extends {
  [P in Part]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;

/** One request, read by the contract. */
export interface Call<K extends OperationId = OperationId> {
  credentials: CallerCredentials;
  path: Record<string, string>;
  query: Output<Routes[K], 'query'>;
  body: Output<Routes[K], 'body'>;
  /** Set when the sender gave an `Idempotency-Key`. */
  repeatable?: RepeatableRequest;
}

/** What answers each route; the answer is rendered as it is. */
export type Handlers = {
  [K in OperationId]: (
    call: Call<K>,
  ) => Promise<
    | z.output<Routes[K]['response']>
    | (Routes[K] extends { files: object } ? Download : never)
  >;
};

const usualLimit = '512kb';
const keyLimit = 200;

/** Reads that go into the audit log, besides every write. */
const auditedReads: OperationId[] = [
  'listAuditEvents',
  'listTrail',
  'verifyTrail',
  'exportTrail',
  'getChangeEvidence',
  'getEvidencePack',
];
/** Files that take much away. */
const takenAway: OperationId[] = ['exportTrail', 'getEvidencePack'];

function readJson(limit = usualLimit): express.RequestHandler {
  const json = express.json({ limit });
  return (request, response, next) =>
    json(request, response, (error?: any) =>
      next(
        error?.type === 'entity.parse.failed'
          ? new InputError('The body is not JSON.')
          : error,
      ),
    );
}

function readKey(
  request: Request,
  userRef: string,
  body: unknown,
): RepeatableRequest | undefined {
  const key = request.header('Idempotency-Key');
  if (key === undefined || request.method !== 'POST') {
    return undefined;
  }
  if (key === '' || key.length > keyLimit) {
    throw new InputError(
      `Idempotency-Key: must have between 1 and ${keyLimit} characters`,
    );
  }
  return {
    userRef,
    key,
    operation: `${request.method} ${request.path.toLowerCase()}`,
    body,
  };
}

/** `submitChange` → `submit-change` */
function toEventId(operation: OperationId): string {
  return operation.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

/**
 * Registers every route of the contract: who is calling, what they sent, the audit log, and the status of the answer
 * are the same affair for all of them.
 */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  logger: LoggerService;
  handlers: Handlers;
}): express.Router {
  const { httpAuth, auditor, logger, handlers } = options;
  const router = PromiseRouter();
  for (const operation of Object.keys(routes) as OperationId[]) {
    const route: Route = routes[operation];
    const handle = handlers[operation] as (call: Call) => Promise<unknown>;

    const handled = async (request: Request) => {
      const credentials = await httpAuth.credentials(request, {
        allow: route.pipelines ? ['user', 'service'] : ['user'],
      });
      const body = route.body && parse(route.body, request.body);
      return handle({
        credentials,
        path: request.params,
        query: route.query && parse(route.query, request.query),
        body,
        repeatable: readKey(request, callerRef(credentials), body),
      } as Call);
    };

    const answer = async (request: Request, response: Response) => {
      const answered = await handled(request);
      if (answered instanceof Download) {
        await answered.send(response);
      } else {
        response.status(route.status).json(answered);
      }
    };

    const answerAudited = (request: Request, response: Response) =>
      audited(
        auditor,
        {
          eventId: toEventId(operation),
          severityLevel:
            route.method !== 'get' || takenAway.includes(operation)
              ? 'medium'
              : 'low',
          request,
          meta: { ...request.params },
        },
        () => answer(request, response),
      );
    const isAudited =
      route.method !== 'get' || auditedReads.includes(operation);
    const act = isAudited ? answerAudited : answer;

    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    const read = readJson(route.bodyLimit);
    router[route.method](path, read, async (request, response) => {
      await explained(logger, route.method !== 'get', () =>
        act(request, response),
      );
    });
  }
  return router;
}
