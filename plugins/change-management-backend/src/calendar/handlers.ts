import { Caller } from '../changes/ChangeService';
import { callerRef } from '../platform/caller';
import { Call, Handlers } from '../platform/createRouter';
import { CalendarService } from './CalendarService';

type CalendarOperation =
  | 'createCalendarToken'
  | 'listCalendarTokens'
  | 'revokeCalendarToken';

/** The routes by which somebody makes and revokes calendar feeds of their own. */
export function createCalendarHandlers(options: {
  callerOf(call: Pick<Call, 'credentials'>): Promise<Caller>;
  calendars: CalendarService;
}): Pick<Handlers, CalendarOperation> {
  const { callerOf, calendars } = options;
  return {
    async createCalendarToken(call) {
      const caller = await callerOf(call);
      return calendars.create(caller, call.body, call.repeatable);
    },
    async listCalendarTokens(call) {
      return calendars.list(await callerOf(call));
    },
    async revokeCalendarToken(call) {
      const userRef = callerRef(call.credentials);
      return calendars.revoke(userRef, call.path.id, call.repeatable);
    },
  };
}
