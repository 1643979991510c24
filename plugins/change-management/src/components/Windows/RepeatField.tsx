import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormGroup from '@material-ui/core/FormGroup';
import TextField from '@material-ui/core/TextField';
import { DateTime } from 'luxon';
import { useText } from '../../translation';
import { SelectField } from '../fields';
import {
  ordinals,
  RepeatKind,
  repeatKinds,
  RepeatValues,
  weekdays,
} from './repeat';

const ordinalNames = {
  '1': 'repeat.first',
  '2': 'repeat.second',
  '3': 'repeat.third',
  '4': 'repeat.fourth',
  '-1': 'repeat.last',
} as const;

/** A weekday in the viewer's language; the week begins on Monday. */
function dayName(day: string, length: 'short' | 'long'): string {
  const monday = DateTime.fromISO('2026-01-05');
  const index = weekdays.findIndex(name => name === day);
  return monday.plus({ days: index }).toLocaleString({ weekday: length });
}

const Details = (props: {
  value: RepeatValues;
  onChange: (value: RepeatValues) => void;
  error?: string;
}) => {
  const { value, onChange, error } = props;
  const t = useText();
  switch (value.kind) {
    case 'weekly':
      return (
        <FormGroup row role="group" aria-label={t('repeat.days')}>
          {weekdays.map(day => (
            <FormControlLabel
              key={day}
              label={dayName(day, 'short')}
              control={
                <Checkbox
                  size="small"
                  color="primary"
                  checked={value.days.includes(day)}
                  onChange={event =>
                    onChange({
                      ...value,
                      days: event.target.checked
                        ? [...value.days, day]
                        : value.days.filter(other => other !== day),
                    })
                  }
                />
              }
            />
          ))}
        </FormGroup>
      );
    case 'monthlyDay':
      return (
        <TextField
          id="window-day-of-month"
          type="number"
          label={t('repeat.dayOfMonth')}
          value={value.dayOfMonth}
          onChange={event =>
            onChange({ ...value, dayOfMonth: event.target.value })
          }
          inputProps={{ min: 1, max: 31 }}
          variant="outlined"
          size="small"
          error={Boolean(error)}
          helperText={error}
        />
      );
    case 'monthlyWeekday':
      return (
        <>
          <SelectField
            id="window-nth"
            label={t('repeat.nth')}
            value={value.nth}
            options={ordinals.map(nth => [nth, t(ordinalNames[nth])])}
            onChange={nth => onChange({ ...value, nth })}
          />
          <SelectField
            id="window-weekday"
            label={t('repeat.weekday')}
            value={value.weekday}
            options={weekdays.map(day => [day, dayName(day, 'long')])}
            onChange={weekday => onChange({ ...value, weekday })}
          />
        </>
      );
    case 'rule':
      return (
        <TextField
          id="window-rule"
          label={t('repeat.rrule')}
          value={value.rule}
          onChange={event => onChange({ ...value, rule: event.target.value })}
          variant="outlined"
          size="small"
          error={Boolean(error)}
          helperText={error ?? t('repeat.rruleHelp')}
        />
      );
    default:
      return null;
  }
};

/** How it recurs: a simple choice, or a rule of one's own. */
export const RepeatField = (props: {
  value: RepeatValues;
  onChange: (value: RepeatValues) => void;
  error?: string;
}) => {
  const { value, onChange, error } = props;
  const t = useText();
  return (
    <>
      <SelectField
        id="window-repeat"
        label={t('window.recurrence')}
        value={value.kind}
        options={repeatKinds.map(kind => [kind, t(`repeat.${kind}`)])}
        onChange={kind => onChange({ ...value, kind: kind as RepeatKind })}
      />
      <Details value={value} onChange={onChange} error={error} />
    </>
  );
};
