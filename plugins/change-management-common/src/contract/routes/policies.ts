import { policySchema } from '../../policy/schema';
import {
  approvePolicySchema,
  editPolicySchema,
  policyDiffQuerySchema,
  policyDiffSchema,
  policyPageSchema,
  policyVersionSchema,
  proposePolicySchema,
  publishPolicySchema,
  withdrawPolicySchema,
} from '../policies';
import {
  acknowledgePolicySchema,
  policyAnnouncementsSchema,
  policyReadersQuerySchema,
  policyReadersSchema,
} from '../policyReaders';
import {
  policySimulationSchema,
  simulatePolicySchema,
} from '../policySimulation';
import { roleRegisterSchema } from '../roles';
import { get, Route } from './route';

/** The policy and its versions. */
export const policiesRoutes = {
  getPolicy: get('/policy', 'The policy in force', policySchema),
  listPolicies: get(
    '/policies',
    'Every version of the policy, the latest first',
    policyPageSchema,
  ),
  getPolicyVersion: get(
    '/policies/{version}',
    'One version: its document, who approved it, what happened to it',
    policyVersionSchema,
  ),
  diffPolicies: {
    ...get(
      '/policies/{version}/diff',
      'What differs from another version: text clause by clause, rules by path',
      policyDiffSchema,
    ),
    query: policyDiffQuerySchema,
  },
  proposePolicy: {
    method: 'post',
    path: '/policies',
    summary: 'Propose a version: a new draft',
    body: proposePolicySchema,
    status: 201,
    response: policyVersionSchema,
  },
  editPolicy: {
    method: 'patch',
    path: '/policies/{version}',
    summary: 'Put another document in the place of the draft',
    body: editPolicySchema,
    status: 200,
    response: policyVersionSchema,
  },
  approvePolicy: {
    method: 'post',
    path: '/policies/{version}/approve',
    summary: 'Approve the draft as it stands; it never changes again',
    body: approvePolicySchema,
    status: 200,
    response: policyVersionSchema,
  },
  publishPolicy: {
    method: 'post',
    path: '/policies/{version}/publish',
    summary:
      'Publish the approved version, in force from a date on, and announce it',
    body: publishPolicySchema,
    status: 200,
    response: policyVersionSchema,
  },
  withdrawPolicy: {
    method: 'post',
    path: '/policies/{version}/withdraw',
    summary: 'Give up a version that has not been published',
    body: withdrawPolicySchema,
    status: 200,
    response: policyVersionSchema,
  },
  simulatePolicy: {
    method: 'post',
    path: '/policies/simulate',
    summary:
      'How past changes would have fared under another version than the one in force',
    body: simulatePolicySchema,
    status: 200,
    response: policySimulationSchema,
  },
  listPolicyAnnouncements: get(
    '/policy/announcements',
    'Published versions that I am asked to read and have not acknowledged',
    policyAnnouncementsSchema,
  ),
  acknowledgePolicy: {
    method: 'post',
    path: '/policies/{version}/acknowledge',
    summary: 'Say that I have read a published version',
    body: acknowledgePolicySchema,
    status: 200,
    response: policyVersionSchema,
  },
  listPolicyReaders: {
    ...get(
      '/policies/{version}/readers',
      'Whom a published version concerns, and who has acknowledged it',
      policyReadersSchema,
    ),
    query: policyReadersQuerySchema,
  },
  getRoles: get(
    '/roles',
    'Who holds which role of the policy, through which group',
    roleRegisterSchema,
  ),
} satisfies Record<string, Route>;
