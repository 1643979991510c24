import { useApi } from '@backstage/core-plugin-api';
import { ChangeView } from 'backstage-plugin-change-management-common';
import { useRef, useState } from 'react';
import { UseFormReturn } from 'react-hook-form';
import { changeManagementApiRef } from '../../api';
import { Failure, FieldFailure, toFailure } from '../display';
import { checkForm } from './failures';
import { merge } from './merge';
import {
  FormField,
  FormValues,
  fromChange,
  toForm,
  toPatch,
  toPreviewForm,
} from './values';

/** What stands between the form and the backend. */
export interface Problem {
  kind: 'fields' | 'refused';
  submitting: boolean;
  message: string;
  fields: FieldFailure[];
}

/** Somebody else saved the same change meanwhile. */
export interface Collision {
  latest: ChangeView;
  /** Fields that both altered. */
  fields: FormField[];
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Saves the form, and submits it where asked.
 *
 * A draft that was stored before something went wrong is the one that the next attempt goes on with, and an attempt
 * that is repeated word for word carries the same key, so that there is never a second draft.
 */
export function useSaving(options: {
  form: UseFormReturn<FormValues>;
  change?: ChangeView;
  /** What somebody else saved since the form was left half filled. */
  collision?: Collision;
  /** The draft is stored; it may still be refused when it is submitted. */
  onStored: (change: ChangeView) => void;
  onSaved: (change: ChangeView) => void;
}) {
  const { form, onStored, onSaved } = options;
  const api = useApi(changeManagementApiRef);
  const [base, setBase] = useState(options.change);
  const [problem, setProblem] = useState<Problem>();
  const [collision, setCollision] = useState(options.collision);
  const [busy, setBusy] = useState(false);
  const attempt = useRef({ body: '', key: '' });

  async function store(values: FormValues): Promise<ChangeView> {
    if (base) {
      const patch = toPatch(values, fromChange(base), base.revision);
      return Object.keys(patch).length > 1
        ? await api.editChange(base.id, patch)
        : base;
    }
    const body = toForm(values);
    const text = JSON.stringify(body);
    if (attempt.current.body !== text) {
      attempt.current = { body: text, key: newKey() };
    }
    return await api.createChange(body, {
      idempotencyKey: attempt.current.key,
    });
  }

  // What they altered and this person did not is taken in; what both altered stays as typed, and is pointed out.
  async function meetCollision(from: ChangeView): Promise<boolean> {
    const latest = await api.getChange(from.id);
    if (latest.revision === from.revision) {
      return false;
    }
    const theirs = fromChange(latest);
    const { values, both } = merge(form.getValues(), fromChange(from), theirs);
    for (const name of Object.keys(values) as (keyof FormValues)[]) {
      if (values[name] !== form.getValues(name)) {
        form.setValue(name, values[name]);
      }
    }
    setBase(latest);
    setCollision({ latest, fields: both });
    return true;
  }

  async function findGaps(values: FormValues, submitting: boolean) {
    const gaps = checkForm(toForm(values));
    if (submitting) {
      const { missing } = await api.previewChange(toPreviewForm(values));
      const named = new Set(gaps.map(({ path }) => path.split('.')[0]));
      gaps.push(...missing.filter(m => !named.has(m.path.split('.')[0])));
    }
    return gaps;
  }

  async function save(submitting: boolean) {
    setProblem(undefined);
    setCollision(undefined);
    setBusy(true);
    let stored = base;
    try {
      const values = form.getValues();
      const fields = await findGaps(values, submitting);
      if (fields.length) {
        setProblem({ kind: 'fields', submitting, message: '', fields });
        return;
      }
      stored = await store(values);
      setBase(stored);
      if (submitting) {
        onStored(stored);
        stored = await api.takeStep('submitChange', stored.id, {});
      }
      onSaved(stored);
    } catch (error) {
      const { status, message, fields }: Failure = toFailure(error);
      if (!(status === 409 && stored && (await meetCollision(stored)))) {
        const kind = fields.length ? 'fields' : 'refused';
        setProblem({ kind, submitting, message, fields });
      }
    } finally {
      setBusy(false);
    }
  }

  return { save, busy, problem, collision, base };
}
