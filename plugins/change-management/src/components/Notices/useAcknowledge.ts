import { useApi } from '@backstage/core-plugin-api';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useRefresh } from '../../hooks';
import { toFailure } from '../display';

/** Acknowledges a notice; `failure` says why it could not be. */
export function useAcknowledge(id: string) {
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const [failure, setFailure] = useState<string>();
  const [isSending, setSending] = useState(false);
  return {
    failure,
    isSending,
    async acknowledge() {
      setSending(true);
      try {
        await api.acknowledgeNotice(id);
        setFailure(undefined);
        await refresh();
      } catch (error) {
        setFailure(toFailure(error).message);
      } finally {
        setSending(false);
      }
    },
  };
}
