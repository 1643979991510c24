import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import {
  ConfigurationItemDetail,
  ConfigurationOutcome,
} from 'backstage-plugin-change-management-common';
import { useId, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useConfigurationVersion, useRefresh } from '../../hooks';
import { useText } from '../../translation';
import { RowSkeletons } from '../display';
import { ActDialog } from './ActDialog';
import { ContentField } from './ContentField';
import { ThroughChange } from './ThroughChange';

interface DialogProps {
  item: ConfigurationItemDetail;
  onDone: (outcome: ConfigurationOutcome) => void;
  onClose: () => void;
}

const Note = (props: {
  id: string;
  value: string;
  onChange: (note: string) => void;
}) => {
  const t = useText();
  return (
    <TextField
      id={props.id}
      label={t('configuration.note')}
      value={props.value}
      onChange={event => props.onChange(event.target.value)}
      variant="outlined"
      margin="normal"
      size="small"
      fullWidth
    />
  );
};

/** A new version, from the latest one on. */
export const NewVersionDialog = ({ item, onDone, onClose }: DialogProps) => {
  const t = useText();
  const id = useId();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const baseVersion = item.latest?.number ?? 0;
  const { data } = useConfigurationVersion(item.id, baseVersion);
  const [typed, setTyped] = useState<string>();
  const [changeId, setChangeId] = useState('');
  const [note, setNote] = useState('');
  const isThere = baseVersion === 0 || data !== undefined;
  const content = typed ?? data?.content ?? '';

  const add = async () => {
    const body = { changeId, content, baseVersion, note: note || undefined };
    onDone(await api.configuration.addVersion(item.id, body));
    refresh();
  };

  return (
    <ActDialog
      title={`${t('configuration.newVersion')}: ${item.name}`}
      act={t('configuration.newVersion')}
      wide
      isReady={changeId !== '' && isThere}
      onAct={add}
      onClose={onClose}
    >
      <Box my={2}>
        <ThroughChange
          id={`${id}-change`}
          item={item}
          value={changeId}
          onChange={setChangeId}
        />
      </Box>
      {isThere ? (
        <ContentField
          id={`${id}-content`}
          value={content}
          onChange={setTyped}
        />
      ) : (
        <RowSkeletons rows={4} />
      )}
      <Note id={`${id}-note`} value={note} onChange={setNote} />
    </ActDialog>
  );
};

/** An older content as a new version. */
export const RestoreDialog = (props: DialogProps & { version: number }) => {
  const { item, version, onDone, onClose } = props;
  const t = useText();
  const id = useId();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const [changeId, setChangeId] = useState('');
  const [note, setNote] = useState('');

  const restore = async () => {
    const body = { changeId, version, note: note || undefined };
    onDone(await api.configuration.restore(item.id, body));
    refresh();
  };

  return (
    <ActDialog
      title={t('configuration.restoreTitle', { version: String(version) })}
      act={t('configuration.restore')}
      isReady={changeId !== ''}
      onAct={restore}
      onClose={onClose}
    >
      <Typography paragraph>{t('configuration.restoreSays')}</Typography>
      <ThroughChange
        id={`${id}-change`}
        item={item}
        value={changeId}
        onChange={setChangeId}
      />
      <Note id={`${id}-note`} value={note} onChange={setNote} />
    </ActDialog>
  );
};
