import {
  BackendFeature,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';

/** A scheduler whose tasks run at their start, and then when a test triggers them. */
export function createScheduler() {
  return mockServices.scheduler() as SchedulerService & {
    /** Brings it into a portal. */
    factory(): BackendFeature;
  };
}
