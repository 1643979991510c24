import { LinkButton } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormHelperText from '@material-ui/core/FormHelperText';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  IncidentSeverity,
  incidentSeverities,
} from 'backstage-plugin-change-management-common';
import { FormEvent, useState } from 'react';
import { useRefresh } from '../../hooks';
import { useText } from '../../translation';
import { affectableKinds, EntitiesPicker } from '../CatalogPicker';
import { Failure, toFailure } from '../display';
import { SelectField } from '../fields';
import { TimeField } from '../TimeField';
import { checkIncident, IncidentValues } from './incidentValues';

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))',
    alignItems: 'start',
    maxWidth: 800,
    margin: theme.spacing(2, 0),
  },
  whole: { gridColumn: '1 / -1' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    margin: theme.spacing(3, 0),
  },
}));

type TextName = 'title' | 'downtimeMinutes' | 'externalRef' | 'url';

/** Asks for an incident, and sends it. */
export const IncidentForm = (props: {
  title: string;
  initial: IncidentValues;
  /** It exists: what another program calls it cannot be altered. */
  exists: boolean;
  send: (values: IncidentValues) => Promise<void>;
  backTo: string;
}) => {
  const { title, initial, exists, send, backTo } = props;
  const classes = useStyles();
  const t = useText();
  const refresh = useRefresh();
  const [values, setValues] = useState(initial);
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<IncidentValues>) =>
    setValues({ ...values, ...change });
  const errorOf = (path: string) =>
    failure?.fields.find(field => field.path.split('.')[0] === path)?.message;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const fields = checkIncident(values, problem => t(problem));
    if (fields.length) {
      setFailure({ message: '', fields });
      return;
    }
    setBusy(true);
    try {
      await send(values);
      await refresh();
    } catch (error) {
      setFailure(toFailure(error));
      setBusy(false);
    }
  };

  const text = (name: TextName, label: string, className?: string) => (
    <TextField
      id={`incident-${name}`}
      className={className}
      label={label}
      value={values[name]}
      onChange={event => set({ [name]: event.target.value })}
      variant="outlined"
      error={Boolean(errorOf(name))}
      helperText={errorOf(name)}
      autoComplete="off"
    />
  );
  const time = (name: 'startedAt' | 'endedAt', label: string) => (
    <TimeField
      id={`incident-${name}`}
      label={label}
      value={values[name]}
      onChange={value => set({ [name]: value })}
      error={errorOf(name)}
    />
  );

  return (
    <form noValidate onSubmit={save}>
      <Typography variant="h4" component="h2" gutterBottom>
        {title}
      </Typography>
      {failure?.message && (
        <Alert severity="error">
          {t('incident.notSaved')}: {failure.message}
        </Alert>
      )}
      <div className={classes.fields}>
        {text('title', t('incident.name'), classes.whole)}
        <div className={classes.whole}>
          <EntitiesPicker
            id="incident-entityRefs"
            label={t('incident.entities')}
            kinds={affectableKinds}
            value={values.entityRefs}
            onChange={entityRefs => set({ entityRefs })}
            error={errorOf('entityRefs')}
          />
        </div>
        {time('startedAt', t('incident.startedAt'))}
        {time('endedAt', t('incident.endedAt'))}
        <SelectField
          id="incident-severity"
          label={t('incident.severity')}
          value={values.severity}
          options={incidentSeverities.map(value => [
            value,
            t(`severity.${value}`),
          ])}
          onChange={value => set({ severity: value as IncidentSeverity })}
        />
        <div>
          <FormControlLabel
            label={t('incident.isMajor')}
            control={
              <Checkbox
                color="primary"
                checked={values.major}
                onChange={(_event, major) => set({ major })}
                inputProps={{ 'aria-describedby': 'incident-major-help' }}
              />
            }
          />
          <FormHelperText id="incident-major-help">
            {t('incident.majorHelp')}
          </FormHelperText>
        </div>
        {text('downtimeMinutes', t('incident.downtime'))}
        {!exists && text('externalRef', t('incident.externalRef'))}
        {text('url', t('incident.url'), classes.whole)}
      </div>
      <div className={classes.actions}>
        <Button
          type="submit"
          variant="contained"
          color="primary"
          disabled={busy}
        >
          {t(exists ? 'incident.save' : 'incident.new')}
        </Button>
        <LinkButton to={backTo}>{t('general.dismiss')}</LinkButton>
      </div>
    </form>
  );
};
