import { useApi } from '@backstage/core-plugin-api';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { IncidentView } from 'backstage-plugin-change-management-common';
import { useId, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useRefresh } from '../../hooks';
import { useText } from '../../translation';
import { Failure, FormDialog, toFailure } from '../display';

/** What somebody wants to decide on the cause. */
export type CauseAct = 'confirm' | 'reject' | 'nothing' | 'another';

/** Asks how somebody knows before it is written down; a refusal keeps what was typed. */
export const CauseDialog = (props: {
  incident: IncidentView;
  act: CauseAct;
  changeId?: string;
  onClose: () => void;
}) => {
  const { incident, act, changeId = '', onClose } = props;
  const t = useText();
  const id = useId();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const [named, setNamed] = useState(changeId);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const change = named.trim().toUpperCase();

  const send = () => {
    const { revision } = incident;
    return act === 'reject'
      ? api.incidents.rejectCandidate(incident.id, { changeId: change, reason })
      : api.incidents.decideCause(incident.id, {
          changeId: act === 'nothing' ? null : change,
          reason,
          revision,
        });
  };
  const give = async () => {
    if (!reason.trim() || (act === 'another' && !change)) {
      setFailure({ message: t('incident.isNeeded'), fields: [] });
      return;
    }
    setBusy(true);
    try {
      await send();
      await refresh();
      onClose();
    } catch (error) {
      setFailure(toFailure(error));
      setBusy(false);
    }
  };

  return (
    <FormDialog
      title={t(`cause.${act}`)}
      disabled={busy}
      onSubmit={give}
      onClose={onClose}
    >
      <Typography paragraph>{t(`cause.${act}Says`, { change })}</Typography>
      {failure && (
        <Alert severity="error">
          {t('incident.notDone')}: {failure.message}
        </Alert>
      )}
      {act === 'another' && (
        <TextField
          id={`${id}-change`}
          label={t('cause.changeId')}
          value={named}
          onChange={event => setNamed(event.target.value)}
          variant="outlined"
          margin="normal"
          fullWidth
        />
      )}
      <TextField
        id={`${id}-reason`}
        label={t('cause.reason')}
        value={reason}
        onChange={event => setReason(event.target.value)}
        variant="outlined"
        margin="normal"
        multiline
        minRows={3}
        fullWidth
      />
    </FormDialog>
  );
};
