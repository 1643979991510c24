import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import {
  ChangeView,
  finalStates,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { lackingFields } from '../ChangeForm/fieldLabels';

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(2) },
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2.5),
    '& li::first-letter': { textTransform: 'uppercase' },
  },
}));

/** That this could not wait, why, and what is still owed for it (policy §5). */
export const EmergencyBanner = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const { emergency, waitingFor } = change;
  if (change.type !== 'emergency') {
    return null;
  }
  const ended = finalStates.includes(change.state);
  return (
    <Alert severity={ended ? 'info' : 'warning'} className={classes.root}>
      <AlertTitle>
        {emergency
          ? t('change.emergency', {
              reason: t(`emergencyReason.${emergency.reason}`),
              incident: emergency.incidentRef,
            })
          : t('type.emergency')}
      </AlertTitle>
      {emergency?.explanation && <p>{emergency.explanation}</p>}
      {waitingFor.length === 0 ? (
        t('change.nothingOwed')
      ) : (
        <>
          {t('change.stillOwed')}:
          <ul className={classes.list}>
            {waitingFor.map(({ what, text }) => (
              <li key={text}>
                {what === 'completion-of-form'
                  ? t('change.formLacks', {
                      fields: lackingFields(change.missing, t),
                    })
                  : text}
              </li>
            ))}
          </ul>
          {change.actualStart && t('change.deadlines')}
        </>
      )}
    </Alert>
  );
};
