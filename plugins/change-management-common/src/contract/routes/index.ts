import { auditRoutes } from './audit';
import { accessRoutes } from './access';
import { changesRoutes } from './changes';
import { evidenceRoutes } from './evidence';
import { executionRoutes } from './execution';
import { configurationRoutes } from './configuration';
import { incidentsRoutes } from './incidents';
import { modelsRoutes } from './models';
import { noticesRoutes } from './notices';
import { peopleRoutes } from './people';
import { policiesRoutes } from './policies';
import { portalRoutes } from './portal';
import { reviewsRoutes } from './reviews';
import { scheduleRoutes } from './schedule';
import { workRoutes } from './work';
import type { Route } from './route';

/** By name of its parts: what the compiler would write down of all of them at once is longer than it can. */
type Routes = typeof portalRoutes &
  typeof policiesRoutes &
  typeof changesRoutes &
  typeof auditRoutes &
  typeof evidenceRoutes &
  typeof executionRoutes &
  typeof modelsRoutes &
  typeof scheduleRoutes &
  typeof workRoutes &
  typeof configurationRoutes &
  typeof accessRoutes &
  typeof incidentsRoutes &
  typeof noticesRoutes &
  typeof peopleRoutes &
  typeof reviewsRoutes;

/** Every route, by operation id: the server parses and renders by it, the OpenAPI document is made from it. */
export const routes: Routes = {
  ...portalRoutes,
  ...policiesRoutes,
  ...changesRoutes,
  ...auditRoutes,
  ...evidenceRoutes,
  ...executionRoutes,
  ...modelsRoutes,
  ...scheduleRoutes,
  ...workRoutes,
  ...configurationRoutes,
  ...accessRoutes,
  ...incidentsRoutes,
  ...noticesRoutes,
  ...peopleRoutes,
  ...reviewsRoutes,
};

/** Name of a route. */
export type OperationId = keyof Routes;

export type { Route };
