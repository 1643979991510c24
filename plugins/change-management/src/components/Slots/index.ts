export { FreeTimes } from './FreeTimes';
export { Neighbours } from './Neighbours';
