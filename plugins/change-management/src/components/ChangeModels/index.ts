export { EditModelPage, NewModelPage } from './ModelFormPages';
export { ModelPage } from './ModelPage';
export { ModelsPage } from './ModelsPage';
export { ProposeModel } from './ProposeModel';
