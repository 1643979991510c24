import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import { CalendarFiltersInput } from 'backstage-plugin-change-management-common';
import { FormEvent, useId, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useRefresh } from '../../hooks';
import { useText } from '../../translation';
import { Failure, toFailure } from '../display';
import { FeedAddress } from './FeedAddress';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1.5),
    marginBottom: theme.spacing(2),
  },
  name: { flex: '1 1 220px' },
  whole: { flex: '1 1 100%' },
}));

/** Makes a feed under a name; its address stays until the dialog is closed. */
export const FeedForm = ({ filters }: { filters: CalendarFiltersInput }) => {
  const classes = useStyles();
  const t = useText();
  const id = useId();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const [name, setName] = useState<string>(t('calendar.usualName'));
  const [url, setUrl] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const nameError = failure?.fields.find(({ path }) => path === 'name');

  const make = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const made = await api.createCalendarToken({ name, filters });
      setUrl(made.url);
      setFailure(undefined);
      await refresh();
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <form onSubmit={make} noValidate className={classes.root}>
        {failure && !nameError && (
          <Alert severity="error" className={classes.whole}>
            {t('calendar.notMade')}: {failure.message}
          </Alert>
        )}
        <TextField
          id={`${id}-name`}
          className={classes.name}
          label={t('calendar.name')}
          value={name}
          onChange={event => setName(event.target.value)}
          variant="outlined"
          size="small"
          error={Boolean(nameError)}
          helperText={nameError?.message}
        />
        <Button
          type="submit"
          variant="contained"
          color="primary"
          disabled={busy}
        >
          {t('calendar.make')}
        </Button>
      </form>
      {url && <FeedAddress url={url} />}
    </>
  );
};
