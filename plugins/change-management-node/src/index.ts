/**
 * Extension points and references of change management for other backend packages.
 *
 * @packageDocumentation
 */
export * from './deployments';
export * from './execution';
export * from './notices';
export * from './permissions';
export * from './seed';
