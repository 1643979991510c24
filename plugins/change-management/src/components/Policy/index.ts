export { conditionInWords, fieldInWords } from './conditionInWords';
export { DocumentDifference } from './PolicyDifference';
export { PolicyBanner } from './PolicyBanner';
export { PolicyPage } from './PolicyPage';
export { PolicySimulationPanel } from './PolicySimulation';
export { levelInWords } from './riskInWords';
export { approvalInWords, rulesInWords, spaced } from './rulesInWords';
export { usePolicies, usePolicyVersion } from './usePolicies';
