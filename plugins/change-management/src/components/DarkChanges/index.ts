export { DarkChangesList } from './DarkChangesList';
export { useAfterTheFact } from './useAfterTheFact';
