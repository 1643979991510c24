import { useEffect, useState } from 'react';
import { UseFormReturn } from 'react-hook-form';
import { Text } from '../../translation';
import { fieldOf } from './failures';
import { FieldErrors } from './fields';
import { Problem } from './useSaving';
import { FormValues } from './values';

/** The backend repeats the question in its message; here it stands beside it. */
export function withShortMessages(problem: Problem, t: Text): Problem {
  return {
    ...problem,
    fields: problem.fields.map(field =>
      field.path.startsWith('risk.answers.')
        ? { ...field, message: t('form.chooseAnswer') }
        : field,
    ),
  };
}

/** Errors at the fields, until the field is typed into again. */
export function useFieldErrors(
  problem: Problem | undefined,
  watch: UseFormReturn<FormValues>['watch'],
): FieldErrors {
  const [errors, setErrors] = useState<FieldErrors>({});
  useEffect(() => {
    setErrors(
      Object.fromEntries(
        (problem?.fields ?? []).flatMap(({ path, message }) => {
          const field = fieldOf(path);
          return field ? [[field, message]] : [];
        }),
      ),
    );
  }, [problem]);
  useEffect(() => {
    const subscription = watch((_values, { name }) => {
      if (name) {
        setErrors(before => {
          const { [name]: mended, ...rest } = before;
          // The same object where nothing is mended: a keystroke must not draw the whole form again.
          return mended === undefined ? before : rest;
        });
      }
    });
    return () => subscription.unsubscribe();
  }, [watch]);
  return errors;
}
