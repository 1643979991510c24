import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { ChangeView } from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useMayRequest } from '../../hooks';
import { modelRouteRef } from '../../routes';
import { useGoTo } from '../../routing';
import { useText } from '../../translation';
import { AskDialog } from '../AskDialog';

/** Makes a model of a change that went well; nothing for those who may not, and for a change that was made from one. */
export const ProposeModel = ({ change }: { change: ChangeView }) => {
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const goTo = useGoTo();
  const toModel = useRouteRef(modelRouteRef);
  const mayRequest = useMayRequest();
  const [isAsking, setAsking] = useState(false);
  if (
    !mayRequest ||
    change.closeCode !== 'successful' ||
    change.type === 'emergency' ||
    change.changeModel
  ) {
    return null;
  }
  return (
    <>
      <Button color="primary" onClick={() => setAsking(true)}>
        {t('model.propose')}
      </Button>
      {isAsking && (
        <AskDialog
          title={t('model.propose')}
          says={t('model.proposeMore')}
          label={t('model.proposeName')}
          initial={change.title}
          onGiven={async title => {
            const { id } = await api.proposeModel({
              title,
              fromChangeId: change.id,
            });
            goTo(toModel({ id }));
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
