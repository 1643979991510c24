export * from './queries';
export { ServerState } from './queryClient';
export { useRefresh } from './useRefresh';
export { useSettled } from './useSettled';
