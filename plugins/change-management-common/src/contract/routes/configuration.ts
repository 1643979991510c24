import { z } from 'zod';
import { changeSchema } from '../change';
import {
  configurationBlameSchema,
  configurationDiffQuerySchema,
  configurationDiffSchema,
  configurationImportSchema,
  configurationItemFormSchema,
  configurationItemPageSchema,
  configurationItemPatchSchema,
  configurationItemQuerySchema,
  configurationItemSchema,
  configurationItemDetailSchema,
  configurationOutcomeSchema,
  configurationRestoreSchema,
  configurationVersionFormSchema,
  configurationVersionPageSchema,
  configurationVersionQuerySchema,
  configurationVersionWithContentSchema,
  proposalDiffQuerySchema,
  proposalDiffSchema,
} from '../configuration';
import { forPipelines, get, Route } from './route';

/** Versioned configuration (policy §6). */
export const configurationRoutes = {
  createConfigurationItem: {
    method: 'post',
    path: '/configuration-items',
    summary: 'Put a configuration of an entity under version control',
    body: configurationItemFormSchema,
    status: 201,
    response: configurationItemSchema,
  },
  listConfigurationItems: {
    ...get(
      '/configuration-items',
      'Find configuration items',
      configurationItemPageSchema,
    ),
    pipelines: true,
    query: configurationItemQuerySchema,
  },
  getConfigurationItem: forPipelines(
    get(
      '/configuration-items/{id}',
      'One configuration item, with what covers it',
      configurationItemDetailSchema,
    ),
  ),
  editConfigurationItem: {
    method: 'patch',
    path: '/configuration-items/{id}',
    summary: 'Edit what is said of a configuration item',
    body: configurationItemPatchSchema,
    status: 200,
    response: configurationItemSchema,
  },
  importConfiguration: {
    method: 'post',
    path: '/configuration-items/{id}/import',
    summary: 'Read the source of a configuration item now',
    body: z.strictObject({}),
    status: 200,
    response: configurationImportSchema,
  },
  listConfigurationVersions: {
    ...get(
      '/configuration-items/{id}/versions',
      'The versions of a configuration item, newest first, without their contents',
      configurationVersionPageSchema,
    ),
    pipelines: true,
    query: configurationVersionQuerySchema,
  },
  addConfigurationVersion: {
    method: 'post',
    path: '/configuration-items/{id}/versions',
    summary:
      'Make a version by a change that is being implemented, or propose one in a draft',
    pipelines: true,
    body: configurationVersionFormSchema,
    bodyLimit: '3mb',
    status: 201,
    response: configurationOutcomeSchema,
  },
  getConfigurationVersion: forPipelines(
    get(
      '/configuration-items/{id}/versions/{n}',
      'One version, with its content',
      configurationVersionWithContentSchema,
    ),
  ),
  diffConfiguration: {
    ...get(
      '/configuration-items/{id}/versions/{n}/diff',
      'What differs between a version and another one',
      configurationDiffSchema,
    ),
    query: configurationDiffQuerySchema,
  },
  blameConfiguration: get(
    '/configuration-items/{id}/versions/{n}/blame',
    'Which version, and so which change, brought each line',
    configurationBlameSchema,
  ),
  restoreConfiguration: {
    method: 'post',
    path: '/configuration-items/{id}/restore',
    summary:
      'Have an older content again, as a new version: made by a change that is being implemented, or proposed in a draft',
    pipelines: true,
    body: configurationRestoreSchema,
    status: 201,
    response: configurationOutcomeSchema,
  },
  diffProposal: {
    ...get(
      '/changes/{id}/configuration/{itemId}/diff',
      'What a change proposes to alter in a configuration item',
      proposalDiffSchema,
    ),
    query: proposalDiffQuerySchema,
  },
  withdrawProposal: {
    method: 'delete',
    path: '/changes/{id}/configuration/{itemId}',
    summary: 'Take what a draft proposes for a configuration item back',
    status: 200,
    response: changeSchema,
  },
} satisfies Record<string, Route>;
