import { LinkButton } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  ChangeModelView,
  ChangeView,
  Policy,
} from 'backstage-plugin-change-management-common';
import { useEffect, useMemo, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { useText } from '../../translation';
import { formatRelative } from '../display';
import { AccessSection } from './AccessSection';
import { FieldErrorsProvider, Fixed, FixedProvider } from './fields';
import { focusField } from './focusField';
import { CollisionNotice, ProblemNotice } from './Notices';
import { PlansSection } from './PlansSection';
import { PreviewSummary } from './PreviewSummary';
import { RiskSection } from './RiskSection';
import { SystemsSection } from './SystemsSection';
import { TimeSection } from './TimeSection';
import { useFieldErrors, withShortMessages } from './useFieldErrors';
import { Basis, useKeeping, useKept } from './useKept';
import { Collision, useSaving } from './useSaving';
import { merge } from './merge';
import { fixedNames } from './modelValues';
import { FormValues, fromChange } from './values';
import { WhatSection } from './WhatSection';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(3),
    alignItems: 'start',
    gridTemplateColumns: 'minmax(0, 1fr) 340px',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  side: {
    padding: theme.spacing(2),
    position: 'sticky',
    top: theme.spacing(2),
    maxHeight: 'calc(100vh - 120px)',
    overflowY: 'auto',
    [theme.breakpoints.down('sm')]: { position: 'static', maxHeight: 'none' },
  },
  actions: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5, 0),
    backgroundColor: theme.palette.background.default,
    // There the portal's own bar lies over the end of the screen.
    [theme.breakpoints.down('xs')]: { position: 'static' },
  },
  notice: { marginBottom: theme.spacing(2) },
}));

function basisOf(change: ChangeView | undefined): Basis | undefined {
  return change && { revision: change.revision, values: fromChange(change) };
}

/** What the version of the model that the form names keeps from being altered. */
function fixedOf(
  model: ChangeModelView | undefined,
  { changeModel }: FormValues,
): Fixed | undefined {
  const named = model?.versions.find(v => v.version === changeModel?.version);
  return named && { id: model!.id, names: fixedNames(named.form) };
}

/** What the form begins with: what was kept of it, with what others saved meanwhile taken in. */
function useBeginning(
  keepAs: string,
  initial: FormValues,
  change: ChangeView | undefined,
) {
  const kept = useKept(keepAs);
  const [beginning] = useState(() => {
    const values = { ...initial, ...kept?.values };
    const stale =
      kept?.basis && change && kept.basis.revision !== change.revision;
    if (!stale) {
      return { values };
    }
    const merged = merge(values, kept.basis!.values, fromChange(change));
    const collision: Collision = { latest: change, fields: merged.both };
    return { values: merged.values, collision };
  });
  return { kept, ...beginning };
}

/** The change request form: five short steps, and at the side what they will mean. */
export const ChangeForm = (props: {
  policy: Policy;
  initial: FormValues;
  /** The change to edit; a new one without it. */
  change?: ChangeView;
  /** The model that it is made from. */
  model?: ChangeModelView;
  /** Where what is typed is kept until it is saved; by the number of the change once there is one. */
  keepAs: (id?: string) => string;
  backTo: string;
  /** A draft is stored that was not before. */
  onStored?: (change: ChangeView) => void;
  onSaved: (change: ChangeView) => void;
}) => {
  const { policy, initial, change, keepAs, backTo } = props;
  const { model, onStored, onSaved } = props;
  const fixed = useMemo(() => fixedOf(model, initial), [model, initial]);
  const classes = useStyles();
  const t = useText();
  const {
    kept,
    values,
    collision: met,
  } = useBeginning(keepAs(change?.id), initial, change);
  const [restored, setRestored] = useState(kept !== undefined);
  // The form is filled once; later reads of the same change must not overwrite what is typed.
  const form = useForm<FormValues>({ defaultValues: values });
  const [stored, setStored] = useState(change);
  const basis = useMemo(() => basisOf(stored), [stored]);
  const forget = useKeeping(keepAs(stored?.id), basis, form);
  const { save, busy, collision, base, ...saving } = useSaving({
    form,
    change,
    collision: met,
    onStored: draft => {
      setStored(draft);
      onStored?.(draft);
    },
    onSaved: saved => {
      forget();
      onSaved(saved);
    },
  });
  const latest = collision?.latest;
  useEffect(() => {
    if (latest) {
      setStored(latest);
    }
  }, [latest]);
  const problem = useMemo(
    () => saving.problem && withShortMessages(saving.problem, t),
    [saving.problem, t],
  );
  const errors = useFieldErrors(problem, form.watch);
  useEffect(() => focusField('title'), []);
  const submittable = !base || base.state === 'draft';

  return (
    <FormProvider {...form}>
      <FieldErrorsProvider value={errors}>
        <FixedProvider value={fixed}>
          <div className={classes.root}>
            {/* No submit button: Enter in a field must not send a form that is half filled. */}
            <form noValidate onSubmit={event => event.preventDefault()}>
              {restored && (
                <Alert
                  severity="info"
                  className={classes.notice}
                  action={
                    <Button
                      color="inherit"
                      onClick={() => {
                        forget();
                        form.reset(stored ? fromChange(stored) : initial);
                        setRestored(false);
                      }}
                    >
                      {t('form.startAfresh')}
                    </Button>
                  }
                >
                  {t('form.restored', { when: formatRelative(kept!.at) })}
                </Alert>
              )}
              {fixed && (
                <Alert severity="info" className={classes.notice}>
                  {t('model.madeFrom', { id: fixed.id })}
                </Alert>
              )}
              {problem && <ProblemNotice problem={problem} policy={policy} />}
              {collision && <CollisionNotice collision={collision} />}
              <WhatSection />
              <SystemsSection />
              <AccessSection />
              <RiskSection policy={policy} />
              <PlansSection />
              <TimeSection changeId={stored?.id} />
              <div className={classes.actions}>
                {submittable && (
                  <Button
                    variant="contained"
                    color="primary"
                    disabled={busy}
                    onClick={() => save(true)}
                  >
                    {t('form.submit')}
                  </Button>
                )}
                <Button
                  variant={submittable ? 'outlined' : 'contained'}
                  color="primary"
                  disabled={busy}
                  onClick={() => save(false)}
                >
                  {t(submittable ? 'form.saveDraft' : 'form.saveChanges')}
                </Button>
                <LinkButton to={backTo}>{t('general.dismiss')}</LinkButton>
              </div>
            </form>
            <Paper
              variant="outlined"
              component="aside"
              className={classes.side}
              aria-label={t('summary.title')}
            >
              <PreviewSummary policy={policy} />
            </Paper>
          </div>
        </FixedProvider>
      </FieldErrorsProvider>
    </FormProvider>
  );
};

/** The heading above the form. */
export const FormTitle = ({ text }: { text: string }) => (
  <Typography variant="h4" component="h2" gutterBottom>
    {text}
  </Typography>
);
