import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { DelegationInput } from 'backstage-plugin-change-management-common';
import { FormEvent, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useMe, useRefresh } from '../../hooks';
import { useText } from '../../translation';
import { EntityPicker } from '../CatalogPicker';
import { Failure, readTyped, toFailure } from '../display';
import { TimeField } from '../TimeField';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))',
    alignItems: 'start',
    margin: theme.spacing(2, 0, 4),
    maxWidth: 800,
  },
  whole: { gridColumn: '1 / -1' },
}));

const empty = { delegator: '', delegate: '', from: '', until: '', reason: '' };
type Values = typeof empty;

/** Has somebody stand in; the change manager may do so for somebody who is already away. */
export const DelegationForm = () => {
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const { data: me } = useMe();
  const [values, setValues] = useState<Values>(empty);
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const set = (name: keyof Values) => (value: string) =>
    setValues(before => ({ ...before, [name]: value }));
  const errorOf = (name: keyof Values) =>
    failure?.fields.find(({ path }) => path === name)?.message;
  const mayForOthers = me?.roles.some(({ role }) => role === 'changeManager');

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const lacking = (['delegate', 'from', 'until', 'reason'] as const).filter(
      name => values[name].trim() === '',
    );
    if (lacking.length) {
      const fields = lacking.map(path => ({
        path,
        message: t('delegation.isNeeded'),
      }));
      setFailure({ message: t('delegation.isNeeded'), fields });
      return;
    }
    setBusy(true);
    try {
      const body: DelegationInput = {
        delegate: values.delegate,
        from: readTyped(values.from) ?? values.from,
        until: readTyped(values.until) ?? values.until,
        reason: values.reason.trim(),
        ...(values.delegator && { delegator: values.delegator }),
      };
      await api.createDelegation(body);
      setValues(empty);
      setFailure(undefined);
      await refresh();
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      onSubmit={save}
      noValidate
      className={classes.root}
      aria-label={t('delegation.new')}
    >
      <Typography variant="h6" component="h2" className={classes.whole}>
        {t('delegation.new')}
      </Typography>
      {failure && !failure.fields.length && (
        <Alert severity="error" className={classes.whole}>
          {t('delegation.notSaved')}: {failure.message}
        </Alert>
      )}
      <EntityPicker
        id="delegate"
        label={t('delegation.delegate')}
        kinds={['User']}
        value={values.delegate}
        onChange={set('delegate')}
        error={errorOf('delegate')}
      />
      {mayForOthers && (
        <EntityPicker
          id="delegator"
          label={t('delegation.forWhom')}
          kinds={['User']}
          value={values.delegator}
          onChange={set('delegator')}
          help={t('delegation.forMyself')}
          error={errorOf('delegator')}
        />
      )}
      <TimeField
        id="from"
        label={t('delegation.from')}
        value={values.from}
        onChange={set('from')}
        error={errorOf('from')}
      />
      <TimeField
        id="until"
        label={t('delegation.until')}
        value={values.until}
        onChange={set('until')}
        error={errorOf('until')}
      />
      <TextField
        id="reason"
        className={classes.whole}
        label={t('delegation.reason')}
        value={values.reason}
        onChange={event => set('reason')(event.target.value)}
        variant="outlined"
        error={Boolean(errorOf('reason'))}
        helperText={errorOf('reason')}
      />
      <div className={classes.whole}>
        <Button
          type="submit"
          variant="contained"
          color="primary"
          disabled={busy}
        >
          {t('delegation.save')}
        </Button>
      </div>
    </form>
  );
};
