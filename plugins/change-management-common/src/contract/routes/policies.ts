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
} from '../policies';
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
    summary: 'Publish the approved version, in force from a date on',
    body: publishPolicySchema,
    status: 200,
    response: policyVersionSchema,
  },
} satisfies Record<string, Route>;
