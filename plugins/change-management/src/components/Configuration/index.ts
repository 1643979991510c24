export { ConfigurationItemPage } from './ConfigurationItemPage';
export { ConfigurationTab } from './ConfigurationTab';
export { EntityConfiguration } from './EntityConfiguration';
