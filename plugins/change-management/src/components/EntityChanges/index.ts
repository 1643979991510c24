export { EntityChanges } from './EntityChanges';
export { Figures } from './Figures';
export { useShownEntity } from './useShownEntity';
