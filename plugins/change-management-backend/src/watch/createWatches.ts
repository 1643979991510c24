import { RootConfigService } from '@backstage/backend-plugin-api';
import { readFrequency } from './frequency';
import { ScheduleWatch, ScheduleWatchOptions } from './ScheduleWatch';
import { Watch } from './Watch';

/** What looks after open changes: what they owe, the catalog, and the schedule. */
export function createWatches(
  options: ScheduleWatchOptions & { config: RootConfigService },
) {
  const everyMinutes = readFrequency(options.config);
  const watch = new Watch({ ...options, everyMinutes });
  const scheduleWatch = new ScheduleWatch(options);
  return {
    async start() {
      await watch.start();
      await scheduleWatch.start();
    },
  };
}
