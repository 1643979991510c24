import { z } from 'zod';
import {
  changeEvidenceSchema,
  changeSealSchema,
  complianceQuerySchema,
  complianceSchema,
  evidenceQuerySchema,
  latestVerificationSchema,
  packQuerySchema,
} from '../evidence';
import { get, Route } from './route';

/** What auditors take away, and where they look first. */
export const evidenceRoutes = {
  getChangeEvidence: {
    ...get(
      '/changes/{id}/evidence',
      'Everything that an auditor asks for about one change',
      changeEvidenceSchema,
    ),
    query: evidenceQuerySchema,
    files: { zip: 'application/zip' },
  },
  getChangeSeal: get(
    '/changes/{id}/seal',
    'How the trail of a change stands with the sealed log',
    changeSealSchema,
  ),
  getCompliance: {
    ...get(
      '/compliance',
      'How a period stands with the policy: completeness, what is open, clause by clause',
      complianceSchema,
    ),
    query: complianceQuerySchema,
  },
  getEvidencePack: {
    ...get(
      '/evidence/pack',
      'Population, sample and proof of a period as one file',
      z.never(),
    ),
    query: packQuerySchema,
    files: { zip: 'application/zip' },
  },
  getLatestVerification: get(
    '/audit/verifications/latest',
    'When the audit trail was last verified as a whole, and what was found',
    latestVerificationSchema,
  ),
} satisfies Record<string, Route>;
