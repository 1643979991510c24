import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';

const bucket = 'change-management.seen';

/**
 * The last event of a change that this person had seen before the present visit, kept with their settings; undefined on
 * the first visit and until it is known. `latest` is kept in its place.
 */
export function useLastSeen(
  changeId: string,
  latest: number | undefined,
): number | undefined {
  const storage = useApi(storageApiRef).forBucket(bucket);
  const [seen, setSeen] = useState<{ id: string; sequence?: number }>();

  useEffect(() => {
    const settle = (sequence: number | undefined) =>
      // What is written during this visit is not what was seen before it.
      setSeen(known =>
        known?.id === changeId ? known : { id: changeId, sequence },
      );
    const { presence, value } = storage.snapshot<number>(changeId);
    if (presence !== 'unknown') {
      settle(value);
      return undefined;
    }
    const subscription = storage
      .observe$<number>(changeId)
      .subscribe(snapshot => settle(snapshot.value));
    return () => subscription.unsubscribe();
    // The bucket is made anew at every call.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [changeId]);

  const isKnown = seen?.id === changeId;
  useEffect(() => {
    if (isKnown && latest !== undefined) {
      storage.set(changeId, latest);
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [changeId, isKnown, latest]);

  return isKnown ? seen.sequence : undefined;
}
