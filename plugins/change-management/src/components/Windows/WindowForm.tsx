import { LinkButton } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { Move } from 'backstage-plugin-change-management-common';
import { ReactNode, useState } from 'react';
import { useRefresh } from '../../hooks';
import { useText } from '../../translation';
import { Failure, toFailure } from '../display';
import { MovesDifference } from './MovesDifference';
import { WindowFields } from './WindowFields';
import { checkWindow, WindowValues } from './windowValues';

const useStyles = makeStyles(theme => ({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    margin: theme.spacing(3, 0),
  },
}));

/** One way to save: its name, and what it sends. */
export interface WindowSaving {
  text: string;
  send: (values: WindowValues) => Promise<void>;
}

const known = ['title', 'reason', 'start', 'durationMinutes', 'rrule', 'scope'];

/** Asks for a window or freeze, shows on demand what it would mean, and saves it in one of the ways that are given. */
export const WindowForm = (props: {
  title: ReactNode;
  initial: WindowValues;
  exists: boolean;
  /** What the difference is asked of; the first way is the primary one. */
  moveOf: (values: WindowValues) => Move;
  savings: WindowSaving[];
  backTo: string;
}) => {
  const { title, initial, exists, moveOf, savings, backTo } = props;
  const classes = useStyles();
  const t = useText();
  const refresh = useRefresh();
  const [values, setValues] = useState(initial);
  const [failure, setFailure] = useState<Failure>();
  const [move, setMove] = useState<Move>();
  const [busy, setBusy] = useState(false);
  const errorOf = (path: string) =>
    failure?.fields.find(field => field.path.split('.')[0] === path)?.message;
  const unplaced = failure?.fields.filter(
    ({ path }) => !known.includes(path.split('.')[0]),
  );

  const isGood = () => {
    const fields = checkWindow(values, problem => t(problem));
    setFailure(fields.length ? { message: '', fields } : undefined);
    return fields.length === 0;
  };

  const save = async ({ send }: WindowSaving) => {
    if (!isGood()) {
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

  return (
    <form noValidate onSubmit={event => event.preventDefault()}>
      <Typography variant="h4" component="h2" gutterBottom>
        {title}
      </Typography>
      {failure && (failure.fields.length === 0 || unplaced?.length) ? (
        <Alert severity="error">
          {t('window.notSaved')}: {failure.message}
        </Alert>
      ) : null}
      <WindowFields
        values={values}
        onChange={next => {
          setValues(next);
          // It was the difference of something else.
          setMove(undefined);
        }}
        errorOf={errorOf}
        exists={exists}
      />
      <div className={classes.actions}>
        {savings.map((saving, index) => (
          <Button
            key={saving.text}
            variant={index === 0 ? 'contained' : 'outlined'}
            color="primary"
            disabled={busy}
            onClick={() => save(saving)}
          >
            {saving.text}
          </Button>
        ))}
        <Button
          variant="outlined"
          onClick={() => isGood() && setMove(moveOf(values))}
        >
          {t('window.showDifference')}
        </Button>
        <LinkButton to={backTo}>{t('general.dismiss')}</LinkButton>
      </div>
      {move && <MovesDifference moves={[move]} />}
    </form>
  );
};
