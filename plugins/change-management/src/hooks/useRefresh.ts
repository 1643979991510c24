import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Reads everything on the screen again, after something was written or refused. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries(), [client]);
}
