import { LoggerService } from '@backstage/backend-plugin-api';
import { calendarFeedQuerySchema } from 'backstage-plugin-change-management-common';
import express from 'express';
import PromiseRouter from 'express-promise-router';
import { explained } from '../platform/explained';
import { parse } from '../platform/parse';
import { CalendarService } from './CalendarService';

/** Where calendar programs ask, below `/api/change-management`. */
export const FEED_PATH = '/schedule.ics';

/** The token opens the calendar to whoever has it, so it stays out of the log of requests, which names addresses. */
function withoutToken(address: string): string {
  return address.replace(/([?&]token=)[^&]*/gi, '$1…');
}

/**
 * The one route that answers a token instead of a sign-in, and with a calendar instead of JSON; so it stands beside the
 * routes of the contract. Its input is parsed and its errors are rendered as theirs are. Express marks the answer with a
 * hash of its text (`ETag`) and answers 304 to a calendar that has it already.
 */
export function createFeedRouter(options: {
  calendars: CalendarService;
  logger: LoggerService;
}): express.Router {
  const { calendars, logger } = options;
  const router = PromiseRouter();
  router.get(FEED_PATH, async (request, response) => {
    request.originalUrl = withoutToken(request.originalUrl);
    const query = parse(calendarFeedQuerySchema, request.query);
    const calendar = await explained(logger, false, () =>
      calendars.read(query),
    );
    response
      .set('Cache-Control', 'private, max-age=300')
      .set('Content-Disposition', 'inline; filename="changes.ics"')
      .type('text/calendar')
      .send(calendar);
  });
  return router;
}
