import { ReviewView } from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { useRefresh } from '../../hooks';
import { Failure, toFailure } from '../display';

/** Does something to a review and reads it again; a refusal is kept, so that what was typed is not lost. */
export function useAct() {
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const act = async (work: () => Promise<ReviewView>): Promise<boolean> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
      await refresh();
      return true;
    } catch (error) {
      setFailure(toFailure(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { act, busy, failure, setFailure };
}
