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
import {
  legalHoldFormSchema,
  legalHoldPageSchema,
  legalHoldQuerySchema,
  legalHoldSchema,
  releaseHoldSchema,
} from '../retention';
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
  listLegalHolds: {
    ...get(
      '/legal-holds',
      'What must not be purged, the latest first',
      legalHoldPageSchema,
    ),
    query: legalHoldQuerySchema,
  },
  placeLegalHold: {
    method: 'post',
    path: '/legal-holds',
    summary: 'Keep a change, or all of an entity, from being purged',
    body: legalHoldFormSchema,
    status: 201,
    response: legalHoldSchema,
  },
  releaseLegalHold: {
    method: 'post',
    path: '/legal-holds/{id}/release',
    summary: 'Let it be purged once its time has come',
    body: releaseHoldSchema,
    status: 200,
    response: legalHoldSchema,
  },
} satisfies Record<string, Route>;
