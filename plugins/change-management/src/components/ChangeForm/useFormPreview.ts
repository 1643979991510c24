import { PreviewFormInput } from 'backstage-plugin-change-management-common';
import { useWatch } from 'react-hook-form';
import { usePreview, useSettled } from '../../hooks';
import { FormValues, toPreviewForm } from './values';

/** What the form would mean if it were submitted as it is; asked for anew a moment after the last key. */
export function useFormPreview() {
  const values = useWatch<FormValues>() as FormValues;
  // Compared as text: the same form is not asked for again because it is another object.
  const settled = useSettled(JSON.stringify(toPreviewForm(values)), 400);
  return usePreview(JSON.parse(settled) as PreviewFormInput);
}
