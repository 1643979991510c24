import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { createAudit } from '../createAudit';

/** A development key: 32 bytes, one after the other. */
export const seed = Buffer.from(Array.from({ length: 32 }, (_, i) => i));

/** How a log is configured to be signed. */
export const sealing = {
  origin: 'portal.example.com/change-management',
  signingKeys: [{ privateKey: seed.toString('base64') }],
};

/** The audit room by itself, as another process on the same database has it. */
export function auditRoom(
  database: Knex,
  options: { audit?: JsonObject; clock?: () => Date } = {},
) {
  return createAudit({
    database,
    config: mockServices.rootConfig({
      data: { changeManagement: { audit: options.audit ?? sealing } },
    }),
    logger: mockServices.logger.mock(),
    clock: options.clock ?? (() => new Date()),
    notices: { enqueue: async () => {}, deliverSoon() {} },
    securityManagers: [],
  });
}
