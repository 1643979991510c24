export { ChoiceSelect } from './ChoiceSelect';
export { ChosenItem, ChosenList } from './ChosenList';
export { SearchField } from './SearchField';
export { SelectField } from './SelectField';
