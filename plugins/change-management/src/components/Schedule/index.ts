export { SchedulePage } from './SchedulePage';
export { Difference } from './Difference';
