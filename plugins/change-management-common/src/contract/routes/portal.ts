import { z } from 'zod';
import { entitySummarySchema, meSchema } from '../lists';
import { metricsQuerySchema, metricsSchema } from '../metrics';
import { riskBackTestSchema } from '../risk';
import { get, Route } from './route';

/** The portal as a whole: who asks, its figures, one entity. */
export const portalRoutes = {
  getMe: get('/me', 'Who am I, which roles do I hold, and why', meSchema),
  getOpenApi: get(
    '/openapi.json',
    'This document',
    z.record(z.string(), z.unknown()),
  ),
  getEntitySummary: get(
    '/entities/{kind}/{namespace}/{name}/summary',
    'What is going on with an entity; on a System or Domain, with all its parts',
    entitySummarySchema,
  ),
  getMetrics: {
    ...get(
      '/metrics',
      'How changes went, in total and by month, system, team or category',
      metricsSchema,
    ),
    query: metricsQuerySchema,
  },
  getRiskBackTest: get(
    '/risk/back-test',
    'How well the learned risk would have predicted the past',
    riskBackTestSchema,
  ),
} satisfies Record<string, Route>;
