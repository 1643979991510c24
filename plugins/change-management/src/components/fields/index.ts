export { ChoiceSelect } from './ChoiceSelect';
export { ChosenItem, ChosenList } from './ChosenList';
export { LimitedTo, limitNames } from './LimitedTo';
export { SearchField } from './SearchField';
export { SelectField } from './SelectField';
