import { useApi } from '@backstage/core-plugin-api';
import Checkbox from '@material-ui/core/Checkbox';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormGroup from '@material-ui/core/FormGroup';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  mutableNoticeKinds,
  NoticePreferences,
  NoticePreferencesInput,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useNoticePreferences, useRefresh } from '../../hooks';
import { useText } from '../../translation';
import { LoadFailure, RowSkeletons, toFailure } from '../display';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: theme.spacing(3),
    marginTop: theme.spacing(2),
  },
}));

const Choices = ({ preferences }: { preferences: NoticePreferences }) => {
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const [outcome, setOutcome] = useState('');
  const [shown, setShown] = useState(preferences);
  const { digest, muted, digestHour } = shown;
  const hour = `${String(digestHour).padStart(2, '0')}:00`;

  const choose = async (chosen: NoticePreferencesInput) => {
    setShown({ ...shown, ...chosen });
    setOutcome('');
    try {
      setShown(await api.setNoticePreferences(chosen));
      setOutcome(t('noticePreferences.saved'));
      await refresh();
    } catch (error) {
      setShown(preferences);
      const reason = toFailure(error).message;
      setOutcome(t('noticePreferences.notSaved', { reason }));
    }
  };

  return (
    <div className={classes.root}>
      <FormControl component="fieldset">
        <FormLabel component="legend">{t('noticePreferences.how')}</FormLabel>
        <RadioGroup
          value={digest}
          onChange={(_event, value) =>
            choose({ digest: value as NoticePreferences['digest'] })
          }
        >
          <FormControlLabel
            value="none"
            control={<Radio color="primary" />}
            label={t('noticePreferences.none')}
          />
          <FormControlLabel
            value="daily"
            control={<Radio color="primary" />}
            label={t('noticePreferences.daily', { hour })}
          />
        </RadioGroup>
      </FormControl>
      <FormControl component="fieldset">
        <FormLabel component="legend">{t('noticePreferences.which')}</FormLabel>
        <FormGroup>
          {mutableNoticeKinds.map(kind => (
            <FormControlLabel
              key={kind}
              control={
                <Checkbox
                  color="primary"
                  checked={!muted.includes(kind)}
                  onChange={(_event, wanted) =>
                    choose({
                      muted: wanted
                        ? muted.filter(other => other !== kind)
                        : [...muted, kind],
                    })
                  }
                />
              }
              label={t(`noticePreferences.${kind}`)}
            />
          ))}
        </FormGroup>
      </FormControl>
      <Typography variant="body2" role="status">
        {outcome}
      </Typography>
    </div>
  );
};

/** Which notices the viewer wants, and how. */
export const NoticePreferencesPage = () => {
  const t = useText();
  const { data, error, refetch } = useNoticePreferences();
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {t('noticePreferences.help')}
      </Typography>
      {data ? <Choices preferences={data} /> : <RowSkeletons rows={4} />}
    </>
  );
};
