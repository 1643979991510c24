import type { AuthService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import Router from 'express-promise-router';
import type { Router as ExpressRouter } from 'express';
import { refusalOutsideDevelopment } from './authenticator';

const ROLE = 'change-management/persona-role';
const ORDER = 'change-management/persona-order';

/** A person whom the sign-in page offers. */
export interface Persona {
  /** Full ref of the catalog user, to be sent as `x-persona`. */
  entityRef: string;
  displayName: string;
  /** What the person does, in words, such as "Change manager". */
  role: string;
}

/**
 * `GET /persona/people` lists the users of the catalog whose annotation
 * `change-management/persona-role` says what they do, in the order of
 * `change-management/persona-order`, then by name. Open to those not signed
 * in, since it is what they sign in with; refused outside development.
 */
export function createPeopleRouter(options: {
  catalog: CatalogService;
  auth: AuthService;
}): ExpressRouter {
  const { catalog, auth } = options;
  const router = Router();
  router.get('/persona/people', async (_req, res) => {
    const refusal = refusalOutsideDevelopment();
    if (refusal) {
      throw refusal;
    }
    const { items } = await catalog.getEntities(
      {
        filter: { kind: 'User' },
        fields: ['kind', 'metadata', 'spec.profile'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    res.json(items.filter(hasRole).sort(byOrderThenName).map(toPersona));
  });
  return router;
}

function hasRole(user: Entity): boolean {
  return Boolean(user.metadata.annotations?.[ROLE]);
}

function byOrderThenName(a: Entity, b: Entity): number {
  return order(a) - order(b) || displayName(a).localeCompare(displayName(b));
}

function order(user: Entity): number {
  return Number(user.metadata.annotations?.[ORDER] ?? Number.MAX_SAFE_INTEGER);
}

function displayName(user: Entity): string {
  const profile = user.spec?.profile as { displayName?: string } | undefined;
  return profile?.displayName ?? user.metadata.title ?? user.metadata.name;
}

function toPersona(user: Entity): Persona {
  return {
    entityRef: stringifyEntityRef(user),
    displayName: displayName(user),
    role: user.metadata.annotations![ROLE],
  };
}
