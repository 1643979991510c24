import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { AuthenticationError, NotFoundError } from '@backstage/errors';
import { deploymentEventSchema } from 'backstage-plugin-change-management-common';
import { DeploymentSource } from 'backstage-plugin-change-management-node';
import express, { Request } from 'express';
import PromiseRouter from 'express-promise-router';
import { Pipelines } from '../people/Pipelines';
import { allGranted } from '../permissions/Grants';
import { audited } from '../platform/audited';
import { explained } from '../platform/explained';
import { parse } from '../platform/parse';
import { isSigned } from '../platform/signedRequests';
import { DeploymentService } from './DeploymentService';
import { IncomingWebhook, sourceOf } from './webhooks';

/** Where other programs post, below `/api/change-management`. */
export const WEBHOOKS_PATH = '/webhooks';
const bodyLimit = '512kb';

/** What {@link createWebhookRouter} is made from. */
export interface WebhookRouterOptions {
  webhooks: IncomingWebhook[];
  sources: DeploymentSource[];
  pipelines: Pipelines;
  deployments: DeploymentService;
  auditor: AuditorService;
  logger: LoggerService;
  clock: () => Date;
}

/**
 * The routes that answer a signature instead of a sign-in, so they stand beside those of the contract. What is told twice
 * does no harm, so a request may be sent again for as long as its signature counts.
 */
export function createWebhookRouter(
  options: WebhookRouterOptions,
): express.Router {
  const { webhooks, sources, pipelines, deployments, clock } = options;
  const byName = new Map(
    webhooks.map(webhook => [
      webhook.name,
      { webhook, source: sourceOf(webhook, sources) },
    ]),
  );

  const accept = async (request: Request) => {
    const known = byName.get(request.params.name);
    if (!known) {
      throw new NotFoundError(`There is no webhook ${request.params.name}.`);
    }
    const { webhook, source } = known;
    const incoming = {
      headers: request.headers as Record<string, string | undefined>,
      rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    };
    const signed = source.isSigned
      ? source.isSigned(incoming, webhook.secret)
      : isSigned(incoming, webhook, clock());
    if (!signed) {
      throw new AuthenticationError(
        'The signature is missing or wrong, or too old.',
      );
    }
    const posted = await source.parse(incoming);
    const events = posted.map(event => parse(deploymentEventSchema, event));
    const actor = pipelines.actorOf(`webhook:${webhook.name}`);
    for (const event of events) {
      await deployments.report({ actor, grants: allGranted }, event);
    }
    return { accepted: events.length };
  };

  const router = PromiseRouter();
  router.post(
    `${WEBHOOKS_PATH}/:name`,
    express.raw({ type: () => true, limit: bodyLimit }),
    async (request, response) => {
      const body = await explained(options.logger, true, () =>
        audited(
          options.auditor,
          {
            eventId: 'take-webhook',
            severityLevel: 'medium',
            request,
            meta: { ...request.params },
          },
          () => accept(request),
        ),
      );
      response.json(body);
    },
  );
  return router;
}
