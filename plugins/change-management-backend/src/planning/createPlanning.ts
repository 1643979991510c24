import { RecordTrail } from '../audit/RecordTrail';
import { ModelSource } from '../changes/ModelSource';
import { Idempotency } from '../platform/Idempotency';
import { SlotStore } from '../schedule/SlotStore';
import { WindowService } from '../schedule/WindowService';
import { WindowStore } from '../schedule/WindowStore';
import { FactGatherer } from '../changes/FactGatherer';
import { Previewer } from './Previewer';
import { ScheduleReader } from './ScheduleReader';
import { Simulator } from './Simulator';
import { SlotFinder, SlotFinderOptions } from './SlotFinder';

/** What people plan with: windows and freezes, the schedule, free slots, what-if, and the preview of a form. */
export function createPlanning(
  options: SlotFinderOptions & {
    slots: SlotStore;
    windows: WindowStore;
    trail: RecordTrail;
    idempotency: Idempotency;
    gatherer: FactGatherer;
    models: ModelSource;
  },
) {
  return {
    windows: new WindowService(options),
    schedule: new ScheduleReader(options),
    slotFinder: new SlotFinder(options),
    simulator: new Simulator(options),
    previewer: new Previewer(options),
  };
}
