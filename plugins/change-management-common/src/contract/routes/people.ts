import {
  calendarTokenInputSchema,
  calendarTokenPageSchema,
  calendarTokenSchema,
  newCalendarTokenSchema,
  revokeCalendarTokenSchema,
} from '../calendar';
import {
  delegationInputSchema,
  delegationPageSchema,
  delegationQuerySchema,
  delegationSchema,
  revocationInputSchema,
} from '../delegations';
import { get, Route } from './route';

/** What belongs to one person: absences and calendar feeds. */
export const peopleRoutes = {
  createDelegation: {
    method: 'post',
    path: '/delegations',
    summary: 'Have somebody stand in for an absence',
    body: delegationInputSchema,
    status: 201,
    response: delegationSchema,
  },
  listDelegations: {
    ...get('/delegations', 'Who stands in for whom', delegationPageSchema),
    query: delegationQuerySchema,
  },
  revokeDelegation: {
    method: 'post',
    path: '/delegations/{id}/revoke',
    summary: 'End a delegation before its time',
    body: revocationInputSchema,
    status: 200,
    response: delegationSchema,
  },
  createCalendarToken: {
    method: 'post',
    path: '/calendar-tokens',
    summary: 'Make a calendar feed; its token is shown this once',
    body: calendarTokenInputSchema,
    status: 201,
    response: newCalendarTokenSchema,
  },
  listCalendarTokens: get(
    '/calendar-tokens',
    'My calendar feeds',
    calendarTokenPageSchema,
  ),
  revokeCalendarToken: {
    method: 'post',
    path: '/calendar-tokens/{id}/revoke',
    summary: 'End a calendar feed at once',
    body: revokeCalendarTokenSchema,
    status: 200,
    response: calendarTokenSchema,
  },
} satisfies Record<string, Route>;
