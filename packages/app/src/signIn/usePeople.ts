import { discoveryApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';

/** A person of the demo organisation whom one can be. */
export interface Persona {
  /** Full ref of the catalog user. */
  entityRef: string;
  displayName: string;
  /** What the person does, in words. */
  role: string;
}

/** While the portal starts, how long to wait before asking again. */
const RETRY_MS = 1000;

/**
 * The people on offer. The backend and its catalog may still be starting, so
 * this asks until there is somebody, unless it is told that it must not.
 */
export function usePeople(): { people?: Persona[]; refusal?: string } {
  const discoveryApi = useApi(discoveryApiRef);
  const [state, setState] = useState<{ people?: Persona[]; refusal?: string }>(
    {},
  );

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout>;

    const ask = async () => {
      try {
        const url = `${await discoveryApi.getBaseUrl('auth')}/persona/people`;
        // Not fetchApi: it would wait for somebody to be signed in.
        const response = await fetch(url, { signal: abort.signal });
        const body = await response.json();
        if (response.ok && body.length > 0) {
          setState({ people: body });
          return;
        }
        if (response.status === 403) {
          setState({ refusal: body.error.message });
          return;
        }
      } catch {
        // The backend does not listen yet.
      }
      if (!abort.signal.aborted) {
        timer = setTimeout(ask, RETRY_MS);
      }
    };
    ask();

    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [discoveryApi]);

  return state;
}
