import { useState } from 'react';
import { useRefresh } from '../../hooks';
import { toFailure } from '../display';

/** Sends something that was typed; it is cleared only once it has arrived. */
export function useSending<A extends unknown[]>(options: {
  send: (...args: A) => Promise<unknown>;
  onSent: () => void;
}) {
  const refresh = useRefresh();
  const [reason, setReason] = useState<string>();
  const [busy, setBusy] = useState(false);
  return {
    busy,
    /** Why it was not sent. */
    reason,
    send: async (...args: A) => {
      setBusy(true);
      setReason(undefined);
      try {
        await options.send(...args);
        options.onSent();
        refresh();
      } catch (error) {
        setReason(toFailure(error).message);
      } finally {
        setBusy(false);
      }
    },
  };
}
