export { ConflictIcon } from './ConflictIcon';
export { ConflictList } from './ConflictList';
export { ConflictText } from './ConflictText';
