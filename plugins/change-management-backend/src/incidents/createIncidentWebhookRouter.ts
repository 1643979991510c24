import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  InputError,
  NotFoundError,
} from '@backstage/errors';
import express, { Request } from 'express';
import PromiseRouter from 'express-promise-router';
import { audited } from '../platform/audited';
import { explained } from '../platform/explained';
import { isSigned } from '../platform/signedRequests';
import { IncidentInbox } from './IncidentInbox';
import { IncidentSource } from './incidentSources';

/** Below the address of all webhooks, which asks for no sign-in. */
const path = '/webhooks/incidents/:name';
const bodyLimit = '512kb';

const isUnavailable = ({ name }: Error) => name === 'ServiceUnavailableError';

/** What {@link createIncidentWebhookRouter} is made from. */
export interface IncidentWebhookRouterOptions {
  sources: IncidentSource[];
  inbox: IncidentInbox;
  auditor: AuditorService;
  logger: LoggerService;
  clock: () => Date;
}

/** Where sources post incidents; they answer a signature instead of a sign-in. */
export function createIncidentWebhookRouter({
  sources,
  inbox,
  auditor,
  logger,
  clock,
}: IncidentWebhookRouterOptions): express.Router {
  const accept = async (request: Request) => {
    const { name } = request.params;
    const source = sources.find(each => each.name === name);
    if (!source?.webhook) {
      throw new NotFoundError(`There is no webhook of incidents ${name}.`);
    }
    const post = {
      headers: request.headers as Record<string, string | undefined>,
      rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    };
    if (!isSigned(post, source.webhook, clock())) {
      throw new AuthenticationError(
        'The signature is missing or wrong, or too old.',
      );
    }
    const { accepted, refusals } = await inbox.take(source, post);
    // Where the portal is to blame, the sender has to try all of it again, which does no harm.
    const unavailable = refusals.find(isUnavailable);
    const alone = accepted + refusals.length === 1 ? refusals[0] : undefined;
    if (unavailable ?? alone) {
      throw unavailable ?? alone;
    }
    if (refusals.length) {
      throw new InputError(
        `${accepted} taken, ${refusals.length} not. ${refusals
          .map(({ message }) => message)
          .join(' ')}`,
      );
    }
    return { accepted };
  };

  const router = PromiseRouter();
  router.post(
    path,
    express.raw({ type: () => true, limit: bodyLimit }),
    async (request, response) => {
      const body = await explained(logger, true, () =>
        audited(
          auditor,
          {
            eventId: 'take-incident-webhook',
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
