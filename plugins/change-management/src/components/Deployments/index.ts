export { ChangeDeployments } from './ChangeDeployments';
export { DeploymentsPage } from './DeploymentsPage';
export { DeploymentsTable } from './DeploymentsTable';
