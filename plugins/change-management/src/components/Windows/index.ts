export { EditWindowPage, NewWindowPage } from './WindowFormPages';
export { WindowPage } from './WindowPage';
export { WindowsPage } from './WindowsPage';
