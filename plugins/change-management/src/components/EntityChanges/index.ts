export { EntityChanges } from './EntityChanges';
