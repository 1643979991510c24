export { AmendPage } from './AmendPage';
