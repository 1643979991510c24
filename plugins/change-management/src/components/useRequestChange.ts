import { stringifyEntityRef } from '@backstage/catalog-model';
import { useAsyncEntity } from '@backstage/plugin-catalog-react';
import { menuState, useMayRequest, useNewChangePath } from '../hooks';
import { useText } from '../translation';

/** "Request change" for the menu of an entity's page: leads to the form, filled in for the entity. */
export function useRequestChange(): {
  title: string;
  href: string;
  disabled: boolean;
} {
  const t = useText();
  const { entity } = useAsyncEntity();
  const entityRef = entity && stringifyEntityRef(entity);
  return {
    title: t('entity.requestChange'),
    href: useNewChangePath({ entityRef }),
    disabled: !useMayRequest(menuState),
  };
}
