export { NextChanges } from './NextChanges';
export { NextChangesCard } from './NextChangesCard';
