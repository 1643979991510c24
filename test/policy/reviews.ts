import { createDatabases } from 'backstage-plugin-change-management-backend/src/__testUtils__/databases';
import {
  ReviewPortal,
  startWithReviews,
} from 'backstage-plugin-change-management-backend/src/reviews/__testUtils__/reviewPortal';
import { stopClock } from 'backstage-plugin-change-management-backend/src/__testUtils__/clock';

const { databases } = createDatabases();

/** A portal of its own, on 1 December 2026 with a change that was closed that day. */
export async function portalWithReviews(): Promise<ReviewPortal> {
  stopClock();
  const portal = await startWithReviews(await databases.init('SQLITE_3'));
  await portal.closedChange();
  return portal;
}

/** Sets the clock, and has the scheduler look. */
export async function waitUntil(
  portal: ReviewPortal,
  time: string,
): Promise<void> {
  jest.setSystemTime(Date.parse(time));
  await portal.look();
}
