import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { windowKinds } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { formatDuration } from '../display';
import { SelectField } from '../fields';
import { TimeField } from '../TimeField';
import { RepeatField } from './RepeatField';
import { ScopeField } from './ScopeField';
import { timesOf, WindowValues } from './windowValues';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))',
    alignItems: 'start',
    maxWidth: 800,
  },
  whole: { gridColumn: '1 / -1' },
}));

// What a browser knows of time zones; UTC is among them in some only.
const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

const Length = ({ values }: { values: WindowValues }) => {
  const classes = useStyles();
  const t = useText();
  const { from, to, minutes } = timesOf(values);
  return from && to && minutes > 0 ? (
    <Typography variant="body2" color="textSecondary" className={classes.whole}>
      {t('form.lasts', { duration: formatDuration(from, to) })}
    </Typography>
  ) : null;
};

/** Everything that is asked about a window or freeze. */
export const WindowFields = (props: {
  values: WindowValues;
  onChange: (values: WindowValues) => void;
  /** What is wrong with a field, by its path in the contract. */
  errorOf: (path: string) => string | undefined;
  /** It exists: what it is cannot be altered. */
  exists: boolean;
}) => {
  const { values, onChange, errorOf, exists } = props;
  const classes = useStyles();
  const t = useText();
  const set =
    <K extends keyof WindowValues>(name: K) =>
    (value: WindowValues[K]) =>
      onChange({ ...values, [name]: value });
  const text = (name: 'title' | 'reason', label: string) => (
    <TextField
      id={`window-${name}`}
      className={classes.whole}
      label={label}
      value={values[name]}
      onChange={event => set(name)(event.target.value)}
      variant="outlined"
      size="small"
      error={Boolean(errorOf(name))}
      helperText={errorOf(name)}
    />
  );
  const time = (name: 'start' | 'end', label: string, path: string) => (
    <TimeField
      id={`window-${name}`}
      label={label}
      value={values[name]}
      onChange={set(name)}
      zone={values.timeZone}
      error={errorOf(path)}
    />
  );
  const recurs = values.repeat.kind !== 'none';
  return (
    <div className={classes.root}>
      {!exists && (
        <SelectField
          id="window-kind"
          label={t('window.kind')}
          value={values.kind}
          options={windowKinds.map(kind => [kind, t(`windowKind.${kind}`)])}
          onChange={kind => set('kind')(kind as WindowValues['kind'])}
        />
      )}
      {text('title', t('window.name'))}
      {text('reason', t('window.reason'))}
      <SelectField
        id="window-zone"
        label={t('window.timeZone')}
        value={values.timeZone}
        options={[...new Set([values.timeZone, ...zones])].map(zone => [
          zone,
          zone,
        ])}
        onChange={set('timeZone')}
      />
      {time('start', t(recurs ? 'window.firstStart' : 'window.start'), 'start')}
      {time('end', t('window.end'), 'durationMinutes')}
      <Length values={values} />
      <RepeatField
        value={values.repeat}
        onChange={set('repeat')}
        error={errorOf('rrule')}
      />
      <div className={classes.whole} />
      <ScopeField
        value={values.scope}
        onChange={set('scope')}
        error={errorOf('scope')}
      />
    </div>
  );
};
