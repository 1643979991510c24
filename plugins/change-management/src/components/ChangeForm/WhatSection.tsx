import { makeStyles } from '@material-ui/core/styles';
import {
  changeCategories,
  changeTypes,
  emergencyReasons,
} from 'backstage-plugin-change-management-common';
import { useWatch } from 'react-hook-form';
import { useText } from '../../translation';
import { ChoiceInput, TextInput } from './fields';
import { Section } from './Section';
import { FormValues } from './values';

const useStyles = makeStyles(theme => ({
  pair: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
  },
}));

const Emergency = () => {
  const classes = useStyles();
  const t = useText();
  return (
    <>
      <div className={classes.pair}>
        <ChoiceInput
          name="emergencyReason"
          label={t('field.emergencyReason')}
          empty=""
          options={emergencyReasons.map(r => [r, t(`emergencyReason.${r}`)])}
        />
        <TextInput name="incidentRef" label={t('field.incidentRef')} />
      </div>
      <TextInput
        name="explanation"
        label={t('field.explanation')}
        multiline
        rows={2}
      />
    </>
  );
};

/** What is to be changed, and why; the changes of a model get their type when they are made. */
export const WhatSection = ({ isModel = false }: { isModel?: boolean }) => {
  const classes = useStyles();
  const t = useText();
  const type = useWatch<FormValues, 'type'>({ name: 'type' });
  return (
    <Section number={1} title={t('form.what')}>
      <TextInput
        name="title"
        label={t('field.title')}
        help={t('form.titleHelp')}
      />
      <div className={classes.pair}>
        {!isModel && (
          <ChoiceInput
            name="type"
            label={t('field.type')}
            help={
              type === 'emergency'
                ? t('form.emergencyHelp')
                : t('form.typeHelp')
            }
            options={changeTypes.map(value => [value, t(`type.${value}`)])}
          />
        )}
        <ChoiceInput
          name="category"
          label={t('field.category')}
          empty=""
          options={changeCategories.map(c => [c, t(`category.${c}`)])}
        />
      </div>
      {type === 'emergency' && <Emergency />}
      <TextInput
        name="description"
        label={t('field.description')}
        help={t('form.markdown')}
        multiline
        rows={3}
      />
      <TextInput
        name="justification"
        label={t('field.justification')}
        help={t('form.markdown')}
        multiline
        rows={2}
      />
    </Section>
  );
};
