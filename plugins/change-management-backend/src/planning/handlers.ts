import { Call, Handlers } from '../platform/createRouter';
import { Caller } from '../changes/ChangeService';
import { ScheduleReader } from './ScheduleReader';
import { Simulator } from './Simulator';
import { SlotFinder } from './SlotFinder';

/** The routes of the schedule; none of them stores anything. */
export function createPlanningHandlers(options: {
  viewerOf: (call: Pick<Call, 'credentials'>) => Promise<Caller>;
  schedule: ScheduleReader;
  slotFinder: SlotFinder;
  simulator: Simulator;
}): Pick<Handlers, 'getSchedule' | 'findSlots' | 'simulateSchedule'> {
  const { viewerOf, schedule, slotFinder, simulator } = options;
  return {
    async getSchedule(call) {
      return schedule.read(await viewerOf(call), call.query);
    },
    async findSlots(call) {
      return slotFinder.find(await viewerOf(call), call.body);
    },
    async simulateSchedule(call) {
      return simulator.simulate(await viewerOf(call), call.body.moves);
    },
  };
}
