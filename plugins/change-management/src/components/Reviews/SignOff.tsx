import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { ReviewView } from 'backstage-plugin-change-management-common';
import { FormEvent, useId, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useText } from '../../translation';
import { EntityName, Markdown, Time } from '../display';
import { useAct } from './useAct';
import { useMissingRoles } from './words';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    maxWidth: 900,
  },
  list: { margin: theme.spacing(0, 0, 1), paddingLeft: theme.spacing(2.5) },
  form: { display: 'grid', gap: theme.spacing(1.5), justifyItems: 'start' },
  wide: { width: '100%' },
}));

const SignForm = ({ review }: { review: ReviewView }) => {
  const classes = useStyles();
  const t = useText();
  const id = useId();
  const api = useApi(changeManagementApiRef);
  const { act, busy, failure } = useAct();
  const [comment, setComment] = useState('');
  const sign = async (event: FormEvent) => {
    event.preventDefault();
    const { revision } = review;
    const body = { revision, ...(comment.trim() && { comment }) };
    await act(() => api.reviews.signOff(review.id, body));
  };
  return (
    <form onSubmit={sign} className={classes.form} noValidate>
      <Typography variant="body2">
        {t('signOff.says')}
        {review.signOff.length > 1 && ` ${t('signOff.voids')}`}
      </Typography>
      {failure && (
        <Alert severity="error">
          {t('signOff.notSigned')}: {failure.message}
        </Alert>
      )}
      <TextField
        id={id}
        className={classes.wide}
        label={t('signOff.comment')}
        value={comment}
        onChange={event => setComment(event.target.value)}
        variant="outlined"
        multiline
        minRows={2}
      />
      <Button type="submit" variant="contained" color="primary" disabled={busy}>
        {t('signOff.do')}
      </Button>
    </form>
  );
};

/** Who has signed, what is still missing, and the button for whoever may sign now. */
export const SignOff = ({ review }: { review: ReviewView }) => {
  const classes = useStyles();
  const t = useText();
  const missingRoles = useMissingRoles();
  const { signatures, openPoints, status, allowedActions } = review;
  return (
    <div className={classes.root}>
      {signatures.map(({ role, by, at, comment }) => (
        <div key={role}>
          <Typography>
            <EntityName entityRef={by} /> {t('signOff.signed')}{' '}
            {t('signOff.as', { role: t(`role.${role}`) })}, <Time at={at} />
          </Typography>
          {comment && <Markdown text={comment} />}
        </div>
      ))}
      {status === 'open' && (
        <Typography gutterBottom>
          {t('signOff.needs')} <strong>{missingRoles(review)}</strong>
        </Typography>
      )}
      {openPoints.length > 0 && (
        <>
          <Typography variant="subtitle2" component="h4">
            {t('signOff.missing')}
          </Typography>
          <ul className={classes.list}>
            {openPoints.map(point => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </>
      )}
      {allowedActions.includes('sign-off') && <SignForm review={review} />}
    </div>
  );
};
