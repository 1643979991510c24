import { auditRoutes } from './audit';
import { accessRoutes } from './access';
import { changesRoutes } from './changes';
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
import { Route } from './route';

/** Every route, by operation id: the server parses and renders by it, the OpenAPI document is made from it. */
export const routes = {
  ...portalRoutes,
  ...policiesRoutes,
  ...changesRoutes,
  ...auditRoutes,
  ...executionRoutes,
  ...modelsRoutes,
  ...scheduleRoutes,
  ...workRoutes,
  ...executionRoutes,
  ...configurationRoutes,
  ...accessRoutes,
  ...incidentsRoutes,
  ...noticesRoutes,
  ...peopleRoutes,
  ...reviewsRoutes,
} satisfies Record<string, Route>;

/** Name of a route. */
export type OperationId = keyof typeof routes;

export type { Route };
