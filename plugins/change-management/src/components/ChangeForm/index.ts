export { EditChangePage, NewChangePage } from './ChangeFormPages';
