import { useEffect, useState } from 'react';
import { UseFormReturn } from 'react-hook-form';
import { FormValues } from './values';

interface Kept {
  at: string;
  values: FormValues;
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

/** Where a form of this person for this entity is kept until it is saved. */
export function keyOf(userRef: string, entityRef?: string): string {
  return `change-management/form/${userRef}/${entityRef ?? ''}`;
}

/** What was typed before and never saved, if anything. */
export function useKept(key: string | undefined) {
  const [kept] = useState(() => (key ? read(key) : undefined));
  return kept;
}

/** Keeps what is typed; the answer forgets it, once it is saved. */
export function useKeeping(
  key: string | undefined,
  form: UseFormReturn<FormValues>,
): () => void {
  useEffect(() => {
    if (!key) {
      return undefined;
    }
    const subscription = form.watch((_values, { type }) => {
      if (type === 'change' || form.formState.isDirty) {
        write(key, { at: new Date().toISOString(), values: form.getValues() });
      }
    });
    return () => subscription.unsubscribe();
  }, [key, form]);
  return () => {
    if (key) {
      forget(key);
    }
  };
}
