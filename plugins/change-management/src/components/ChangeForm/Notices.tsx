import Button from '@material-ui/core/Button';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { Policy } from 'backstage-plugin-change-management-common';
import { useEffect } from 'react';
import { useFormContext } from 'react-hook-form';
import { useText } from '../../translation';
import { fieldOf, idOf } from './failures';
import { fieldName, labelOf, screenFieldsOf } from './fieldLabels';
import { focusField, inPageOrder } from './focusField';
import { Collision, Problem } from './useSaving';
import { FormField, FormValues, fromChange } from './values';

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(2) },
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** Why it was not saved, with a way to every field to mend; the first one has the focus. */
export const ProblemNotice = (props: { problem: Problem; policy: Policy }) => {
  const { problem, policy } = props;
  const classes = useStyles();
  const t = useText();
  const byField = new Map(
    problem.fields.map(({ path, message }) => [fieldOf(path) ?? path, message]),
  );
  const fields = inPageOrder([...byField.keys()]);

  useEffect(() => {
    const [first] = inPageOrder(
      problem.fields.flatMap(({ path }) => fieldOf(path) ?? []),
    );
    focusField(first);
  }, [problem]);

  if (problem.kind === 'refused') {
    return (
      <Alert severity="error" className={classes.root}>
        <AlertTitle>{t('form.refused')}</AlertTitle>
        {problem.message}
      </Alert>
    );
  }
  return (
    <Alert severity="error" className={classes.root}>
      <AlertTitle>
        {t(problem.submitting ? 'form.submitErrorsTitle' : 'form.errorsTitle', {
          number: String(fields.length),
        })}
      </AlertTitle>
      <ul className={classes.list}>
        {fields.map(field => (
          <li key={field}>
            <Link
              href={`#${idOf(field)}`}
              color="inherit"
              underline="always"
              onClick={(event: React.MouseEvent) => {
                event.preventDefault();
                focusField(field);
              }}
            >
              {labelOf(field, t, policy)}
            </Link>
            : {byField.get(field)}
          </li>
        ))}
      </ul>
    </Alert>
  );
};

function inWords(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).map(inWords).filter(Boolean).join(', ');
  }
  return typeof value === 'string' ? value : '';
}

/** What somebody else saved meanwhile, field by field, to be taken or overwritten. */
export const CollisionNotice = ({ collision }: { collision: Collision }) => {
  const { latest, fields } = collision;
  const classes = useStyles();
  const t = useText();
  const { setValue } = useFormContext<FormValues>();
  const theirs = fromChange(latest);
  const take = (field: FormField) => {
    for (const name of screenFieldsOf(field)) {
      setValue(name, theirs[name]);
    }
  };
  return (
    <Alert severity="warning" className={classes.root}>
      <AlertTitle>{t('form.conflictTitle', { id: latest.id })}</AlertTitle>
      {t(fields.length ? 'form.conflictHelp' : 'form.conflictNone')}
      <ul className={classes.list}>
        {fields.map(field => {
          const label = fieldName(field, t);
          return (
            <li key={field}>
              {label}
              {', '}
              {t('form.nowSays', {
                value:
                  inWords(screenFieldsOf(field).map(name => theirs[name])) ||
                  t('form.empty'),
              })}{' '}
              <Button size="small" onClick={() => take(field)}>
                {t('form.takeTheirs', { label })}
              </Button>
            </li>
          );
        })}
      </ul>
    </Alert>
  );
};
