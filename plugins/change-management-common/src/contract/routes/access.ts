import {
  accessGrantPageSchema,
  accessGrantQuerySchema,
  accessGrantWithHistorySchema,
  accessOutcomeSchema,
  grantAccessInputSchema,
  revokeAccessInputSchema,
} from '../accessGrants';
import { get, Route } from './route';

/** The ledger of access (policy §6). */
export const accessRoutes = {
  listAccessGrants: {
    ...get(
      '/access-grants',
      'Who has access to what, since when and by which change, now or at another time',
      accessGrantPageSchema,
    ),
    query: accessGrantQuerySchema,
  },
  getAccessGrant: get(
    '/access-grants/{id}',
    'One grant, with its history',
    accessGrantWithHistorySchema,
  ),
  grantAccess: {
    method: 'post',
    path: '/access-grants',
    summary:
      'Grant access by a change that is being implemented, or add it to what a draft asks for',
    body: grantAccessInputSchema,
    status: 201,
    response: accessOutcomeSchema,
  },
  revokeAccess: {
    method: 'post',
    path: '/access-grants/{id}/revoke',
    summary:
      'Revoke access by a change that is being implemented, or add that to what a draft asks for',
    body: revokeAccessInputSchema,
    status: 201,
    response: accessOutcomeSchema,
  },
} satisfies Record<string, Route>;
