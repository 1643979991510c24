import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import {
  FindingView,
  ReviewView,
  RiskLevel,
  riskLevels,
} from 'backstage-plugin-change-management-common';
import { DateTime } from 'luxon';
import { FormEvent, useId, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { usePolicy } from '../../hooks';
import { useText } from '../../translation';
import { EntityPicker } from '../CatalogPicker';
import { endOfDay } from '../display';
import { SelectField } from '../fields';
import { useAct } from './useAct';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 240px), 1fr))',
    gap: theme.spacing(2),
    alignItems: 'start',
    maxWidth: 900,
    margin: theme.spacing(1, 0, 2),
    padding: theme.spacing(2),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  whole: { gridColumn: '1 / -1' },
  buttons: { gridColumn: '1 / -1', display: 'flex', gap: theme.spacing(1) },
}));

const dueWithinDays = 30;

function valuesOf(finding: FindingView | undefined, changes: string[]) {
  return {
    severity: finding?.severity ?? 'medium',
    clause: finding?.clause ?? '',
    text: finding?.text ?? '',
    owner: finding?.owner ?? '',
    due: finding
      ? DateTime.fromISO(finding.dueAt).toISODate()!
      : DateTime.now().plus({ days: dueWithinDays }).toISODate()!,
    changes: (finding?.changes ?? changes).join(', '),
    action: '',
  };
}

type Values = ReturnType<typeof valuesOf>;
const paths = { due: 'dueAt', action: 'actions' } as const;

/** Writes a finding down, about the changes that it was opened for, or corrects one. */
export const FindingForm = (props: {
  review: ReviewView;
  finding?: FindingView;
  changes?: string[];
  onClose: () => void;
}) => {
  const { review, finding, changes = [], onClose } = props;
  const classes = useStyles();
  const t = useText();
  const id = useId();
  const api = useApi(changeManagementApiRef);
  const { data: policy } = usePolicy();
  const { act, busy, failure, setFailure } = useAct();
  const [values, setValues] = useState<Values>(() =>
    valuesOf(finding, changes),
  );
  const set = (name: keyof Values) => (value: string) =>
    setValues(before => ({ ...before, [name]: value }));
  const errorOf = (name: keyof Values) => {
    const path: string = name in paths ? paths[name as 'due'] : name;
    return failure?.fields.find(
      field => field.path === path || field.path.startsWith(`${path}.`),
    )?.message;
  };

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const needed = finding
      ? (['clause', 'text', 'owner', 'due'] as const)
      : (['clause', 'text', 'owner', 'due', 'action'] as const);
    const fields = needed
      .filter(name => values[name].trim() === '')
      .map(name => ({
        path: name in paths ? paths[name as 'due'] : name,
        message: t('finding.isNeeded'),
      }));
    if (fields.length) {
      setFailure({ message: t('finding.isNeeded'), fields });
      return;
    }
    const body = {
      severity: values.severity as RiskLevel,
      clause: values.clause,
      text: values.text,
      owner: values.owner,
      dueAt: endOfDay(values.due),
      changes: values.changes.split(/[\s,]+/).filter(Boolean),
    };
    const { revision } = review;
    const isDone = await act(() =>
      finding
        ? api.reviews.editFinding(review.id, finding.id, { revision, ...body })
        : api.reviews.addFinding(review.id, {
            ...body,
            actions: [{ text: values.action }],
          }),
    );
    if (isDone) {
      onClose();
    }
  };

  const textField = (
    name: 'text' | 'changes' | 'action' | 'due',
    label: string,
    more: object = {},
  ) => (
    <TextField
      id={`${id}-${name}`}
      label={label}
      value={values[name]}
      onChange={event => set(name)(event.target.value)}
      variant="outlined"
      size="small"
      error={Boolean(errorOf(name))}
      helperText={errorOf(name)}
      {...more}
    />
  );

  return (
    <form
      className={classes.root}
      onSubmit={save}
      noValidate
      aria-label={t(finding ? 'finding.edit' : 'finding.add')}
    >
      {failure && failure.fields.length === 0 && (
        <Alert severity="error" className={classes.whole}>
          {t('finding.notSaved')}: {failure.message}
        </Alert>
      )}
      {textField('text', t('finding.text'), {
        className: classes.whole,
        multiline: true,
        minRows: 2,
      })}
      <SelectField
        id={`${id}-severity`}
        label={t('finding.severity')}
        value={values.severity}
        options={riskLevels.map(level => [
          level,
          t(`findingSeverity.${level}`),
        ])}
        onChange={set('severity')}
      />
      <TextField
        id={`${id}-clause`}
        select
        label={t('finding.clause')}
        value={values.clause}
        onChange={event => set('clause')(event.target.value)}
        variant="outlined"
        size="small"
        SelectProps={{ native: true }}
        InputLabelProps={{ shrink: true }}
        error={Boolean(errorOf('clause'))}
        helperText={errorOf('clause')}
      >
        <option value="">–</option>
        {policy?.clauses.map(clause => (
          <option key={clause.id} value={clause.id}>
            {clause.id} {clause.text.slice(0, 60)}
          </option>
        ))}
      </TextField>
      <EntityPicker
        id={`${id}-owner`}
        label={t('finding.owner')}
        kinds={['User', 'Group']}
        size="small"
        value={values.owner}
        onChange={set('owner')}
        error={errorOf('owner')}
      />
      {textField('due', t('finding.due'), {
        type: 'date',
        InputLabelProps: { shrink: true },
      })}
      {textField('changes', t('finding.changes'))}
      {!finding &&
        textField('action', t('finding.action'), {
          className: classes.whole,
          helperText: errorOf('action') ?? t('finding.actionHelp'),
        })}
      <div className={classes.buttons}>
        <Button
          type="submit"
          variant="contained"
          color="primary"
          disabled={busy}
        >
          {t('finding.save')}
        </Button>
        <Button onClick={onClose}>{t('general.dismiss')}</Button>
      </div>
    </form>
  );
};
