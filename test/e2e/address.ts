import { tmpdir } from 'node:os';
import { join } from 'node:path';

const port = process.env.E2E_PORT ?? '7117';

/** Where the journeys' portal answers, frontend and backend alike. */
export const baseUrl = `http://localhost:${port}`;

/** A file of that portal's catalog that a journey writes. */
export const driftingCatalog = join(
  tmpdir(),
  `change-management-journeys-${port}.yaml`,
);

/** What the pipeline of the journeys signs in with. */
export const pipelineToken = 'the-pipeline-of-the-journeys';

/** Configuration of that portal, on top of app-config.yaml. */
export const portalEnvironment = {
  APP_CONFIG_app_baseUrl: baseUrl,
  APP_CONFIG_backend_baseUrl: baseUrl,
  APP_CONFIG_backend_listen_port: port,
  APP_CONFIG_backend_cors_origin: baseUrl,
  APP_CONFIG_backend_auth_externalAccess: JSON.stringify([
    { type: 'static', options: { token: pipelineToken, subject: 'ci' } },
  ]),
  APP_CONFIG_demo_narrowedReaders: '["user:default/ghita"]',
  // A journey waits for what it has written.
  APP_CONFIG_catalog_processingInterval: JSON.stringify({ seconds: 10 }),
  APP_CONFIG_catalog_locations: JSON.stringify([
    { type: 'file', target: '../../examples/all.yaml' },
    { type: 'file', target: driftingCatalog },
  ]),
};
