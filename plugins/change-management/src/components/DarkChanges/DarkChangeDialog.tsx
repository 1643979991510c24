import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  DarkChangeAction,
  DarkChangeView,
} from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from '../../api';
import { useRefresh } from '../../hooks';
import { useText } from '../../translation';
import { AskDialog } from '../AskDialog';

function useWords(dark: DarkChangeView, action: DarkChangeAction) {
  const t = useText();
  const { name } = parseEntityRef(dark.entityRef);
  const what = [name, dark.version].filter(Boolean).join(' ');
  switch (action) {
    case 'explain':
      return {
        title: t('dark.explain'),
        says: t('dark.explainSays', { what }),
        label: t('dark.explanation'),
      };
    case 'regularize':
      return {
        title: t('dark.regularize'),
        says: t('dark.regularizeSays', { what }),
        label: t('dark.changeId'),
      };
    default:
      return {
        title: t('dark.accept'),
        says: t('dark.acceptSays', { text: dark.explanation?.text ?? '' }),
      };
  }
}

/** Asks for what an act on an unauthorized change takes. */
export const DarkChangeDialog = (props: {
  dark: DarkChangeView;
  action: DarkChangeAction;
  onClose: () => void;
}) => {
  const { dark, action, onClose } = props;
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const words = useWords(dark, action);
  const acts = {
    explain: (text: string) => api.execution.explainDarkChange(dark.id, text),
    accept: () => api.execution.acceptDarkChange(dark.id),
    regularize: (text: string) =>
      api.execution.regularizeDarkChange(dark.id, text),
  };
  return (
    <AskDialog
      {...words}
      multiline={action === 'explain'}
      onGiven={async text => {
        await acts[action](text);
        await refresh();
        onClose();
      }}
      onClose={onClose}
    />
  );
};
