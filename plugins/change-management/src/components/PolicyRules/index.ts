export { ApprovalRulesForm } from './ApprovalRulesForm';
export { FoldedCondition } from './ConditionField';
export {
  check,
  type Path,
  valueAt,
  versionAfter,
  withValue,
  type Written,
} from './document';
export { Choices } from './inputs';
export { RiskForm } from './RiskForm';
export { isMissing, useWriting, WritingProvider } from './writing';
