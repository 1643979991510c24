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

/** Where a journey answers in the place of what carries out rollbacks elsewhere; the scaffolder among it. */
export const automationPort = Number(port) + 3_000;
const automationUrl = `http://localhost:${automationPort}`;

/** What it is signed with that the portal posts there. */
export const automationSecret = 'the automation of the journeys';

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
  APP_CONFIG_discovery_endpoints: JSON.stringify([
    { target: `${automationUrl}/api/{{pluginId}}`, plugins: ['scaffolder'] },
  ]),
  APP_CONFIG_changeManagement_rollback: JSON.stringify({
    webhooks: [
      {
        name: 'snapshots',
        label: 'Restore a snapshot',
        url: `${automationUrl}/snapshots`,
        secret: automationSecret,
        input: [
          {
            name: 'snapshot',
            label: 'Snapshot',
            help: 'As the console of the database calls it',
            required: true,
          },
        ],
      },
    ],
    templates: [
      {
        name: 'redeploy',
        label: 'Deploy an earlier version',
        template: 'template:default/redeploy',
        input: [{ name: 'version', label: 'Version', required: true }],
        values: {
          component: "$substringAfter(affectedEntities[0], '/')",
          version: 'input.version',
        },
      },
    ],
  }),
  // A journey waits for what it has written.
  APP_CONFIG_catalog_processingInterval: JSON.stringify({ seconds: 10 }),
  APP_CONFIG_catalog_locations: JSON.stringify([
    { type: 'file', target: '../../examples/all.yaml' },
    { type: 'file', target: driftingCatalog },
  ]),
};
