import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import IconButton from '@material-ui/core/IconButton';
import InputAdornment from '@material-ui/core/InputAdornment';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import AddIcon from '@material-ui/icons/Add';
import DeleteIcon from '@material-ui/icons/Delete';
import { useState } from 'react';
import { useController, useFieldArray, useWatch } from 'react-hook-form';
import { useRollbackExecutors } from '../../hooks';
import { useText } from '../../translation';
import { ExecutorFields } from './ExecutorFields';
import { idOf } from './failures';
import { TextInput, useFixed } from './fields';
import { Section } from './Section';
import { FormValues } from './values';

const useStyles = makeStyles(theme => ({
  steps: { display: 'grid', gap: theme.spacing(1.5) },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(2),
  },
  number: { width: 260 },
  // As high as a field without its help, so that it stands in line with what is typed beside it.
  tick: { minHeight: 56 },
  details: {
    display: 'grid',
    gap: theme.spacing(1, 1.5),
    padding: theme.spacing(1.5, 0, 0.5, 3),
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    alignItems: 'start',
  },
}));

/** What most steps do without: who carries it out, how long it takes, and whether there is a way back from it. */
const StepDetails = ({ index }: { index: number }) => {
  const classes = useStyles();
  const t = useText();
  const { field } = useController<
    FormValues,
    `steps.${number}.pointOfNoReturn`
  >({ name: `steps.${index}.pointOfNoReturn` });
  const number = String(index + 1);
  return (
    <div className={classes.details}>
      <TextInput
        name={`steps.${index}.owner`}
        label={t('field.stepOwner', { number })}
        help={t('form.stepOwnerHelp')}
      />
      <TextInput
        name={`steps.${index}.minutes`}
        label={t('field.stepMinutes', { number })}
        type="number"
        inputProps={{ min: 0, step: 1 }}
      />
      <FormControlLabel
        className={classes.tick}
        control={
          <Checkbox
            color="primary"
            checked={field.value ?? false}
            onChange={field.onChange}
          />
        }
        label={t('field.stepPointOfNoReturn', { number })}
      />
      <ExecutorFields index={index} />
    </div>
  );
};

const RollbackSteps = () => {
  const classes = useStyles();
  const t = useText();
  const { fields, insert, remove } = useFieldArray<FormValues, 'steps'>({
    name: 'steps',
  });
  const fixed = useFixed('steps');
  const steps = useWatch<FormValues, 'steps'>({ name: 'steps' });
  const [asked, setAsked] = useState(false);
  const detailed =
    asked ||
    steps.some(
      step =>
        step.owner || step.minutes || step.pointOfNoReturn || step.executor,
    );
  const { data: executors } = useRollbackExecutors();
  const category = useWatch<FormValues, 'category'>({ name: 'category' });
  // What restores configuration serves changes of configuration; what the portal has set up serves any.
  const mayBeCarriedOut = executors?.items.some(
    ({ name }) =>
      name !== 'configuration-restore' || category === 'configuration',
  );
  return (
    <div
      className={classes.steps}
      role="group"
      aria-label={t('form.rollbackSteps')}
    >
      <Typography variant="body2" color="textSecondary">
        {t('form.rollbackHelp')}
      </Typography>
      {fields.map(({ id }, index) => (
        <div key={id}>
          <TextInput
            name={`steps.${index}.text`}
            label={t('field.rollbackStep', { number: String(index + 1) })}
            onKeyDown={event => {
              if (event.key === 'Enter') {
                event.preventDefault();
                insert(index + 1, { text: '' });
              }
            }}
            InputProps={
              fields.length > 1
                ? {
                    endAdornment: (
                      <InputAdornment position="end">
                        <IconButton
                          size="small"
                          aria-label={t('form.removeStep', {
                            number: String(index + 1),
                          })}
                          onClick={() => remove(index)}
                        >
                          <DeleteIcon fontSize="small" />
                        </IconButton>
                      </InputAdornment>
                    ),
                  }
                : undefined
            }
          />
          {detailed && <StepDetails index={index} />}
        </div>
      ))}
      {!fixed && (
        <div>
          <Button
            size="small"
            startIcon={<AddIcon />}
            onClick={() => insert(fields.length, { text: '' })}
          >
            {t('form.addStep')}
          </Button>
          {!detailed && (fields.length > 1 || mayBeCarriedOut) && (
            <Button size="small" onClick={() => setAsked(true)}>
              {t('form.stepDetails')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
};

const Tested = () => {
  const classes = useStyles();
  const t = useText();
  const { field } = useController<FormValues, 'tested'>({ name: 'tested' });
  return (
    <FormControlLabel
      className={classes.tick}
      control={
        <Checkbox
          id={idOf('tested')}
          color="primary"
          checked={field.value}
          onChange={field.onChange}
          disabled={Boolean(useFixed('tested'))}
        />
      }
      label={t('field.tested')}
    />
  );
};

/** How it is done, how it is tested, how it is undone. */
export const PlansSection = () => {
  const classes = useStyles();
  const t = useText();
  return (
    <Section number={4} title={t('form.plans')}>
      <TextInput
        name="implementationPlan"
        label={t('field.implementationPlan')}
        help={t('form.markdown')}
        optional
        multiline
        rows={2}
      />
      <TextInput
        name="testPlan"
        label={t('field.testPlan')}
        help={t('form.markdown')}
        optional
        multiline
        rows={2}
      />
      <RollbackSteps />
      <div className={classes.row}>
        <div className={classes.number}>
          <TextInput
            name="estimatedMinutes"
            label={t('field.estimatedMinutes')}
            type="number"
            optional
            inputProps={{ min: 0, step: 1 }}
          />
        </div>
        <Tested />
      </div>
    </Section>
  );
};
