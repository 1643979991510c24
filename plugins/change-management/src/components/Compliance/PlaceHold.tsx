import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useState } from 'react';
import { useHolding } from '../../hooks';
import { useText } from '../../translation';
import { affectableKinds, EntityPicker } from '../CatalogPicker';
import { FormDialog, toFailure } from '../display';

/** Asks for what is held, and why. */
export const PlaceHold = ({ onClose }: { onClose: () => void }) => {
  const t = useText();
  const { place } = useHolding();
  const [scope, setScope] = useState<'change' | 'entity'>('change');
  const [changeId, setChangeId] = useState('');
  const [entityRef, setEntityRef] = useState('');
  const [reason, setReason] = useState('');
  const failure = place.error ? toFailure(place.error) : undefined;
  const errorOf = (path: string) =>
    failure?.fields.find(field => field.path === path)?.message;

  const send = () =>
    place.mutate(
      {
        reason: reason.trim(),
        ...(scope === 'change' ? { changeId: changeId.trim() } : { entityRef }),
      },
      { onSuccess: onClose },
    );

  return (
    <FormDialog
      title={t('hold.place')}
      disabled={place.isPending}
      onSubmit={send}
      onClose={onClose}
    >
      <Typography paragraph>{t('hold.placeHelp')}</Typography>
      {failure && failure.fields.length === 0 && (
        <Alert severity="error">
          {t('hold.notPlaced')}: {failure.message}
        </Alert>
      )}
      <RadioGroup
        aria-label={t('hold.of')}
        value={scope}
        onChange={event => setScope(event.target.value as typeof scope)}
      >
        <FormControlLabel
          value="change"
          control={<Radio color="primary" />}
          label={t('hold.oneChange')}
        />
        <FormControlLabel
          value="entity"
          control={<Radio color="primary" />}
          label={t('hold.allOfEntity')}
        />
      </RadioGroup>
      {scope === 'change' ? (
        <TextField
          id="hold-change"
          label={t('hold.change')}
          placeholder="CHG-1042"
          value={changeId}
          onChange={event => setChangeId(event.target.value)}
          error={Boolean(errorOf('changeId'))}
          helperText={errorOf('changeId')}
          variant="outlined"
          margin="normal"
          required
          fullWidth
        />
      ) : (
        <EntityPicker
          id="hold-entity"
          label={t('hold.entity')}
          kinds={affectableKinds}
          value={entityRef}
          onChange={setEntityRef}
          error={errorOf('entityRef')}
        />
      )}
      <TextField
        id="hold-reason"
        label={t('hold.reason')}
        value={reason}
        onChange={event => setReason(event.target.value)}
        error={Boolean(errorOf('reason'))}
        helperText={errorOf('reason')}
        variant="outlined"
        margin="normal"
        multiline
        minRows={3}
        required
        fullWidth
      />
    </FormDialog>
  );
};
