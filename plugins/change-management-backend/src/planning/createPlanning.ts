import { AccessSource } from '../changes/AccessSource';
import { ModelSource } from '../changes/ModelSource';
import { Schedule } from '../schedule/Schedule';
import { FactGatherer } from '../changes/FactGatherer';
import { Previewer } from './Previewer';
import { ScheduleReader } from './ScheduleReader';
import { Simulator } from './Simulator';
import { SlotFinder, SlotFinderOptions } from './SlotFinder';

/** What people plan with: the schedule, free slots, what-if, and the preview of a form. */
export function createPlanning(
  options: SlotFinderOptions & {
    schedule: Schedule;
    gatherer: FactGatherer;
    models: ModelSource;
    access: AccessSource;
  },
) {
  return {
    schedule: new ScheduleReader(options),
    slotFinder: new SlotFinder(options),
    simulator: new Simulator(options),
    previewer: new Previewer(options),
  };
}
