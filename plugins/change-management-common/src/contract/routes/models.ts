import {
  approveModelSchema,
  editModelSchema,
  modelPageSchema,
  modelQuerySchema,
  modelSchema,
  proposeModelSchema,
  retireModelSchema,
} from '../models';
import { get, Route } from './route';

/** Change models. */
export const modelsRoutes = {
  proposeModel: {
    method: 'post',
    path: '/change-models',
    summary: 'Propose a change model, from scratch or from a change',
    body: proposeModelSchema,
    status: 201,
    response: modelSchema,
  },
  listModels: {
    ...get(
      '/change-models',
      'Find change models, newest first',
      modelPageSchema,
    ),
    query: modelQuerySchema,
  },
  getModel: get(
    '/change-models/{id}',
    'The whole change model, with its versions and its history',
    modelSchema,
  ),
  editModel: {
    method: 'patch',
    path: '/change-models/{id}',
    summary: 'Propose a new version of a change model',
    body: editModelSchema,
    status: 200,
    response: modelSchema,
  },
  approveModel: {
    method: 'post',
    path: '/change-models/{id}/approve',
    summary: 'Put the latest version of a change model in force',
    body: approveModelSchema,
    status: 200,
    response: modelSchema,
  },
  retireModel: {
    method: 'post',
    path: '/change-models/{id}/retire',
    summary: 'Make nothing more from a change model',
    body: retireModelSchema,
    status: 200,
    response: modelSchema,
  },
} satisfies Record<string, Route>;
