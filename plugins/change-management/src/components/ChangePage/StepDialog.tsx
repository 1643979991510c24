import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { useId, useState } from 'react';
import { useText } from '../../translation';
import {
  Failure,
  FormDialog,
  readTyped,
  Sentence,
  toFailure,
} from '../display';
import { StepFieldInput } from './StepFieldInput';
import { Step, StepAction, StepField, StepValues } from './steps';

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'grid',
    gap: theme.spacing(2),
    marginTop: theme.spacing(1),
  },
  // Dialogs are the only place where a whole plan is read while acting.
  shows: { '& li': { marginBottom: theme.spacing(0.5) } },
  danger: {
    backgroundColor: theme.palette.error.dark,
    color: theme.palette.common.white,
    '&:hover': { backgroundColor: theme.palette.error.dark },
  },
}));

const dangerous: StepAction[] = [
  'reject',
  'cancel',
  'rollback',
  'start-rollback',
];

function isAsked(field: StepField, values: StepValues): boolean {
  return field.when?.(values) ?? true;
}

// Typing into a field mends it; a refusal of the whole step stays until the next attempt.
function withoutField(failure: Failure, name: string): Failure | undefined {
  const fields = failure.fields.filter(
    ({ path }) => path.split('.')[0] !== name,
  );
  return failure.fields.length && !fields.length
    ? undefined
    : { ...failure, fields };
}

/** Asks for what a step needs and says what it will do; a refusal keeps what was typed. */
export const StepDialog = (props: {
  action: StepAction;
  step: Step;
  /** What was typed before; kept by the page, so that closing the dialog to read again loses nothing. */
  typed: StepValues;
  onTyped: (values: StepValues) => void;
  onTaken: () => void;
  onRefused: () => void;
  onClose: () => void;
}) => {
  const { action, step, typed, onTyped, onTaken, onRefused, onClose } = props;
  const classes = useStyles();
  const t = useText();
  const id = useId();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const values: StepValues = Object.fromEntries(
    step.fields.map(({ name, initial = '' }) => [name, typed[name] ?? initial]),
  );
  const asked = step.fields.filter(field => isAsked(field, values));
  const title = step.title?.(values) ?? t(`action.${action}`);
  const says = typeof step.says === 'function' ? step.says(values) : step.says;
  const errorOf = (name: string) =>
    failure?.fields.find(({ path }) => path.split('.')[0] === name)?.message;
  const unplaced = failure?.fields.filter(
    ({ path }) => !asked.some(({ name }) => name === path.split('.')[0]),
  );

  const take = async () => {
    const gaps = asked.filter(
      ({ name, required, kind }) =>
        (required && values[name].trim() === '') ||
        (kind === 'time' && !readTyped(values[name])),
    );
    if (gaps.length) {
      setFailure({
        message: '',
        fields: gaps.map(({ name, label }) => ({
          path: name,
          message: `${label} ${t('step.required')}`,
        })),
      });
      document.getElementById(`${id}-${gaps[0].name}`)?.focus();
      return;
    }
    setBusy(true);
    try {
      await step.take(
        Object.fromEntries(
          asked.flatMap(({ name }) =>
            values[name].trim() ? [[name, values[name].trim()]] : [],
          ),
        ),
      );
      onTaken();
    } catch (error) {
      setFailure(toFailure(error));
      setBusy(false);
      onRefused();
    }
  };

  return (
    <FormDialog
      title={title}
      dismiss={t('step.goBack')}
      disabled={busy}
      className={dangerous.includes(action) ? classes.danger : undefined}
      onSubmit={take}
      onClose={onClose}
    >
      {says && <Typography paragraph>{says}</Typography>}
      {step.shows && (
        <Typography component="div" className={classes.shows}>
          {step.shows}
        </Typography>
      )}
      {failure && (failure.fields.length === 0 || unplaced?.length) ? (
        <Alert severity="error">
          <AlertTitle>{t('step.refused')}</AlertTitle>
          <Sentence text={failure.message} />
        </Alert>
      ) : null}
      <div className={classes.fields}>
        {asked.map((field, index) => (
          <StepFieldInput
            key={field.name}
            field={field}
            id={`${id}-${field.name}`}
            value={values[field.name]}
            error={errorOf(field.name)}
            focused={index === 0}
            onChange={value => {
              setFailure(failure && withoutField(failure, field.name));
              onTyped({ ...typed, [field.name]: value });
            }}
          />
        ))}
      </div>
      {step.beside?.(values, chosen => {
        setFailure(undefined);
        onTyped({ ...typed, ...chosen });
      })}
    </FormDialog>
  );
};
