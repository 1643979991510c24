export { ChangeLink } from './ChangeLink';
export { Empty } from './Empty';
export { EntityName, EntityNames } from './Entities';
export { type Failure, type FieldFailure, toFailure } from './failures';
export { FormDialog } from './FormDialog';
export { LoadFailure } from './LoadFailure';
export { NewChangeButton } from './NewChangeButton';
export { Markdown } from './Markdown';
export { type PagedList, PagedTable } from './PagedTable';
export { PageSkeleton, RowSkeletons, Waiting } from './Skeletons';
export { ExecutorName } from './ExecutorName';
export { RecordPage } from './RecordPage';
export { RollbackSteps } from './RollbackSteps';
export { Sentence } from './Sentence';
export { ChangeTime, Time, TimeRange } from './Time';
export {
  endOfDay,
  formatDay,
  formatDuration,
  formatMonth,
  formatRange,
  formatRelative,
  formatTime,
  language,
  readTyped,
  startOfDay,
  toTyped,
  typedFormat,
  viewerZone,
} from './times';
export { coloursOf, type Tone } from './tones';
export {
  HoldWord,
  type Look,
  OutcomeWord,
  OverrunWord,
  riskLooks,
  RiskWord,
  stateLooks,
  StateWord,
  TypeWord,
} from './words';
export { nameDecider } from './nameDecider';
export { Word } from './Word';
export { WindowLink } from './WindowLink';
export { WaitsFor } from './WaitsFor';
export { useTableStyles } from './useTableStyles';
