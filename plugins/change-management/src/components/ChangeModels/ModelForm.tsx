import { LinkButton } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  ChangeModelView,
  Policy,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { changeManagementApiRef } from '../../api';
import { useText } from '../../translation';
import { FieldErrorsProvider } from '../ChangeForm/fields';
import { ProblemNotice } from '../ChangeForm/Notices';
import { PlansSection } from '../ChangeForm/PlansSection';
import { RiskSection } from '../ChangeForm/RiskSection';
import { SystemsSection } from '../ChangeForm/SystemsSection';
import { WorkSection } from '../ChangeForm/TimeSection';
import { useFieldErrors } from '../ChangeForm/useFieldErrors';
import { Problem } from '../ChangeForm/useSaving';
import { fromModelForm, toModelForm } from '../ChangeForm/modelValues';
import { emptyValues, FormValues } from '../ChangeForm/values';
import { WhatSection } from '../ChangeForm/WhatSection';
import { toFailure } from '../display';

const useStyles = makeStyles(theme => ({
  root: { maxWidth: 800 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1.5) },
}));

/** The form of a model speaks of itself as `form`; the fields on the screen are those of a change. */
function toProblem(error: unknown): Problem {
  const { message, fields } = toFailure(error);
  return {
    kind: fields.length ? 'fields' : 'refused',
    submitting: false,
    message,
    fields: fields.map(field => ({
      ...field,
      path: field.path.replace(/^form\./, ''),
    })),
  };
}

function beginningOf(model: ChangeModelView | undefined): FormValues {
  const latest = model?.versions[0];
  return latest
    ? { ...fromModelForm(latest.form), title: latest.title }
    : emptyValues([]);
}

/** What the changes of a model have in common: of a new model, or in a new version of one. */
export const ModelForm = (props: {
  policy: Policy;
  model?: ChangeModelView;
  backTo: string;
  onProposed: (model: ChangeModelView) => void;
}) => {
  const { policy, model, backTo, onProposed } = props;
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const form = useForm<FormValues>({ defaultValues: beginningOf(model) });
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const errors = useFieldErrors(problem, form.watch);

  const propose = async () => {
    setBusy(true);
    setProblem(undefined);
    const values = form.getValues();
    const proposal = {
      title: values.title,
      form: {
        ...toModelForm(values),
        scope: model?.versions[0].form.scope,
      },
    };
    try {
      onProposed(
        model
          ? await api.editModel(model.id, {
              ...proposal,
              version: model.latestVersion,
            })
          : await api.proposeModel(proposal),
      );
    } catch (error) {
      setProblem(toProblem(error));
      setBusy(false);
    }
  };

  return (
    <FormProvider {...form}>
      <FieldErrorsProvider value={errors}>
        <form
          noValidate
          className={classes.root}
          onSubmit={event => event.preventDefault()}
        >
          <Typography paragraph color="textSecondary">
            {t(model ? 'model.versionHelp' : 'model.newHelp')}
          </Typography>
          {problem && <ProblemNotice problem={problem} policy={policy} />}
          <WhatSection isModel />
          <SystemsSection />
          <RiskSection policy={policy} />
          <PlansSection />
          <WorkSection />
          <div className={classes.actions}>
            <Button
              variant="contained"
              color="primary"
              disabled={busy}
              onClick={propose}
            >
              {t(model ? 'model.proposeVersion' : 'model.proposeNew')}
            </Button>
            <LinkButton to={backTo}>{t('general.dismiss')}</LinkButton>
          </div>
        </form>
      </FieldErrorsProvider>
    </FormProvider>
  );
};
