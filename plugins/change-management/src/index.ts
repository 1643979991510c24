/**
 * Change management where engineers work: the list of changes, the form, the page of a change, and the tab of an entity.
 *
 * @packageDocumentation
 */
export { changeManagementPlugin as default } from './plugin';
export { changeManagementApiRef, type ChangeManagementApi } from './api';
export { changeManagementTranslationRef } from './translation';
