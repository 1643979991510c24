import { useEffect, useRef, useState } from 'react';
import { Written } from '../PolicyRules';

/** What somebody types as an amendment. */
export interface Typed {
  document: Written;
  /** While the document is edited as YAML: its text, which may be none. */
  yaml?: string;
  note: string;
  /** `REV-3/2, REV-3/4` */
  findings: string;
  /** Digest of the draft that it was filled from. */
  digest?: string;
}

interface Kept {
  at: string;
  typed: Typed;
}

function read(key: string): Kept | undefined {
  try {
    const text = window.localStorage.getItem(key);
    return text ? (JSON.parse(text) as Kept) : undefined;
  } catch {
    // A browser that keeps nothing, or something else under this name.
    return undefined;
  }
}

/**
 * What is typed, kept in the browser from the first letter on until it is saved or thrown away.
 *
 * @param key - whose, and of which draft
 */
export function useTyped(key: string, initial: Typed) {
  const [kept] = useState(() => read(key));
  const [typed, setTyped] = useState(kept?.typed ?? initial);
  const untouched = useRef(typed);
  useEffect(() => {
    if (typed === untouched.current) {
      return;
    }
    const at = new Date().toISOString();
    try {
      window.localStorage.setItem(key, JSON.stringify({ at, typed }));
    } catch {
      // Full, or forbidden: then it is not kept.
    }
  }, [key, typed]);
  const forget = () => {
    try {
      window.localStorage.removeItem(key);
    } catch {
      // As above.
    }
  };
  const beginAnew = () => {
    forget();
    untouched.current = initial;
    setTyped(initial);
  };
  return { typed, setTyped, keptAt: kept?.at, forget, beginAnew };
}
