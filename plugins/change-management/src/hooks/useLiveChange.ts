import { useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useQueryClient } from '@tanstack/react-query';
import {
  CHANGES_CHANNEL,
  ChangeSignal,
} from 'backstage-plugin-change-management-common';
import { useEffect } from 'react';

/** Reads a change again as soon as something happens to it, where the portal has signals. */
export function useLiveChange(id: string): void {
  const signals = useApiHolder().get(signalApiRef);
  const client = useQueryClient();
  useEffect(() => {
    // `useSignal` keeps the last message only: of two that come together, that of another change may hide this one.
    const subscription = signals?.subscribe<ChangeSignal>(
      CHANGES_CHANNEL,
      signal => {
        if (signal.id === id) {
          void client.invalidateQueries({ queryKey: ['change', id] });
        }
      },
    );
    return () => subscription?.unsubscribe();
  }, [signals, client, id]);
}
