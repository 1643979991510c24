export { SearchField } from './SearchField';
export { SelectField } from './SelectField';
