export { DocumentDifference } from './PolicyDifference';
export { PolicyBanner } from './PolicyBanner';
export { PolicyPage } from './PolicyPage';
export { PolicySimulationPanel } from './PolicySimulation';
export { rulesInWords } from './rulesInWords';
export { usePolicies, usePolicyVersion } from './usePolicies';
