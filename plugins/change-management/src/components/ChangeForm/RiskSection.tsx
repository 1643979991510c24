import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  ChangeQueryInput,
  Policy,
  ProposedAnswer,
  RiskQuestion,
} from 'backstage-plugin-change-management-common';
import { useController, useFormContext, useWatch } from 'react-hook-form';
import { changeManagementApiRef } from '../../api';
import { useChanges } from '../../hooks';
import { useText } from '../../translation';
import { KeyboardEvent } from 'react';
import { idOf } from './failures';
import { focusField } from './focusField';
import { FieldError, useFieldError, useFixed } from './fields';
import { Section } from './Section';
import { useFormPreview } from './useFormPreview';
import { FormValues } from './values';

const useStyles = makeStyles(theme => ({
  key: {
    marginRight: theme.spacing(0.5),
    padding: theme.spacing(0, 0.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 3,
    color: theme.palette.text.secondary,
    fontFamily: 'inherit',
    fontSize: '0.75rem',
  },
}));

/** Typing the number of an option answers the question and goes on to `next`: all of them in one go. */
const Question = (props: { question: RiskQuestion; next: string }) => {
  const { question, next } = props;
  const classes = useStyles();
  const name = `answers.${question.id}` as const;
  const { field } = useController<FormValues, typeof name>({ name });
  const id = idOf(name);
  const fixed = useFixed(name);
  const onKeyDown = (event: KeyboardEvent) => {
    const option = question.options[Number(event.key) - 1];
    if (option && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.onChange(option.id);
      focusField(next);
    }
  };
  return (
    <FormControl error={Boolean(useFieldError(name))} disabled={Boolean(fixed)}>
      <FormLabel id={`${id}-question`}>{question.question}</FormLabel>
      <RadioGroup
        row
        name={name}
        aria-labelledby={`${id}-question`}
        value={field.value ?? ''}
        onChange={field.onChange}
        onKeyDown={fixed ? undefined : onKeyDown}
      >
        {question.options.map((option, index) => (
          <FormControlLabel
            key={option.id}
            value={option.id}
            label={
              <>
                <kbd aria-hidden className={classes.key}>
                  {index + 1}
                </kbd>
                {option.label}
              </>
            }
            control={
              <Radio
                size="small"
                color="primary"
                // A summary of what is missing leads to the first option.
                inputProps={index === 0 ? { id } : undefined}
              />
            }
          />
        ))}
      </RadioGroup>
      <FieldError name={name} />
    </FormControl>
  );
};

/** The latest change whose questions are answered; null once it is known that there is none. */
function useLatestAnswered(query: ChangeQueryInput, enabled: boolean) {
  const { data } = useChanges(
    { ...query, orderBy: 'createdAt,desc', limit: 5 },
    enabled,
  );
  return data && (data.items.find(change => change.riskLevel) ?? null);
}

/** The change whose answers fit best: of the same service, of the same person, or at least of the same category. */
function useAlike() {
  const [[entityRef], category] = useWatch<
    FormValues,
    ['affectedEntities', 'category']
  >({ name: ['affectedEntities', 'category'] });
  const here = useLatestAnswered({ entityRef }, Boolean(entityRef));
  const mine = useLatestAnswered({ requestedBy: 'me' }, here === null);
  const isNew = mine === null && category !== '';
  const alike = useLatestAnswered({ category }, isNew);
  if (here) {
    return { change: here, why: 'form.latestHere' } as const;
  }
  if (mine) {
    return { change: mine, why: 'form.latestMine' } as const;
  }
  return alike && isNew
    ? ({ change: alike, why: 'form.latestAlike' } as const)
    : undefined;
}

/** What is known speaks for these, each with the reason: one click states them, to be corrected. */
const ProposedAnswers = ({ questionnaire }: Policy['risk']) => {
  const t = useText();
  const { getValues, setValue } = useFormContext<FormValues>();
  const proposed = useFormPreview().data?.proposedAnswers ?? [];
  if (proposed.length === 0) {
    return null;
  }
  const inWords = ({ question, answer, because }: ProposedAnswer) => {
    const asked = questionnaire.find(({ id }) => id === question)!;
    const label = asked.options.find(({ id }) => id === answer)!.label;
    return `${asked.question} ${label}: ${because}`;
  };
  const confirm = () => {
    for (const { question, answer } of proposed) {
      const name = `answers.${question}` as const;
      if (!getValues(name)) {
        setValue(name, answer, { shouldDirty: true });
      }
    }
  };
  return (
    <div>
      <Button variant="outlined" size="small" onClick={confirm}>
        {t('form.confirmProposed', { number: String(proposed.length) })}
      </Button>
      {proposed.map(each => (
        <Typography key={each.question} variant="body2" color="textSecondary">
          {inWords(each)}
        </Typography>
      ))}
    </div>
  );
};

/** Many changes are alike: one click takes the answers of an earlier one over, to be corrected. */
const SameAnswers = ({
  change,
  why,
}: NonNullable<ReturnType<typeof useAlike>>) => {
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const { setValue } = useFormContext<FormValues>();
  const takeOver = async () => {
    const { risk } = await api.getChange(change.id);
    for (const [question, answer] of Object.entries(risk.answers)) {
      setValue(`answers.${question}`, answer, { shouldDirty: true });
    }
  };
  return (
    <div>
      <Button variant="outlined" size="small" onClick={takeOver}>
        {t('form.sameAnswers', { id: change.id })}
      </Button>{' '}
      <Typography variant="body2" color="textSecondary" component="span">
        {t(why)}: {change.title}
      </Typography>
    </div>
  );
};

/** Answers to begin with: those of a like change, or those that what is known speaks for. */
const FirstAnswers = ({ policy }: { policy: Policy }) => {
  const alike = useAlike();
  return alike ? (
    <SameAnswers {...alike} />
  ) : (
    <ProposedAnswers {...policy.risk} />
  );
};

/** The policy's questions; the level that follows from the answers stands at the side. */
export const RiskSection = ({ policy }: { policy: Policy }) => {
  const t = useText();
  const fixed = useFixed('answers');
  const { questionnaire } = policy.risk;
  return (
    <Section number={3} title={t('form.risk')}>
      {!fixed && <FirstAnswers policy={policy} />}
      <Typography variant="body2" color="textSecondary">
        {fixed ?? t('form.riskHelp')}
      </Typography>
      {questionnaire.map((question, index) => (
        <Question
          key={question.id}
          question={question}
          next={
            questionnaire[index + 1]
              ? `answers.${questionnaire[index + 1].id}`
              : 'implementationPlan'
          }
        />
      ))}
    </Section>
  );
};
