import IconButton from '@material-ui/core/IconButton';
import InputAdornment from '@material-ui/core/InputAdornment';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import TodayIcon from '@material-ui/icons/Today';
import { useRef, useState } from 'react';
import { useText } from '../../translation';
import {
  formatRelative,
  formatTime,
  readTyped,
  toTyped,
  viewerZone,
} from '../display';

const useStyles = makeStyles({
  // The browser's own calendar opens from here; the text field is what people type into.
  picker: {
    position: 'absolute',
    right: 0,
    bottom: 0,
    width: 1,
    height: 1,
    opacity: 0,
    border: 0,
    padding: 0,
    pointerEvents: 'none',
  },
});

/** Date and time in the viewer's zone, or in another, typed in one go or picked. The value is the text as typed. */
export const TimeField = (props: {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  className?: string;
  zone?: string;
}) => {
  const { id, label, value, onChange, error, className, zone } = props;
  const classes = useStyles();
  const t = useText();
  const picker = useRef<HTMLInputElement>(null);
  const [left, setLeft] = useState(false);
  const read = readTyped(value, zone);
  const example = '2026-11-28 02:00';
  const unreadable =
    left && value.trim() !== '' && !read
      ? t('form.timeUnreadable', { example })
      : undefined;
  const help = read
    ? `${formatTime(read)} ${viewerZone()}, ${formatRelative(read)}`
    : t('form.timeHelp', { zone: zone ?? viewerZone(), example });

  return (
    <TextField
      id={id}
      label={label}
      value={value}
      onChange={event => onChange(event.target.value)}
      onFocus={() => setLeft(false)}
      onBlur={() => {
        setLeft(true);
        if (read && toTyped(read, zone) !== value) {
          onChange(toTyped(read, zone));
        }
      }}
      error={Boolean(error ?? unreadable)}
      helperText={error ?? unreadable ?? help}
      variant="outlined"
      autoComplete="off"
      className={className}
      InputProps={{
        endAdornment: (
          <InputAdornment position="end">
            <IconButton
              // By keyboard one types; the calendar is for the mouse and the finger.
              tabIndex={-1}
              size="small"
              aria-label={t('form.pickTime')}
              onClick={() => picker.current?.showPicker?.()}
            >
              <TodayIcon fontSize="small" />
            </IconButton>
            <input
              ref={picker}
              type="datetime-local"
              tabIndex={-1}
              aria-hidden
              className={classes.picker}
              value={read ? toTyped(read, zone).replace(' ', 'T') : ''}
              onChange={event => onChange(event.target.value.replace('T', ' '))}
            />
          </InputAdornment>
        ),
      }}
    />
  );
};
