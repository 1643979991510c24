/**
 * Extension points and references of change management for other backend packages.
 *
 * @packageDocumentation
 */
<<<<<<< HEAD
export * from './deployments';
=======
export * from './execution';
>>>>>>> 2f62198 (Have executors carry out the steps of a rollback; try evidence, tasks and rollback over HTTP and on screen)
export * from './notices';
export * from './permissions';
export * from './seed';
