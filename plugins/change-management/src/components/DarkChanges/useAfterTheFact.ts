import { parseEntityRef } from '@backstage/catalog-model';
import { DarkChangeView } from 'backstage-plugin-change-management-common';
import { useMemo } from 'react';
import { useDarkChange } from '../../hooks';
import { Text, useText } from '../../translation';
import { emptyValues, FormValues } from '../ChangeForm/values';
import { formatTime } from '../display';

function toValues(dark: DarkChangeView, t: Text): FormValues {
  const { id, entityRef, version = '', environment = '', actor } = dark;
  const { name } = parseEntityRef(entityRef);
  return {
    ...emptyValues([entityRef]),
    type: 'emergency',
    title: t('dark.emergencyTitle', { name, version, environment }),
    description: t('dark.emergencyDescription', {
      name,
      version,
      environment,
      id,
      at: formatTime(dark.occurredAt),
      who: actor ? t('dark.setGoing', { who: actor }) : '',
    }).trim(),
    links: dark.url ? [{ url: dark.url, title: dark.reference }] : [],
  };
}

/** The beginning of the emergency change that is requested for what was done without one. */
export function useAfterTheFact(id: string): {
  values?: FormValues;
  error: Error | null;
} {
  const t = useText();
  const { data, error } = useDarkChange(id);
  const values = useMemo(() => data && toValues(data, t), [data, t]);
  return { values, error };
}
