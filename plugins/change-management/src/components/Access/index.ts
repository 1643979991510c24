export { ChangeAccess } from './ChangeAccess';
export { EntityAccess } from './EntityAccess';
export { Principal } from './Principal';
