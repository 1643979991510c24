import { useEffect, useRef, useState } from 'react';
import { UseFormReturn } from 'react-hook-form';
import { FormValues } from './values';

/** What a form of a change that exists was filled from. */
export interface Basis {
  revision: number;
  values: FormValues;
}

/** What was typed and never saved. */
export interface Kept {
  at: string;
  values: FormValues;
  basis?: Basis;
}

function read(key: string): Kept | undefined {
  try {
    const text = window.localStorage.getItem(key);
    return text ? (JSON.parse(text) as Kept) : undefined;
  } catch {
    // A browser that keeps nothing, or something that is no form.
    return undefined;
  }
}

function write(key: string, kept: Kept) {
  try {
    window.localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Full, or forbidden: then it is not kept.
  }
}

function forget(key: string) {
  try {
    window.localStorage.removeItem(key);
  } catch {
    // As above.
  }
}

/** Where what this person typed is kept: for an entity, a copy, or a change that exists, by its ref or number. */
export function keyOf(userRef: string, subject?: string): string {
  return `change-management/form/${userRef}/${subject ?? ''}`;
}

/** What was typed before and never saved, if anything. */
export function useKept(key: string) {
  const [kept] = useState(() => read(key));
  return kept;
}

/** Keeps what is typed, under the key of the moment; the answer forgets it, once it is saved. */
export function useKeeping(
  key: string,
  basis: Basis | undefined,
  form: UseFormReturn<FormValues>,
): () => void {
  const kept = useRef(false);
  const before = useRef(key);
  useEffect(() => {
    const keep = () => {
      kept.current = true;
      const values = form.getValues();
      write(key, { at: new Date().toISOString(), values, basis });
    };
    if (before.current !== key) {
      // A new change has become one that exists: what is typed goes with it.
      forget(before.current);
      before.current = key;
      keep();
    } else if (kept.current) {
      keep();
    }
    const subscription = form.watch((_values, { type }) => {
      if (type === 'change' || form.formState.isDirty) {
        keep();
      }
    });
    return () => subscription.unsubscribe();
  }, [key, basis, form]);
  return () => {
    kept.current = false;
    forget(key);
  };
}
