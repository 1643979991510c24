import { useApi } from '@backstage/core-plugin-api';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import {
  ConfigurationFormat,
  configurationFormats,
} from 'backstage-plugin-change-management-common';
import { useId, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useRefresh } from '../../hooks';
import { useText } from '../../translation';
import { SelectField } from '../fields';
import { ActDialog } from './ActDialog';

/** Puts a configuration of an entity under version control. */
export const KeepDialog = (props: {
  entityRef: string;
  onClose: () => void;
}) => {
  const { entityRef, onClose } = props;
  const t = useText();
  const id = useId();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const [name, setName] = useState('');
  const [format, setFormat] = useState<ConfigurationFormat>('yaml');
  const [url, setUrl] = useState('');
  const [masksSecrets, setMasksSecrets] = useState(false);

  const keep = async () => {
    await api.configuration.createItem({
      entityRef,
      name,
      format,
      masksSecrets,
      source: url ? { url } : undefined,
    });
    onClose();
    refresh();
  };

  return (
    <ActDialog
      title={t('configuration.keep')}
      act={t('configuration.keep')}
      isReady={name.trim() !== ''}
      onAct={keep}
      onClose={onClose}
    >
      <Typography paragraph>{t('configuration.keepHelp')}</Typography>
      <TextField
        id={`${id}-name`}
        label={t('configuration.name')}
        value={name}
        onChange={event => setName(event.target.value)}
        variant="outlined"
        margin="normal"
        size="small"
        fullWidth
      />
      <SelectField
        id={`${id}-format`}
        label={t('configuration.format')}
        value={format}
        options={configurationFormats.map(each => [each, each])}
        onChange={value => setFormat(value as ConfigurationFormat)}
      />
      <TextField
        id={`${id}-url`}
        label={t('configuration.sourceUrl')}
        helperText={t('configuration.sourceHelp')}
        value={url}
        onChange={event => setUrl(event.target.value.trim())}
        variant="outlined"
        margin="normal"
        size="small"
        fullWidth
      />
      <FormControlLabel
        label={t('configuration.masksSecrets')}
        control={
          <Checkbox
            color="primary"
            checked={masksSecrets}
            onChange={event => setMasksSecrets(event.target.checked)}
          />
        }
      />
    </ActDialog>
  );
};
